import type { KnownName, LinkedNote } from "../../../../query/history/notes/link.js";
import { createLinker } from "../../../../query/history/notes/link.js";
import type { Note } from "../../../../query/history/notes/note.js";
import { OPEN } from "../../../../query/store/rows.js";

/** An entry of the notes of 2.0 that names what stands in code marks. */
export function note(text: string, facts: Partial<Note> = {}): Note {
  return {
    source: "pypi:water",
    version: "2.0",
    versionKey: "k2.0",
    date: "",
    kind: "changed",
    text,
    symbols: [...text.matchAll(/`([\w.]+)/g)].map(([, name = ""]) => name),
    module: "",
    path: "CHANGELOG.md",
    title: "Changelog",
    anchor: "200",
    since: "k1.0",
    until: OPEN,
    ...facts,
  };
}

/** A symbol that is there in every release. */
export const known = (name: string, kind = "class", aliases: readonly string[] = []): KnownName => ({
  name,
  kind,
  aliases,
  lives: [{ source: "pypi:water", name, since: "k1.0", until: OPEN }],
});

/** A note linked to these symbols of the library `water`. */
export const linked = (symbols: readonly KnownName[], ...of: Parameters<typeof note>): LinkedNote =>
  createLinker(symbols, ["water", "w"])(note(...of));
