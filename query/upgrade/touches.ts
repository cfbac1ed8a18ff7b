import type { Change } from "../history/change.js";
import type { Parameter } from "../history/parameter.js";
import { takesKeyword, takesPosition } from "../history/parameter.js";

/** One place at which a project uses a name of a library. */
export interface UpgradeUse {
  /** As the library calls it: `sklearn.cluster.KMeans.fit`. */
  readonly name: string;
  /** It is only imported here. */
  readonly isImport: boolean;
  /** What the call passes; undefined where the name is not called. */
  readonly call:
    | { readonly positional: number; readonly keywords: readonly string[]; readonly spread: boolean }
    | undefined;
}

/**
 * Whether a change can be felt where a name is used so. A use that is no call (it is passed on, or subclassed) may
 * feel any change; so may a call that passes `*args` or `**kwargs`.
 *
 * @param before the parameters as they were, in order; the receiver of a method is not among them
 * @param after the same as they will be
 */
export function touches(
  change: Change,
  { call, isImport }: UpgradeUse,
  before: readonly Parameter[],
  after: readonly Parameter[],
): boolean {
  const { kind, breaking, parameter } = change;
  if (kind === "documentation-changed" || kind === "annotation-changed" || kind === "added") return false;
  if (kind === "un-deprecated") return false;
  if (breaking === false && kind !== "deprecated") return false;
  if (isImport)
    return /^(removed|renamed|moved)$/.test(kind) || (kind === "deprecated" && parameter === undefined);
  if (kind === "parameter-reordered" && call && !call.spread) {
    return call.positional > firstDifference(change.before ?? "", change.after ?? "");
  }
  if (parameter === undefined || !call || call.spread) return true;
  const old = kind === "parameter-renamed" ? (change.before ?? parameter) : parameter;
  const place = before.filter(takesPosition).findIndex(({ name }) => name === old);
  const isGiven =
    kind === "parameter-removed" && change.before?.startsWith("*")
      ? overflows(call, before, change.before.startsWith("**"))
      : call.keywords.includes(old) || (place >= 0 && place < call.positional);
  switch (kind) {
    case "parameter-added": {
      const own = after.find(({ name }) => name === parameter);
      if (own?.default === undefined) return !call.keywords.includes(parameter);
      // It stands before others: only who gives one of these by position feels it.
      return call.positional > after.filter(takesPosition).indexOf(own);
    }
    case "default-changed":
      return !isGiven;
    case "parameter-made-keyword-only":
      return place >= 0 && place < call.positional;
    case "parameter-renamed":
      return call.keywords.includes(old);
    default:
      return isGiven;
  }
}

/** Whether a call passes what only `**kwargs`, or only `*args`, takes. */
function overflows(
  { positional, keywords }: NonNullable<UpgradeUse["call"]>,
  before: readonly Parameter[],
  isKeyword: boolean,
): boolean {
  return isKeyword
    ? keywords.some((keyword) => !before.some((other) => takesKeyword(other) && other.name === keyword))
    : positional > before.filter(takesPosition).length;
}

/** Place of the first name that two lists, as a change tells them, differ in. */
function firstDifference(before: string, after: string): number {
  const [was, is] = [before.split(", "), after.split(", ")];
  return was.findIndex((name, at) => name !== is[at]);
}
