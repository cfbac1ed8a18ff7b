import { compareVersions } from "../../../corpora/version.js";
import { corpusReleases } from "../../release.js";
import type { CorpusState } from "../../store/snapshot.js";
import type { ChangeEvidence } from "../change.js";
import type { LinkedNote } from "./link.js";
import { noteEvidence } from "./note.js";
import { saysIsNew } from "./says.js";
import { subjectsOf } from "./subject.js";

/** What release notes say of a symbol: `version` is the release that they say it of. */
export interface SymbolNote extends ChangeEvidence {
  /** `added`, `changed`, `deprecated`, `removed`, `fixed`, `breaking` or `other`. */
  readonly kind: string;
  /** Day of that release, or only its month, from the notes themselves or from what is indexed; null where neither tells. */
  readonly date: string | null;
}

/** Notes as an answer shows them; oldest release first. */
export function symbolNotes(notes: readonly LinkedNote[], corpus: CorpusState): readonly SymbolNote[] {
  const dates = new Map(corpusReleases(corpus).map(({ key, date }) => [key, date]));
  return notes.flatMap(({ note }): readonly SymbolNote[] => {
    const evidence = noteEvidence(note, corpus);
    if (!evidence) return [];
    return [{ ...evidence, kind: note.kind, date: note.date || (dates.get(note.versionKey) ?? null) }];
  });
}

/** The earliest release of which notes say that one of these symbols is new in it; undefined where none does. */
export function notedAsNew(
  notes: readonly LinkedNote[],
  symbols: ReadonlySet<string>,
  corpus: CorpusState,
): string | undefined {
  const telling = notes.filter(({ note, names }) =>
    [...names].some(([name, written]) => symbols.has(name) && saysIsNew(note.text, written)),
  );
  return earliest(telling, corpus);
}

/** The earliest release of which notes say that it deprecates one of these symbols. */
export function notedAsDeprecated(
  notes: readonly LinkedNote[],
  symbols: ReadonlySet<string>,
  corpus: CorpusState,
): string | undefined {
  const telling = notes.filter(
    (linked) => linked.note.kind === "deprecated" && subjectsOf(linked).some((name) => symbols.has(name)),
  );
  return earliest(telling, corpus);
}

const earliest = (notes: readonly LinkedNote[], { versions }: CorpusState): string | undefined =>
  notes.map(({ note }) => note.version).sort((a, b) => compareVersions(versions, a, b))[0];
