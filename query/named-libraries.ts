/** A library by what it is called. */
export interface Nameable {
  readonly id: string;
  readonly names: readonly string[];
  /** Names, lower case, that mean something else as well: alone they name nothing. */
  readonly ordinary: ReadonlySet<string>;
  /** The name as its project spells it. */
  readonly spelt: string;
}

/** A library whose name stands in a text. */
export interface LibraryMention {
  readonly id: string;
  /** As the text has it. */
  readonly written: string;
  /** Of every mention: it is the head of a dotted name, `keras.layers`, and may be a module of another library. */
  readonly isHead: boolean;
}

/** What holds a name of a library without meaning it. */
const OTHER_MEANINGS = ["tf idf", "tf-idf"];

/**
 * The libraries that a text names, in no particular order: by a name that stands alone, before a version or as the head of
 * a dotted name, whatever its case and whether its words are joined or not (`scikit learn`). Where several names fit, the
 * longest is meant: `transformers.js` names no `transformers`.
 */
export function namedLibraries(text: string, libraries: readonly Nameable[]): readonly LibraryMention[] {
  const bearers = new Map<string, Nameable[]>();
  for (const library of libraries) {
    for (const name of library.names) {
      const key = joined(name);
      const known = bearers.get(key) ?? [];
      if (!known.includes(library)) bearers.set(key, [...known, library]);
    }
  }
  const forms = [...bearers.keys(), ...OTHER_MEANINGS].sort((a, b) => b.length - a.length).map(nameForm);
  if (forms.length === 0) return [];
  // `tf2`, `torch2.1`: a version may stand right behind.
  const anyName = new RegExp(
    String.raw`(?<![\w.@/-])(${forms.join("|")})(?:\d+(?:\.[\dx]+)*)?(?![\w@/-])`,
    "gi",
  );
  const found = new Map<string, LibraryMention>();
  for (const match of text.matchAll(anyName)) {
    const [, written = ""] = match;
    const { index } = match;
    const behind = text.slice(index + match[0].length);
    for (const library of bearers.get(joined(written)) ?? []) {
      if (!isMeant(library, written, text.slice(0, index), behind)) continue;
      const isHead = /^\.\w/.test(behind) && (found.get(library.id)?.isHead ?? true);
      found.set(library.id, { id: library.id, written, isHead });
    }
  }
  return [...found.values()];
}

/** A word with another meaning is a name in code, before a version, and spelt as its project does inside a sentence. */
function isMeant({ ordinary, spelt }: Nameable, written: string, before: string, behind: string): boolean {
  if (!ordinary.has(written.toLowerCase())) return true;
  const isCode = /^(?:\.[a-z]\w*|\s*[=~]=)/i.test(behind) || /\b(?:import|from|install)\s+$/.test(before);
  const isSpelt = written === spelt && /[A-Z]/.test(spelt) && /[\w,;)]\s+$/.test(before);
  return isCode || isSpelt || /^\s+v?\d+(?:\.\d+)+/.test(behind);
}

/** `scikit-learn`, `scikit learn` and `Scikit_Learn` are one name. */
const joined = (name: string): string => name.toLowerCase().replace(/[\s_-]+/g, "-");

/** A regular expression of a name, its words joined in any way. */
export const nameForm = (name: string): string =>
  name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/[\s-]+/g, "[\\s_-]+");
