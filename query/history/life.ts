import { quote, quoteAll, sqlArray, type Table } from "../store/lancedb.js";
import { aliveAt } from "../store/lifetime.js";
import { OPEN, type SymbolRow } from "../store/rows.js";
import type { SourceState } from "../store/snapshot.js";
import { leafOf } from "../store/terms.js";

/** What a symbol was, and in which releases it was that. */
export type SymbolLife = Omit<SymbolRow, "id" | "leaves" | "parameterNames">;

const COLUMNS: readonly (keyof SymbolLife)[] = [
  "source",
  "name",
  "aliases",
  "bases",
  "kind",
  "signature",
  "parameters",
  "summary",
  "deprecated",
  "declaredSince",
  "path",
  "title",
  "anchor",
  "since",
  "until",
];

/** Every life of the symbols with these names, in all indexed releases. */
export async function livesOfNames(symbols: Table, names: readonly string[]): Promise<readonly SymbolLife[]> {
  if (names.length === 0) return [];
  const leaves = sqlArray([...new Set(names.map(leafOf))]);
  return symbols.rows<SymbolLife>(COLUMNS, `array_has_any(leaves, ${leaves}) AND name IN ${quoteAll(names)}`);
}

/** Kinds that stand by themselves: what can be moved to another module. */
export const TOP_LEVEL_KINDS = ["class", "function", "interface", "type", "enum"] as const;

const MEMBER_KINDS = ["method", "property", "attribute"] as const;

/** Whether it is part of a class: what is inherited, and comes and goes with it. */
export const isMember = ({ kind }: Pick<SymbolLife, "kind">): boolean =>
  MEMBER_KINDS.some((member) => member === kind);

/** Every life of the symbols of a module that bear one of these last parts or once did. */
export async function livesOfLeaves(
  symbols: Table,
  leaves: readonly string[],
): Promise<readonly SymbolLife[]> {
  const wanted = sqlArray([...new Set(leaves)]);
  return symbols.rows<SymbolLife>(
    COLUMNS,
    `array_has_any(leaves, ${wanted}) AND kind IN ${quoteAll(TOP_LEVEL_KINDS)}`,
  );
}

/** Every life that begins or ends with one of these releases. */
export async function livesTouching(symbols: Table, keys: readonly string[]): Promise<readonly SymbolLife[]> {
  if (keys.length === 0) return [];
  return symbols.rows<SymbolLife>(COLUMNS, `since IN ${quoteAll(keys)} OR until IN ${quoteAll(keys)}`);
}

/** Every life that is in one of two releases and not in the other. */
export async function livesApart(symbols: Table, from: string, to: string): Promise<readonly SymbolLife[]> {
  const [was, is] = [`(${aliveAt(from)})`, `(${aliveAt(to)})`];
  return symbols.rows<SymbolLife>(COLUMNS, `(${was} OR ${is}) AND NOT (${was} AND ${is})`);
}

/** A symbol's name in the releases in which it is there. */
export type NameLife = Pick<SymbolLife, "source" | "name" | "since" | "until">;

/** Names that are in both of two releases of a source, as the same row. Last parts only save work: others may come too. */
export async function standingNames(
  symbols: Table,
  span: { readonly source: string; readonly from: string; readonly to: string },
  leaves?: readonly string[],
): Promise<readonly NameLife[]> {
  const both = `source = ${quote(span.source)} AND since <= ${quote(span.from)} AND until > ${quote(span.to)}`;
  const few =
    leaves !== undefined && leaves.length <= 100 ? ` AND array_has_any(leaves, ${sqlArray(leaves)})` : "";
  return symbols.rows<NameLife>(["source", "name", "since", "until"], both + few);
}

/** First and last version of a life, as a person says it. */
export function spanOf(
  source: SourceState,
  life: { readonly since: string; readonly until: string },
): { since: string; sinceOldest: boolean; until: string | null } {
  const first = source.releases.find(({ key }) => key === life.since);
  const last = life.until === OPEN ? undefined : source.releases.find(({ key }) => key === life.until);
  return {
    since: first?.version ?? life.since,
    sinceOldest: source.releases[0]?.key === life.since,
    until: last?.version ?? null,
  };
}
