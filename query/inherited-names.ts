import { resolveInherited } from "./history/inherited.js";
import { ownerOf } from "./history/moves.js";
import { resolveSymbol } from "./history/resolve-symbol.js";
import type { Question } from "./question.js";
import { type CorpusRelease, visibleAt } from "./release.js";
import { quote, sqlArray, type Table } from "./store/lancedb.js";
import type { SymbolRow } from "./store/rows.js";
import { leafOf } from "./store/terms.js";
import type { NamedSymbol } from "./symbols.js";

/** Names of one question that are looked up so. */
const MOST = 3;

/**
 * The named symbols with those members that a class of the release only inherits, which have no row of their own:
 * `KMeans.get_params` names the method of its base. They come first, and what merely shares their last part goes.
 */
export async function withInherited(
  symbols: Table,
  question: Question,
  named: readonly NamedSymbol[],
  release: CorpusRelease,
): Promise<readonly NamedSymbol[]> {
  const members = question.identifiers.filter((asked) => isOfClass(asked) && !isBorne(asked, named));
  if (members.length === 0) return named;
  const found = await Promise.all(
    members.slice(0, MOST).map((asked) => inheritedMember(symbols, asked, question, release)),
  );
  const inherited = found.flatMap((symbol) => symbol ?? []);
  const spelt = new Set(inherited.map(({ asked }) => asked));
  return [...inherited, ...named.filter(({ asked }) => !spelt.has(asked))];
}

async function inheritedMember(
  symbols: Table,
  asked: string,
  question: Question,
  release: CorpusRelease,
): Promise<NamedSymbol | undefined> {
  const written = asked.replaceAll("::", ".");
  const own = await resolveSymbol(symbols, written, release);
  const [name] = (await resolveInherited(symbols, written, release, own))?.names ?? [];
  if (name === undefined) return undefined;
  const [row] = await symbols.rows<Pick<SymbolRow, "parameterNames" | "signature">>(
    ["parameterNames", "signature"],
    `array_has_any(leaves, ${sqlArray([leafOf(name)])}) AND name = ${quote(name)} AND ${visibleAt(release)}`,
  );
  const parameters = (row?.parameterNames ?? []).map((parameter) => parameter.toLowerCase());
  return {
    ...{ name, asked, match: "name", signature: row?.signature ?? "", isListed: false },
    parameters: parameters.filter((parameter) => question.parameters.includes(parameter)),
  };
}

/** `KMeans.fit`, `sklearn.cluster.KMeans.fit`: a member is asked for, if the library has such a class. */
const isOfClass = (asked: string): boolean =>
  /^[A-Z]/.test(ownerOf(asked.replaceAll("::", ".")).split(".").at(-1) ?? "");

/** A symbol bears the whole name, by its own; or the name is a class with the parameter that the question writes as its member. */
const isBorne = (asked: string, named: readonly NamedSymbol[]): boolean => {
  const wanted = asked.replaceAll("::", ".").toLowerCase();
  return named.some(
    (symbol) =>
      symbol.asked === asked &&
      symbol.match === "name" &&
      (`.${symbol.name.toLowerCase()}`.endsWith(`.${wanted}`) || symbol.parameters.includes(leafOf(wanted))),
  );
};
