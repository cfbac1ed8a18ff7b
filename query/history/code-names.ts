import { resolvePath } from "../check/resolve-path.js";
import type { OpenCorpus } from "../search.js";
import type { NamesReference, ReleaseNames } from "../store/release-names.js";
import type { CorpusState } from "../store/snapshot.js";

/**
 * Whether the code of a release binds a name, documented or not. `perhaps`: it fits a pattern of names that are made
 * at run time, or its owner cannot be read. `open`: nothing speaks for it, but its owner makes names at run time.
 */
export type Bound = "bound" | "perhaps" | "open" | "unbound";

/** Of a name as the documentation of the library writes it; undefined where the code around it is not known. */
export type BoundIn = (name: string) => Bound | undefined;

/** Tells what the code of one release binds; undefined where no source read its code. */
export type CodeNames = (version: string) => Promise<BoundIn | undefined>;

/** What a corpus knows of the code of its releases, read when it is asked for. */
export function codeNames({ state, names }: Pick<OpenCorpus, "state" | "names">): CodeNames {
  const known = new Map<string, Promise<BoundIn | undefined>>();
  const read = async (version: string): Promise<BoundIn | undefined> => {
    const reference = referenceOf(state, version);
    return reference && boundIn(await names(reference.digest), reference.roots);
  };
  return (version) => {
    const asked = known.get(version) ?? read(version);
    known.set(version, asked);
    return asked;
  };
}

/** Where the names lie that the code of a release binds. */
const referenceOf = ({ sources }: CorpusState, version: string): NamesReference | undefined =>
  Object.values(sources)
    .flatMap(({ releases }) => releases)
    .find((release) => release.version === version && release.names !== undefined)?.names;

/** The full name of what the code of a release refuses, where that is what a name ends. */
export const refusedAs = (state: CorpusState, version: string, name: string): string | undefined =>
  referenceOf(state, version)?.refused?.find((full) => full === name || full.endsWith(`.${name}`));

/** Characters that the index keeps of one. */
const LONGEST_REFUSAL = 400;

/**
 * What the code of a release says where it refuses a name, which is then not there, on one line; undefined where it
 * does not.
 */
export async function refusalOf(
  { state, names }: Pick<OpenCorpus, "state" | "names">,
  version: string,
  name: string,
): Promise<string | undefined> {
  const reference = referenceOf(state, version);
  if (reference === undefined) return undefined;
  const resolved = resolvePath(
    pathOf(name, reference.roots),
    await names(reference.digest),
    new Set<string>(),
  );
  const isWhole = resolved.type === "missing" && resolved.part === name.split(".").length - 1;
  const said = resolved.type === "found" ? resolved.object?.refused : isWhole ? resolved.refusal : undefined;
  return said === undefined || said.length < LONGEST_REFUSAL ? said : `${said}…`;
}

/** As it is imported: the only root may go by another name in the documentation. */
function pathOf(name: string, roots: readonly string[]): string {
  const [only, ...others] = roots;
  const root = name.split(".", 1)[0] ?? "";
  const isShort = !roots.includes(root) && only !== undefined && others.length === 0;
  return isShort ? `${only}${name.slice(root.length)}` : name;
}

/** @param roots what imports of the library begin with; the only one may go by another name in its documentation */
export function boundIn(names: ReleaseNames, roots: readonly string[]): BoundIn {
  const planted = new Set(names.planted);
  return (name) => {
    const resolved = resolvePath(pathOf(name, roots), names, planted);
    switch (resolved.type) {
      case "found":
        return resolved.isMadeLate ? "perhaps" : "bound";
      case "missing":
        return resolved.isOpen ? "open" : "unbound";
      case "foreign":
        return undefined;
      case "skipped":
        if (resolved.reason === "dynamic") return "open";
        return /(?:^|\.)_/.test(resolved.detail) ? undefined : "perhaps";
    }
  };
}
