import { sqlArray, type Table } from "../../store/lancedb.js";
import type { SymbolRow } from "../../store/rows.js";
import { leafOf } from "../../store/terms.js";
import { type NameLife, TOP_LEVEL_KINDS } from "../life.js";
import { ownerOf } from "../moves.js";
import type { Note } from "./note.js";

/** A symbol as links need it. */
export interface KnownName extends Pick<SymbolRow, "name" | "aliases" | "kind"> {
  readonly lives: readonly NameLife[];
}

/** An entry of release notes with the symbols that it names, each with the words that name it. */
export interface LinkedNote {
  readonly note: Note;
  /** Qualified name -> as the note writes it. */
  readonly names: ReadonlyMap<string, string>;
  /** Where each of them is. */
  readonly lives: ReadonlyMap<string, readonly NameLife[]>;
  /** What each of them is. */
  readonly kinds: ReadonlyMap<string, string>;
}

/** A note as it is, where nothing that it names is known. */
export const unlinked = (note: Note): LinkedNote => ({
  note,
  names: new Map(),
  lives: new Map(),
  kinds: new Map(),
});

/** Every symbol of any release that has one of these last parts, in its name or in another name of it. */
export async function namesEnding(symbols: Table, leaves: readonly string[]): Promise<readonly KnownName[]> {
  if (leaves.length === 0) return [];
  const rows = await symbols.rows<NameLife & Omit<KnownName, "lives">>(
    ["source", "name", "aliases", "kind", "since", "until"],
    `array_has_any(leaves, ${sqlArray([...new Set(leaves)])})`,
  );
  const known = new Map<string, KnownName>();
  for (const row of rows) {
    const { name, kind, aliases } = row;
    const other = known.get(name) ?? { name, kind, aliases: [], lives: [] };
    known.set(name, {
      ...other,
      aliases: [...new Set([...other.aliases, ...aliases])],
      lives: [...other.lives, row],
    });
  }
  return [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Links names in release notes to symbols. A link is proved, the first proof that holds:
 *
 * 1. the note writes the name or an alias in full, or with a name of the library for its root (`tf.function`);
 * 2. it writes two or more last parts of it (`cluster.KMeans`), and nothing else ends so;
 * 3. it writes the last part alone, several words in one (`CrossEntropyLoss`, not `fit`), nothing else is called so, and
 *    it is a class, or a function of the module that a heading over the note names, if one does;
 * 4. several end so, and one of them is in the module of the heading over the note, or is a member of a class that
 *    the note names.
 *
 * Case counts, and likeness proves nothing.
 *
 * @param known at least every symbol that has the last part of a name to be linked
 * @param roots names that the library goes by
 */
export function createLinker(
  known: readonly KnownName[],
  roots: readonly string[],
): (note: Note) => LinkedNote {
  const byLeaf = new Map<string, KnownName[]>();
  for (const name of known) {
    for (const leaf of new Set([name.name, ...name.aliases].map(leafOf))) {
      const others = byLeaf.get(leaf);
      if (others) others.push(name);
      else byLeaf.set(leaf, [name]);
    }
  }
  const called = new Set(roots.map((root) => root.toLowerCase()));
  return (note) => {
    const names = new Map<string, string>();
    const lives = new Map<string, readonly NameLife[]>();
    const kinds = new Map<string, string>();
    for (const written of note.symbols) {
      const candidates = byLeaf.get(leafOf(written)) ?? [];
      for (const symbol of meant(written, candidates, note, called)) {
        if (!names.has(symbol.name)) names.set(symbol.name, written);
        lives.set(symbol.name, symbol.lives);
        kinds.set(symbol.name, symbol.kind);
      }
    }
    return { note, names, lives, kinds };
  };
}

/** Whether a note may be linked to a symbol at all, judged without the symbols that are called alike. */
export function mayName({ symbols, module }: Note, name: string, roots: readonly string[]): boolean {
  return symbols.some((written) => {
    const isRooted = roots.some((root) => written.toLowerCase().startsWith(`${root.toLowerCase()}.`));
    if (isRooted && leafOf(written) === leafOf(name)) return true;
    if (!isNamed(name, written)) return false;
    if (written.includes(".") || SEVERAL_WORDS.test(written)) return true;
    const owner = ownerOf(name);
    return (module !== "" && name.startsWith(`${module}.`)) || symbols.some((other) => isNamed(owner, other));
  });
}

function meant(
  written: string,
  candidates: readonly KnownName[],
  note: Note,
  roots: ReadonlySet<string>,
): readonly KnownName[] {
  const inFull = candidates.filter((known) => allNames(known).includes(written));
  if (inFull.length > 0) return inFull;
  const [root = "", ...rest] = written.split(".");
  if (rest.length > 0 && roots.has(root.toLowerCase())) {
    const below = rest.join(".");
    return candidates.filter((known) => allNames(known).some((name) => name.replace(/^\w+\./, "") === below));
  }
  const ending = distinct(
    candidates.filter((known) => allNames(known).some((name) => name.endsWith(`.${written}`))),
  );
  const listed = rest.length > 0 ? [] : modulesBefore(note.text);
  if (listed.length > 0) {
    const inside = ending.filter(({ name }) => listed.some((module) => isNamed(ownerOf(name), module)));
    return inside.length === 1 ? inside : [];
  }
  const [only, ...others] = ending;
  if (only !== undefined && others.length === 0 && (rest.length > 0 || isTelling(written, only, note))) {
    return [only];
  }
  return byContext(ending, written, note);
}

/** Whether a last part alone means the only symbol that has it: `log_loss` in a note on trees is a value of theirs. */
function isTelling(written: string, only: KnownName, { module }: Note): boolean {
  if (!SEVERAL_WORDS.test(written) || !isTopLevel(only)) return false;
  return /^\p{Lu}/u.test(written) || module === "" || only.name.startsWith(`${module}.`);
}

/** Modules whose contents a note lists: ``From `jax.core`: `ShapedArray` ``. What is listed so is in no other. */
const modulesBefore = (text: string): readonly string[] =>
  [...text.matchAll(/\b(?:from|in|of)\s+`([\w.]+)`\s*:/gi)].map(([, module = ""]) => module);

/** One object that two sources call by different names counts once. */
const distinct = (known: readonly KnownName[]): readonly KnownName[] =>
  known.filter(
    ({ name }, at) =>
      !known.some(
        (other, place) =>
          other.aliases.includes(name) && (place < at || !known[at]?.aliases.includes(other.name)),
      ),
  );

const isTopLevel = ({ kind }: KnownName): boolean => TOP_LEVEL_KINDS.some((other) => other === kind);

/** `CrossEntropyLoss`, `log_loss`, `KMeans`; not `fit`, `Model`, `loss_`. */
const SEVERAL_WORDS = /[\p{Ll}\d]\p{Lu}|\p{Lu}{2}\p{Ll}|\p{Lu}\p{Lu}\p{L}|[\p{L}\d]_[\p{L}\d]/u;

function byContext(ending: readonly KnownName[], written: string, note: Note): readonly KnownName[] {
  const ofClass = note.symbols
    .filter((other) => other !== written)
    .map((other) => ending.filter(({ name }) => isNamed(ownerOf(name), other)))
    .filter((found) => found.length === 1)
    .flat();
  if (ofClass.length > 0) return [...new Set(ofClass)];
  const inModule = ending.filter(
    (known) => note.module !== "" && isTopLevel(known) && known.name.startsWith(`${note.module}.`),
  );
  return inModule.length === 1 ? inModule : [];
}

const isNamed = (name: string, written: string): boolean => name === written || name.endsWith(`.${written}`);

const allNames = ({ name, aliases }: KnownName): readonly string[] => [name, ...aliases];
