import { quoteAll, sqlArray, type Table } from "../store/lancedb.js";
import { isAlive } from "../store/lifetime.js";
import { isListLine } from "../store/listed.js";
import type { ChunkRow } from "../store/rows.js";
import type { Change, ChangeEvidence } from "./change.js";
import { witness } from "./evidence.js";
import type { ReleasePair } from "./release-pairs.js";

type ChunkLife = Pick<
  ChunkRow,
  "source" | "path" | "title" | "anchor" | "symbols" | "text" | "since" | "until"
>;

const COLUMNS: readonly (keyof ChunkLife)[] = [
  "source",
  "path",
  "title",
  "anchor",
  "symbols",
  "text",
  "since",
  "until",
];

export interface DocumentationRequest {
  readonly library: string;
  readonly chunks: Table;
  /** Only the documentation of these symbols; all without them. */
  readonly names?: readonly string[];
  /** What is known of the API: the documentation of what came, went or moved is not compared. */
  readonly changes: readonly Change[];
}

/**
 * Symbols whose documentation says something else than in the release before: another paragraph, apart from white
 * space, the order of paragraphs, the signature, and the release's own version in URLs.
 */
export async function documentationChanges(
  { library, chunks, names, changes }: DocumentationRequest,
  pairs: readonly ReleasePair[],
): Promise<readonly Change[]> {
  const keys = [...new Set(pairs.map(({ here }) => here.key))];
  if (keys.length === 0 || names?.length === 0) return [];
  const touched = `(since IN ${quoteAll(keys)} OR until IN ${quoteAll(keys)})`;
  const own = names === undefined ? "" : ` AND array_has_any(symbols, ${sqlArray(names)})`;
  const rows = await chunks.rows<ChunkLife>([...COLUMNS], touched + own);
  const apart = new Set(
    changes.flatMap(({ kind, symbol, version, replacement }) =>
      /^(added|removed|moved|renamed)$/.test(kind)
        ? [`${symbol} ${version}`, `${replacement} ${version}`]
        : [],
    ),
  );
  return pairs.flatMap((pair) => {
    const lives = rows.filter(({ source }) => source === pair.source);
    const before = ownTexts(lives, pair.previous.key, pair.here.key);
    const after = ownTexts(lives, pair.here.key, pair.previous.key);
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((symbol) => {
      if (apart.has(`${symbol} ${pair.release.version}`)) return [];
      if (names !== undefined && !names.includes(symbol)) return [];
      const change = changeOf(library, symbol, before.get(symbol) ?? [], after.get(symbol) ?? [], pair);
      return change ? [change] : [];
    });
  });
}

/** The chunks that are there at `key` and not at `other`, by the symbol that they are about. */
function ownTexts(
  lives: readonly ChunkLife[],
  key: string,
  other: string,
): ReadonlyMap<string, readonly ChunkLife[]> {
  const bySymbol = new Map<string, ChunkLife[]>();
  for (const life of lives) {
    const [symbol] = life.symbols;
    if (symbol === undefined || !isAlive(life, key) || isAlive(life, other)) continue;
    const known = bySymbol.get(symbol);
    if (known) known.push(life);
    else bySymbol.set(symbol, [life]);
  }
  return bySymbol;
}

interface Paragraph {
  readonly life: ChunkLife;
  readonly text: string;
}

function changeOf(
  library: string,
  symbol: string,
  before: readonly ChunkLife[],
  after: readonly ChunkLife[],
  { source, state, previous, here, release }: ReleasePair,
): Change | undefined {
  const gone = without(paragraphsOf(before), paragraphsOf(after))[0];
  const come = without(paragraphsOf(after), paragraphsOf(before))[0];
  if (!gone && !come) return undefined;
  const evidence: ChangeEvidence[] = [];
  if (gone) evidence.push(witness(source, state, previous, gone.life, gone.text));
  if (come) evidence.push(witness(source, state, here, come.life, come.text));
  return {
    kind: "documentation-changed",
    breaking: false,
    parameter: undefined,
    before: gone?.text,
    after: come?.text,
    symbol,
    symbolKind: "",
    library,
    version: release.version,
    previous: previous.version,
    date: release.date,
    dateOrigin: release.dateOrigin,
    replacement: null,
    ...{ evidence, contradicting: [], members: [] },
  };
}

/** Paragraphs with their white space made one; the signature is compared elsewhere. */
const paragraphsOf = (lives: readonly ChunkLife[]): readonly Paragraph[] =>
  lives.flatMap((life) =>
    life.text
      .replace(/^```\w*\n(.*?)\n```\n*/s, "")
      .split(/\n\s*\n|\n(?=[-*] )/)
      .map((text) => ({ life, text: text.replace(/\s+/g, " ").trim() }))
      // That another name is listed beside it says nothing of it.
      .filter(({ text }) => text !== "" && !isListLine(text)),
  );

/** What is left of a list when each of the other's texts has taken one of its own away. */
function without(list: readonly Paragraph[], others: readonly Paragraph[]): readonly Paragraph[] {
  const left = new Map<string, number>();
  for (const { text } of others) left.set(text, (left.get(text) ?? 0) + 1);
  return list.filter(({ text }) => {
    const count = left.get(text) ?? 0;
    if (count > 0) left.set(text, count - 1);
    return count === 0;
  });
}
