import type { TrainingChunk } from "../export-text.js";
import type { Api, ApiIndex } from "./api-index.js";
import { type Piece, piecesOf, plain, sentencesOf } from "./markdown.js";
import type { Pair } from "./pair.js";

const QUOTED_NAME = /`~?@?([A-Za-z_][\w.]*)(?:\(\))?`/g;
const CALL = /(?<![\w.])([A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*)\(/g;
const IMPORT = /^\s*(?:>>> )?from\s+([\w.]+)\s+import\s+\(?([\w, \n]+)/gm;
const COMMENT = /^\s*(?:>>> |\.\.\. )?#+\s*(.{12,160})$/;

/** A last name part found in more corpora than this is a word of every library, such as `fit` or `mean`. */
const MAX_SPREAD = 25;
/** APIs that one piece of prose is paired with. */
const MAX_TARGETS = 3;

/**
 * Pairs of an API with what is said where it is used, the nearest thing in documentation to a person's question:
 * sentences that mention it, prose that leads up to code that calls it, comments above the call. Its name is
 * taken out of the sentence half of the time.
 *
 * @param coin true half of the time
 */
export function pairsFromUsage(chunk: TrainingChunk, apis: ApiIndex, coin: () => boolean): readonly Pair[] {
  const own = new Set(chunk.symbols);
  const pairs: Pair[] = [];
  const pieces = piecesOf(chunk.text);
  const imported = importsOf(pieces);
  const find = (name: string): Api | undefined => {
    const api = apis.resolve(imported.get(name) ?? name, chunk.corpus);
    return api && !own.has(api.name) && apis.spread(api.leaf) <= MAX_SPREAD ? api : undefined;
  };
  pieces.forEach((piece, index) => {
    if (piece.type === "prose") pairs.push(...mentions(piece.text, find, coin));
    else {
      pairs.push(...comments(piece.text, find));
      const before = pieces[index - 1];
      const lead = before?.type === "prose" ? before.text : chunk.headingPath.at(-1);
      pairs.push(...calls(lead ?? "", piece.text, find, apis));
    }
  });
  return pairs;
}

function mentions(prose: string, find: (name: string) => Api | undefined, coin: () => boolean): Pair[] {
  const pairs: Pair[] = [];
  for (const sentence of sentencesOf(prose)) {
    let targets = 0;
    for (const [quoted, name = ""] of sentence.matchAll(QUOTED_NAME)) {
      const api = find(name);
      if (!api || targets === MAX_TARGETS) continue;
      const query = plain(coin() ? sentence.replaceAll(quoted, " ") : sentence);
      if (wordsIn(query) < 3) continue;
      targets += 1;
      pairs.push({ kind: "mention", query, passage: api.passage });
    }
  }
  return pairs;
}

function calls(
  lead: string,
  code: string,
  find: (name: string) => Api | undefined,
  { spread }: ApiIndex,
): Pair[] {
  const query = sentencesOf(plain(lead)).at(-1) ?? "";
  if (wordsIn(query) < 3) return [];
  const called = new Set([...code.matchAll(CALL)].flatMap(([, name = ""]) => find(name) ?? []));
  return [...called]
    .sort((a, b) => spread(a.leaf) - spread(b.leaf))
    .slice(0, MAX_TARGETS)
    .map(({ passage }) => ({ kind: "call", query, passage }));
}

function comments(code: string, find: (name: string) => Api | undefined): Pair[] {
  const lines = code.split("\n");
  return lines.flatMap((line, index): Pair[] => {
    const query = COMMENT.exec(line)?.[1] ?? "";
    if (wordsIn(query) < 3 || /[=;]|\(.*\)/.test(query)) return [];
    const next = `${lines[index + 1] ?? ""}\n${lines[index + 2] ?? ""}`;
    const api = [...next.matchAll(CALL)].map(([, name = ""]) => find(name)).find((found) => found);
    return api ? [{ kind: "comment", query, passage: api.passage }] : [];
  });
}

/** Names that the code of a chunk imports, by the name they have in it. */
function importsOf(pieces: readonly Piece[]): ReadonlyMap<string, string> {
  const imported = new Map<string, string>();
  for (const { type, text } of pieces) {
    if (type !== "code") continue;
    for (const [, module = "", names = ""] of text.matchAll(IMPORT)) {
      for (const name of names.split(/[\s,]+/)) if (name !== "") imported.set(name, `${module}.${name}`);
    }
  }
  return imported;
}

const wordsIn = (text: string): number => text.match(/[A-Za-z]{2,}/g)?.length ?? 0;
