import type { Table } from "../../store/lancedb.js";
import type { CorpusState } from "../../store/snapshot.js";
import { leafOf } from "../../store/terms.js";
import type { ReleasePair } from "../release-pairs.js";
import { createLinker, type LinkedNote, mayName, namesEnding } from "./link.js";
import { type Note, notesBetween, notesNaming } from "./note.js";
import { renamesIn } from "./says.js";

/** Where the notes of a corpus and what they name are looked up. */
export interface NotesPlace {
  readonly library: string;
  readonly corpus: CorpusState;
  readonly tables: { readonly symbols: Table; readonly notes: Table };
}

/** The notes of all releases that name one of these symbols. @param names qualified, aliases among them */
export async function notesOfSymbols(
  place: NotesPlace,
  names: readonly string[],
): Promise<readonly LinkedNote[]> {
  if (names.length === 0 || place.corpus.tables.notes.rows === 0) return [];
  const roots = rootsOf(place);
  const notes = (await notesNaming(place.tables.notes, names)).filter((note) =>
    names.some((name) => mayName(note, name, roots)),
  );
  if (notes.length === 0) return [];
  // Of what else they name only that is looked up on which a history rests: what is newer than its oldest release, and
  // what something was renamed to.
  const oldest = oldestKey(place.corpus);
  const telling = notes.filter(({ versionKey, text }) => versionKey > oldest || renamesIn(text).length > 0);
  const leaves = [...names, ...telling.flatMap(({ symbols }) => symbols)].map(leafOf);
  const known = await namesEnding(place.tables.symbols, leaves);
  const link = createLinker(known, roots);
  const wanted = new Set(names);
  return notes.map(link).filter((linked) => [...linked.names.keys()].some((name) => wanted.has(name)));
}

/** The notes about the releases that these pairs lead to, with every symbol that they name. */
export async function notesOfPairs(
  place: NotesPlace,
  pairs: readonly ReleasePair[],
): Promise<readonly LinkedNote[]> {
  const from = pairs.map(({ previous }) => previous.key).sort()[0];
  const to = pairs
    .map(({ here }) => here.key)
    .sort()
    .at(-1);
  if (from === undefined || to === undefined || place.corpus.tables.notes.rows === 0) return [];
  const notes = (await notesBetween(place.tables.notes, from, to)).filter((note) =>
    pairs.some((pair) => isWithin(note, pair)),
  );
  const leaves = [...new Set(notes.flatMap(({ symbols }) => symbols.map(leafOf)))];
  const link = createLinker(await namesEnding(place.tables.symbols, leaves), rootsOf(place));
  return notes.map(link);
}

/** Notes that were looked up by several names, each once; oldest release first. */
export function inOneOrder(notes: readonly LinkedNote[]): readonly LinkedNote[] {
  const once = new Map<string, LinkedNote>();
  for (const linked of notes) {
    const { versionKey, source, text } = linked.note;
    const key = JSON.stringify([versionKey, source, text]);
    if (!once.has(key)) once.set(key, linked);
  }
  return [...once.values()].sort((a, b) =>
    a.note.versionKey < b.note.versionKey ? -1 : a.note.versionKey > b.note.versionKey ? 1 : 0,
  );
}

/** Whether the release that a note is about lies after the earlier release of a pair and not after the later one. */
export const isWithin = ({ versionKey }: Note, { previous, here }: ReleasePair): boolean =>
  previous.key < versionKey && versionKey <= here.key;

/** Key of the oldest release that any source was read for. */
const oldestKey = ({ sources }: CorpusState): string =>
  Object.values(sources)
    .flatMap(({ releases }) => releases.slice(0, 1).map(({ key }) => key))
    .sort()[0] ?? "";

/** What a name may begin with beside the package's own: `tf.function`. */
const rootsOf = ({ library, corpus }: NotesPlace): readonly string[] => [
  library,
  ...corpus.aliases,
  ...corpus.packages.pypi,
];
