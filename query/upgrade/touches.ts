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
 */
export function touches(
  change: Change,
  { call, isImport }: UpgradeUse,
  before: readonly Parameter[],
): boolean {
  const { kind, breaking, parameter } = change;
  if (kind === "documentation-changed" || kind === "annotation-changed" || kind === "added") return false;
  if (kind === "un-deprecated") return false;
  if (breaking === false && kind !== "deprecated") return false;
  if (isImport)
    return /^(removed|renamed|moved)$/.test(kind) || (kind === "deprecated" && parameter === undefined);
  if (parameter === undefined || !call || call.spread) return true;
  const old = kind === "parameter-renamed" ? (change.before ?? parameter) : parameter;
  const place = before.filter(takesPosition).findIndex(({ name }) => name === old);
  const isGiven =
    kind === "parameter-removed" && change.before?.startsWith("*")
      ? overflows(call, before, change.before.startsWith("**"))
      : call.keywords.includes(old) || (place >= 0 && place < call.positional);
  switch (kind) {
    case "parameter-added":
      // Required, or before others that are given by position.
      return !call.keywords.includes(parameter);
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
