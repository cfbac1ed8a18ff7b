import { readDeprecation } from "../history/compare-symbols.js";
import { isDeprecated, readParameters } from "../history/parameter.js";
import type { FileUses, Span, Use, UseCall } from "../python/uses.js";
import { callProblems } from "./call-problems.js";
import type { Rule, Skip } from "./finding.js";
import { legacyPattern } from "./legacy-patterns.js";
import type { CheckedLibrary } from "./library-release.js";
import { isDocumentedOnly, resolveDocumented } from "./resolve-documented.js";
import { type Resolved, resolvePath } from "./resolve-path.js";

/** What seems wrong at one place, before other releases and the documentation were asked about it. */
export interface Suspicion {
  readonly library: CheckedLibrary;
  readonly span: Span;
  /** As the library calls it. */
  readonly path: string;
  readonly what:
    | { readonly type: "missing"; readonly missing: Extract<Resolved, { type: "missing" }> }
    | {
        readonly type: "keyword";
        readonly keyword: string;
        /** Keywords that the call could pass and does not. */
        readonly free: readonly string[];
        readonly symbol: string;
      }
    | { readonly type: "positional"; readonly given: number; readonly most: number; readonly symbol: string }
    | {
        readonly type: "told";
        readonly rule: Rule;
        readonly message: string;
        readonly symbol: string;
        readonly replacement: string | null;
        /** What the documentation says, where it is not the signature. */
        readonly quotation: string | null;
      };
}

export interface SourceCheck {
  readonly suspicions: readonly Suspicion[];
  /** Uses of names of the libraries that were found there. */
  readonly resolved: number;
  readonly skipped: Readonly<Partial<Record<Skip, number>>>;
}

/** A default that another release gives, by symbol and parameter. */
export type ChangedDefaults = ReadonlyMap<
  string,
  ReadonlyMap<string, { readonly is: string; readonly becomes: string; readonly version: string }>
>;

/** Holds the uses of one file against the releases of the libraries. */
export function checkSource(
  { uses, planted, set }: FileUses,
  libraryOf: (root: string) => CheckedLibrary | undefined,
  changedDefaults: (library: CheckedLibrary) => ChangedDefaults,
): SourceCheck {
  const suspicions: Suspicion[] = [];
  const skipped: Partial<Record<Skip, number>> = {};
  let resolvedUses = 0;
  const skip = (reason: Skip) => {
    skipped[reason] = (skipped[reason] ?? 0) + 1;
  };
  for (const use of uses) {
    const root = rootOf(use);
    const library = libraryOf(root);
    if (library === undefined) continue;
    const { names } = library.used;
    const resolved =
      names && !isDocumentedOnly(library, root)
        ? resolvePath(use.path, names, plantedIn(planted, names.planted))
        : resolveDocumented(library, use.path);
    if (resolved.type === "foreign") continue;
    if (resolved.type === "skipped") {
      skip(resolved.reason);
      continue;
    }
    const suspect = (span: Span, what: Suspicion["what"]) => {
      if (use.isGuarded) skip("guarded");
      else suspicions.push({ library, span, path: library.displayOf(use.path), what });
    };
    if (
      resolved.type === "missing" &&
      set.has(
        use.path
          .split(".", resolved.part + 1)
          .join(".")
          .replace(/\(\)$/, ""),
      )
    ) {
      skip("planted");
      continue;
    }
    if (resolved.type === "missing") {
      if (resolved.isOpen) skip(resolved.isDocumented ? "undocumented" : "dynamic");
      const span = spanOfPart(use, resolved.part);
      if (span !== undefined && !use.isSet) suspect(span, { type: "missing", missing: resolved });
      continue;
    }
    resolvedUses += 1;
    checkDeprecation(use, resolved, library, suspect);
    if (use.call) {
      const isChecked = checkCall(use, resolved, library, changedDefaults(library), suspect);
      if (!isChecked) skip("signature");
    }
    const legacy = legacyPattern(use, library.corpus.id, resolved);
    if (legacy) suspect(legacy.span, { ...legacy, type: "told", rule: "legacy-pattern", quotation: null });
  }
  return { suspicions, resolved: resolvedUses, skipped };
}

/** The package that a use's path begins with. */
export const rootOf = ({ path }: Use): string => path.split(".", 1)[0]?.replaceAll("()", "") ?? "";

type Found = Extract<Resolved, { type: "found" }>;
type Suspect = (span: Span, what: Suspicion["what"]) => void;

const merged = new WeakMap<ReadonlySet<string>, WeakMap<readonly string[], ReadonlySet<string>>>();

function plantedIn(own: ReadonlySet<string>, library: readonly string[]): ReadonlySet<string> {
  const known = merged.get(own)?.get(library);
  if (known) return known;
  const all = new Set([...own, ...library]);
  const byLibrary = merged.get(own) ?? new WeakMap<readonly string[], ReadonlySet<string>>();
  merged.set(own, byLibrary.set(library, all));
  return all;
}

