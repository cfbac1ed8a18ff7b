import type { Parameter } from "../../../indexer/parse/document.js";
import type { ApiObject } from "./public-api.js";

/** Things that two tools may both have found. */
export interface Agreement<T> {
  readonly both: readonly { readonly kb: T; readonly griffe: T }[];
  readonly onlyKb: readonly T[];
  readonly onlyGriffe: readonly T[];
}

interface Named {
  readonly names: readonly string[];
}

/** Pairs what shares a public name. */
export function agree<T extends Named>(kb: readonly T[], griffe: readonly T[]): Agreement<T> {
  const byName = index(griffe);
  const matched = new Set<T>();
  const both: { kb: T; griffe: T }[] = [];
  const onlyKb: T[] = [];
  for (const ours of kb) {
    const theirs = find(byName, ours);
    if (theirs === undefined) onlyKb.push(ours);
    else {
      both.push({ kb: ours, griffe: theirs });
      matched.add(theirs);
    }
  }
  const ourNames = index(kb);
  const onlyGriffe = griffe.filter((theirs) => !matched.has(theirs) && find(ourNames, theirs) === undefined);
  return { both, onlyKb, onlyGriffe };
}

function index<T extends Named>(objects: readonly T[]): ReadonlyMap<string, T> {
  const byName = new Map<string, T>();
  for (const object of objects) {
    for (const name of object.names) if (!byName.has(name)) byName.set(name, object);
  }
  return byName;
}

function find<T extends Named>(byName: ReadonlyMap<string, T>, { names }: Named): T | undefined {
  for (const name of names) {
    const found = byName.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** One difference between two releases, as one tool sees it. */
export interface ApiChange extends Named {
  readonly kind: "added" | "removed" | "signature-changed";
  readonly before: ApiObject | undefined;
  readonly after: ApiObject | undefined;
  /** For a changed signature: `alpha added`, `beta: default 1 -> 2`, ... */
  readonly details: readonly string[];
}

/** Added: no name of it was public before. Removed: none is any more. Changed: names, kinds, order or defaults of parameters differ. */
export function changesBetween(
  before: readonly ApiObject[],
  after: readonly ApiObject[],
): readonly ApiChange[] {
  const [old, now] = [index(before), index(after)];
  const changes: ApiChange[] = [];
  for (const object of after) {
    if (find(old, object) === undefined) {
      changes.push({ kind: "added", names: object.names, before: undefined, after: object, details: [] });
    }
  }
  for (const object of before) {
    const found = find(now, object);
    if (found === undefined) {
      changes.push({ kind: "removed", names: object.names, before: object, after: undefined, details: [] });
    } else if (object.parameters !== undefined && found.parameters !== undefined) {
      const details = parameterChanges(object.parameters, found.parameters);
      if (details.length > 0) {
        changes.push({
          kind: "signature-changed",
          names: found.names,
          before: object,
          after: found,
          details,
        });
      }
    }
  }
  return changes;
}

/** What differs between two lists of parameters, annotations aside; empty when nothing does. */
export function parameterChanges(
  before: readonly Parameter[],
  after: readonly Parameter[],
): readonly string[] {
  const details: string[] = [];
  const now = new Map(after.map((parameter) => [parameter.name, parameter]));
  const old = new Map(before.map((parameter) => [parameter.name, parameter]));
  for (const { name } of before) if (!now.has(name)) details.push(`${name} removed`);
  for (const parameter of after) {
    const known = old.get(parameter.name);
    if (known === undefined) details.push(`${parameter.name} added`);
    else {
      if (known.kind !== parameter.kind)
        details.push(`${parameter.name}: ${known.kind} -> ${parameter.kind}`);
      const [was, is] = [plain(known.default), plain(parameter.default)];
      if (was !== is) details.push(`${parameter.name}: default ${was} -> ${is}`);
    }
  }
  const positional = (list: readonly Parameter[], others: ReadonlyMap<string, Parameter>): string =>
    list
      .filter(({ name, kind }) => kind.startsWith("positional") && others.has(name))
      .map(({ name }) => name)
      .join();
  if (details.length === 0 && positional(before, now) !== positional(after, old)) details.push("reordered");
  return details;
}

/** One spelling of a default: griffe writes it anew, our parser keeps the source's. */
function plain(value: string | undefined): string {
  if (value === undefined) return "none";
  return value
    .replace(/\br?(["'])/gi, "$1")
    .replace(/\\+/g, "\\")
    .replace(/\s+/g, "")
    .replaceAll('"', "'")
    .replace(/,([)\]}])/g, "$1")
    .replace(/(?<![\w.])\d[\d_]*(?:\.[\d_]*)?(?:e[+-]?\d+)?/gi, (number) =>
      String(Number(number.replaceAll("_", ""))),
    )
    .replace(/^\((.*)\)$/, (whole, inner: string) => (/[(),]/.test(inner) ? whole : inner));
}
