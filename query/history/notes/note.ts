import { quote, sqlArray, type Table } from "../../store/lancedb.js";
import { isAlive } from "../../store/lifetime.js";
import type { NoteRow } from "../../store/rows.js";
import type { CorpusState } from "../../store/snapshot.js";
import { leafOf } from "../../store/terms.js";
import { urlOf } from "../../url.js";
import type { ChangeEvidence } from "../change.js";

/** An entry of release notes as it is stored. */
export type Note = Omit<NoteRow, "id" | "leaves">;

const COLUMNS: readonly (keyof Note)[] = [
  "source",
  "version",
  "versionKey",
  "date",
  "kind",
  "text",
  "symbols",
  "module",
  "path",
  "title",
  "anchor",
  "since",
  "until",
];

/** Every entry that names something with the last part of one of these names; oldest release first. */
export async function notesNaming(notes: Table, names: readonly string[]): Promise<readonly Note[]> {
  if (names.length === 0) return [];
  const leaves = sqlArray([...new Set(names.map(leafOf))]);
  return eachOnce(await notes.rows<Note>(COLUMNS, `array_has_any(leaves, ${leaves})`));
}

/** Every entry about a release after `from`, up to and including `to` (version keys); oldest release first. */
export async function notesBetween(notes: Table, from: string, to: string): Promise<readonly Note[]> {
  return eachOnce(
    await notes.rows<Note>(COLUMNS, `versionKey > ${quote(from)} AND versionKey <= ${quote(to)}`),
  );
}

/** What two places say word for word of one release is told once, marks apart: by what still stands, then by source and path. */
function eachOnce(notes: readonly Note[]): readonly Note[] {
  const placed = (note: Note) => [note.versionKey, newestFirst(note), note.source, note.path, note.since];
  const inOrder = notes
    .map((note) => ({ note, place: JSON.stringify(placed(note)) }))
    .sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0));
  const once = new Map<string, Note>();
  for (const { note } of inOrder) {
    const words = JSON.stringify([note.versionKey, note.text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "")]);
    if (!once.has(words)) once.set(words, note);
  }
  return [...once.values()];
}

/** What still stands in the newest notes comes before what does not. */
const newestFirst = ({ until }: Note): string => (until === "~" ? "0" : "1");

/** The entry as evidence: its words, the release that it is about, and where the newest notes that have it say so. */
export function noteEvidence(note: Note, corpus: CorpusState): ChangeEvidence | undefined {
  const state = corpus.sources[note.source];
  const read = state?.releases.findLast(({ key }) => isAlive(note, key));
  if (!state || !read) return undefined;
  const { path, title, anchor } = note;
  return {
    source: note.source,
    version: note.version,
    url: urlOf(state, read, { path, title, anchor, kind: "release-notes" }),
    quotation: quotationOf(note),
    isNote: true,
  };
}

/** Characters of a quotation. */
const LONGEST = 400;

const quotationOf = ({ text }: Note): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