/** Where a part of a use's path is written; undefined where it came with a variable, which was checked where it was set. */
function spanOfPart({ path, spans, importedAs }: Use, part: number): Span | undefined {
  const at = part - (path.split(".").length - spans.length);
  return at > 0 || (at === 0 && importedAs !== undefined) ? spans[at] : undefined;
}

/** What a constructor warns of is not always that its class will go: some are only not to be called. */
const SAYS_GOING =
  /deprecat|obsolete|remov|renam|supersed|legacy|replac|instead|in favou?r of|no longer|discontinu|moved to/i;

function checkDeprecation(
  use: Use,
  { object, symbol, isInstance }: Found,
  library: CheckedLibrary,
  suspect: Suspect,
): void {
  const row = symbol === undefined || isInstance ? undefined : library.deprecated.get(symbol);
  const deprecation = row && readDeprecation(row.deprecated);
  const span = spanOfPart(use, use.path.split(".").length - 1);
  if (object?.refused !== undefined && span !== undefined) {
    const { corpus, used } = library;
    const name = symbol ?? library.displayOf(use.path);
    suspect(span, {
      type: "told",
      rule: "refused-name",
      message: `${corpus.state.name} ${used.release.version} refuses ${name}`,
      symbol: name,
      replacement: deprecation?.replacement ?? null,
      quotation: object.refused,
    });
    return;
  }
  if (symbol === undefined || deprecation === undefined || span === undefined) return;
  if (!SAYS_GOING.test(deprecation.message)) return;
  const since = deprecation.since === undefined ? "" : ` since ${deprecation.since}`;
  suspect(span, {
    type: "told",
    rule: "deprecated-name",
    message: `${symbol} is deprecated${since}`,
    symbol,
    replacement: deprecation.replacement ?? null,
    quotation: deprecation.message,
  });
}

/** @returns whether the call could be checked */
function checkCall(
  use: Use,
  resolved: Found,
  library: CheckedLibrary,
  changed: ChangedDefaults,
  suspect: Suspect,
): boolean {
  const { call } = use;
  const span = use.spans.at(-1);
  const { names } = library.used;
  if (!call || !span || resolved.object === undefined || resolved.isInstance || !names) return false;
  const symbol = resolved.symbol ?? resolved.key?.replace(":", ".") ?? "";
  checkKeywords(call, symbol, library, suspect);
  const calls = resolved.object.calls;
  if (calls === undefined) return false;
  const problems = callProblems(call, calls, resolved.isUnbound);
  if (problems === "uncertain") return false;
  for (const problem of problems) {
    if (problem.type === "positional") suspect(span, { ...problem, symbol });
    else {
      const free = calls
        .flatMap((text) => text.split(","))
        .flatMap((name) => (/^\w/.test(name) ? [name.replace("=", "")] : []))
        .filter((name) => !call.keywords.some((keyword) => keyword.name === name));
      suspect(problem, { type: "keyword", keyword: problem.name, free, symbol });
    }
  }
  checkDefaults(use, symbol, calls, changed, suspect);
  return true;
}

/** Keywords whose default, description or decorator says that they are deprecated. */
function checkKeywords(call: UseCall, symbol: string, library: CheckedLibrary, suspect: Suspect): void {
  const row = library.deprecated.get(symbol);
  const parameters = row ? readParameters(row) : [];
  for (const keyword of call.keywords) {
    const parameter = parameters.find(({ name }) => name === keyword.name);
    if (parameter === undefined || !isDeprecated(parameter)) continue;
    const told = parameter.deprecated;
    const how = told === undefined ? ": its default says so" : told.since && ` since ${told.since}`;
    suspect(keyword, {
      type: "told",
      rule: "deprecated-keyword",
      message: `${keyword.name} of ${symbol} is deprecated${how ?? ""}`,
      symbol,
      replacement: told?.replacement ?? null,
      quotation: told?.message ?? null,
    });
  }
}

/** Arguments left out whose default another release changes. */
function checkDefaults(
  { call, spans }: Use,
  symbol: string,
  calls: readonly string[],
  changed: ChangedDefaults,
  suspect: Suspect,
): void {
  const span = spans.at(-1);
  const defaults = changed.get(symbol);
  if (!defaults || !span || !call || call.spread) return;
  for (const [name, { is, becomes, version }] of defaults) {
    const isGiven = positionOf(name, calls) < call.positional;
    if (isGiven || call.keywords.some((keyword) => keyword.name === name)) continue;
    const message = `${name} of ${symbol} is left out: its default is ${is}, and ${becomes} in ${version}`;
    suspect(span, {
      type: "told",
      rule: "changed-default",
      message,
      symbol,
      replacement: null,
      quotation: null,
    });
  }
}

/** Place of a parameter among those given by position; Infinity for one that is not. */
function positionOf(name: string, calls: readonly string[]): number {
  const parts = calls[0]?.split(",").filter((part) => part !== "/") ?? [];
  const at = parts.findIndex((part) => part.replace("=", "") === name);
  const star = parts.findIndex((part) => part.startsWith("*"));
  return at < 0 || (star >= 0 && star < at) ? Number.POSITIVE_INFINITY : at;
}
