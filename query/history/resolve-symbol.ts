import { type CorpusRelease, isVisible } from "../release.js";
import { quote, sqlArray, type Table } from "../store/lancedb.js";
import { isListed } from "../store/listed.js";
import type { SymbolRow } from "../store/rows.js";
import { leafOf } from "../store/terms.js";

/** Which symbols a name as a user writes it can mean. */
export interface ResolvedName {
  /** Qualified names, present in the release first; one when it is clear. */
  readonly names: readonly string[];
  /** How well it fits: `name` in full, `alias`, only the dotted `ending`, or a member `inherited` from another class. */
  readonly match: "name" | "alias" | "ending" | "inherited";
}

type Named = Pick<SymbolRow, "name" | "aliases" | "source" | "since" | "until" | "signature" | "path">;

/** Rows that are read before it is known whether one bears the name itself; thousands have a `forward`. */
const FEW = 200;

/** Undefined when no release of the corpus has a symbol that is called so. */
export async function resolveSymbol(
  symbols: Table,
  asked: string,
  release: CorpusRelease,
): Promise<ResolvedName | undefined> {
  const leaf = `array_has_any(leaves, ${sqlArray([leafOf(asked)])})`;
  const columns: readonly (keyof Named)[] = [
    ...(["name", "aliases", "source", "since", "until", "signature", "path"] as const),
  ];
  const isHere = (row: Named): boolean => isVisible(row, release);
  const few = await symbols.rows<Named>(columns, leaf, FEW);
  const isAll = few.length < FEW;
  const isExact = ({ name }: Named): boolean => name === asked;
  const exact = isAll
    ? few.filter(isExact)
    : await symbols.rows<Named>(columns, `${leaf} AND name = ${quote(asked)}`);
  if (exact.some((row) => isHere(row) && !isListed(row))) return { names: [asked], match: "name" };
  const rows = isAll ? few : await symbols.rows<Named>(columns, leaf);
  // What bore the name itself once, or is only listed under it, may be another name of something else now.
  const alias = rows.find((row) => isHere(row) && row.aliases.includes(asked));
  if (alias) return { names: [alias.name], match: "alias" };
  if (exact.length > 0) return { names: [asked], match: "name" };
  const written = [(text: string) => text, (text: string) => text.toLowerCase()];
  for (const fold of written) {
    const wanted = fold(asked.replaceAll("::", "."));
    const matches: Readonly<Record<Exclude<ResolvedName["match"], "inherited">, (row: Named) => boolean>> = {
      name: ({ name }) => fold(name) === wanted,
      alias: ({ aliases }) => aliases.some((alias) => fold(alias) === wanted),
      ending: ({ name }) => fold(name).endsWith(`.${wanted}`),
    };
    for (const match of ["name", "alias", "ending"] as const) {
      const found = rows.filter(matches[match]);
      const here = found.filter(isHere);
      const names = [...new Set((here.length > 0 ? here : found).map(({ name }) => name))].sort();
      if (names.length > 0) return { names, match };
    }
  }
  return undefined;
}
