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
  const near = names.find(({ other }) => editDistance(wanted, other, 2) <= Math.min(2, wanted.length / 3));
  const meant = near ? `Did you mean ${near.id}? ` : "";
  throw new KbError("CORPUS_UNKNOWN", `"${name}" is not indexed`, {
    facts: { library: name, indexed: ids },
    hint: `${meant}Indexed: ${ids.join(", ") || "nothing"}. “kb corpora” lists what “kb index” can add.`,
  });
}

export function isPackageOf(
  corpus: OpenCorpus,
  version: { package: string; ecosystem: "pypi" | "npm" },
): boolean {
  return corpus.state.packages[version.ecosystem].some(
    (name) => name.toLowerCase() === version.package.toLowerCase(),
  );
}
