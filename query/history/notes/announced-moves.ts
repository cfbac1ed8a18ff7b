import { leafOf } from "../../store/terms.js";
import { ownerOf } from "../moves.js";
import type { ReleasePair } from "../release-pairs.js";
import type { LinkedNote } from "./link.js";
import { isWithin } from "./linked-notes.js";
import { renamesIn } from "./says.js";

/** By the old name, the names that the notes of a pair's releases say it was renamed or moved to; whether they exist is another question. */
export function announcedMoves(
  notes: readonly LinkedNote[],
  pair: ReleasePair,
): ReadonlyMap<string, readonly string[]> {
  const moves = new Map<string, readonly string[]>();
  for (const { note, names } of notes) {
    if (!isWithin(note, pair)) continue;
    for (const { from, to } of renamesIn(note.text)) {
      const bearing = (written: string) =>
        [...names].flatMap(([name, as]) => (as === written || as.endsWith(`.${written}`) ? [name] : []));
      for (const name of bearing(from)) {
        const leaf = name.slice(name.length - leafOf(name).length);
        moves.set(name, [...bearing(to), `${ownerOf(name)}.${to}`, to, `${to}.${leaf}`]);
      }
    }
  }
  return moves;
}

/** Every symbol that is named where notes tell of a new name or place: one of them may have been another. */
export const renamedWith = (notes: readonly LinkedNote[]): readonly string[] => [
  ...new Set(
    notes.flatMap(({ note, names }) => (renamesIn(note.text).length === 0 ? [] : [...names.keys()])),
  ),
];
