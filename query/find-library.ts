import { KbError } from "../corpora/errors.js";
import { editDistance } from "./history/edit-distance.js";
import { namesOf } from "./library-names.js";
import type { OpenCorpus } from "./search.js";
import type { Snapshot } from "./store/snapshot.js";

/** An indexed corpus by id, alias or package. @throws KbError CORPUS_UNKNOWN with what is indexed */
export function findLibrary(snapshot: Snapshot, name: string): string {
  const wanted = name.trim().toLowerCase();
  const ids = Object.keys(snapshot.corpora);
  if (ids.includes(wanted)) return wanted;
  const names = Object.entries(snapshot.corpora).flatMap(([id, state]) =>
    namesOf(id, state).map((other) => ({ id, other: other.toLowerCase() })),
  );
  const found = names.find(({ other }) => other === wanted);
  if (found) return found.id;
  const near = nearestLibrary(wanted, names);
  const meant = near === undefined ? "" : `Did you mean ${near}? `;
  throw new KbError("CORPUS_UNKNOWN", `"${name}" is not indexed`, {
    facts: { library: name, indexed: ids },
    hint: `${meant}Indexed: ${ids.join(", ") || "nothing"}. “kb corpora” lists what “kb index” can add.`,
  });
}

/** Id of the corpus of which a name is so near that it may be misspelt. @param wanted lower case */
export const nearestLibrary = (
  wanted: string,
  names: readonly { readonly id: string; readonly other: string }[],
): string | undefined =>
  names.find(({ other }) => editDistance(wanted, other.toLowerCase(), 2) <= Math.min(2, wanted.length / 3))
    ?.id;

export function isPackageOf(
  corpus: OpenCorpus,
  version: { package: string; ecosystem: "pypi" | "npm" },
): boolean {
  return corpus.state.packages[version.ecosystem].some(
    (name) => name.toLowerCase() === version.package.toLowerCase(),
  );
}
