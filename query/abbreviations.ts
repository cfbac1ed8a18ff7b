import { resolveSymbol } from "./history/resolve-symbol.js";
import { namesOf } from "./library-names.js";
import type { Question } from "./question.js";
import { type CorpusRelease, visibleAt } from "./release.js";
import type { OpenCorpus } from "./search.js";
import { quoteAll } from "./store/lancedb.js";
import type { ChunkRow } from "./store/rows.js";

/** Passages in which an abbreviation is looked for: those in which it weighs most. */
const PASSAGES = 60;

/** Longer heads are names by themselves. */
const LONGEST = 8;

/** Share of the imports of an abbreviation that must mean the same. */
const USUAL = 0.5;

/** An open corpus does not change, so what one release abbreviates is read once. */
const read = new WeakMap<OpenCorpus, Map<string, Promise<readonly string[]>>>();

/**
 * What a dotted name may be in full whose head is an abbreviation, likeliest first: a name that the library itself goes by
 * (`lgb.Dataset`), or a module that its own documentation imports so (`import jax.numpy as jnp`). Empty where neither is.
 */
export async function namesInFull(
  corpus: OpenCorpus,
  release: CorpusRelease,
  name: string,
): Promise<readonly string[]> {
  const dot = name.indexOf(".");
  const head = name.slice(0, Math.max(0, dot));
  if (!/^[A-Za-z_]\w*$/.test(head) || head.length > LONGEST) return [];
  const roots = importRoots(corpus, release);
  if (roots.includes(head)) return [];
  const isAlias = corpus.state.aliases.some((alias) => alias.toLowerCase() === head.toLowerCase());
  // What the examples of a library import of others (`import numpy as np`) is none of its names.
  const isOwn = (full: string): boolean => roots.includes(full.split(".", 1)[0] ?? "");
  const heads = isAlias ? roots : (await importedAs(head, corpus, release)).filter(isOwn);
  return heads.map((full) => `${full}${name.slice(dot)}`);
}

/** A question whose abbreviated names are written in full, where they are nothing by themselves. */
export async function spellOut(
  question: Question,
  corpus: OpenCorpus,
  release: CorpusRelease,
): Promise<Question> {
  const { symbols } = corpus.tables;
  const identifiers = await Promise.all(
    question.identifiers.map(async (name) => {
      const [full, ...others] = await namesInFull(corpus, release, name);
      if (full === undefined || others.length > 0) return name;
      return (await resolveSymbol(symbols, name, release)) ? name : full;
    }),
  );
  return { ...question, identifiers: [...new Set(identifiers)] };
}

/** What imports of a library begin with: as its code says, or as its packages are spelt. */
export function importRoots({ id, state }: OpenCorpus, release: CorpusRelease): readonly string[] {
  const told = Object.values(release.sources).flatMap(({ names }) => names?.roots ?? []);
  if (told.length > 0) return [...new Set(told)];
  const names = namesOf(id, state).filter((other) => !state.aliases.includes(other));
  return [...new Set([...state.packages.npm, ...names.map((other) => other.replaceAll("-", "_"))])];
}

function importedAs(head: string, corpus: OpenCorpus, release: CorpusRelease): Promise<readonly string[]> {
  const known = read.get(corpus) ?? new Map<string, Promise<readonly string[]>>();
  read.set(corpus, known);
  const key = `${release.key} ${head}`;
  const found = known.get(key) ?? readImports(head, corpus, release);
  known.set(key, found);
  return found;
}

async function readImports(
  head: string,
  { tables }: OpenCorpus,
  release: CorpusRelease,
): Promise<readonly string[]> {
  const visible = visibleAt(release);
  const lexical = await tables.chunks.lexical(
    { text: `import ${head}` },
    { filter: visible, limit: PASSAGES },
  );
  const ids = [...new Set([...lexical.values()].flat().map(({ id }) => id))];
  if (ids.length === 0) return [];
  const rows = await tables.chunks.rows<Pick<ChunkRow, "text">>(["text"], `id IN ${quoteAll(ids)}`);
  return usualImports(
    head,
    rows.map(({ text }) => text),
  );
}

/** What texts import under a name, where most of them mean the same. */
export function usualImports(head: string, texts: readonly string[]): readonly string[] {
  const form = new RegExp(
    String.raw`(?:\bfrom[ \t]+([\w.]+)[ \t]+)?\bimport[ \t]+([\w.]+)[ \t]+as[ \t]+${head}\b`,
    "g",
  );
  const counts = new Map<string, number>();
  let all = 0;
  for (const text of texts) {
    for (const [, from, name = ""] of text.matchAll(form)) {
      const full = from === undefined ? name : `${from}.${name}`;
      counts.set(full, (counts.get(full) ?? 0) + 1);
      all += 1;
    }
  }
  return [...counts].flatMap(([full, count]) => (count > all * USUAL ? [full] : []));
}
