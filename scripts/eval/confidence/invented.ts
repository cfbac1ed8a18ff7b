import { splitIdentifier } from "../../../query/store/terms.js";
import { documents, NAME_FORMS, PARAMETER_FORMS } from "./api-questions.js";
import { type Asked, never } from "./asked.js";
import type { IndexedSymbols, PublicSymbol } from "./index-symbols.js";
import type { Draw } from "./random.js";

/** A real module with a name of the library's own making that nothing in it has. */
export function wrongNames(
  known: IndexedSymbols,
  index: Asked["index"],
  count: number,
  draw: Draw,
): readonly Asked[] {
  const { library, release, symbols, names } = known;
  return draw.some(symbols, count).flatMap((symbol): readonly Asked[] => {
    const leaf = inventedLeaf(symbol, draw.one(symbols), draw);
    if (leaf === undefined || names.has(leaf.toLowerCase())) return [];
    const owner = symbol.name.slice(0, symbol.name.lastIndexOf("."));
    const invented = `${owner}.${leaf}`;
    const text = draw.one(NAME_FORMS)(invented);
    return [{ set: "wrong name", index, text, library, version: release.version, isRight: never, invented }];
  });
}

/** A real function or class with a parameter that another one of the library has. What takes any keyword is left out. */
export function wrongParameters(
  { library, release, symbols }: IndexedSymbols,
  index: Asked["index"],
  count: number,
  draw: Draw,
): readonly Asked[] {
  const called = symbols.filter(({ takesAny, parameters }) => !takesAny && parameters.length > 0);
  const all = [...new Set(called.flatMap(({ parameters }) => parameters.map(({ name }) => name)))];
  return draw.some(called, count).flatMap((symbol): readonly Asked[] => {
    const invented = draw.one(all);
    const own = symbols.filter(({ name }) => name === symbol.name || name.startsWith(`${symbol.name}.`));
    const isReal = own.some(
      ({ parameters, leaf, signature }) =>
        leaf === invented || signature.includes(invented) || parameters.some(({ name }) => name === invented),
    );
    if (isReal) return [];
    const text = draw.one(PARAMETER_FORMS)(symbol.name, invented);
    return [
      { set: "wrong parameter", index, text, library, version: release.version, isRight: never, invented },
    ];
  });
}

/** APIs that only one of two releases has, asked of the other, and of the right one: the two sides of abstention. */
export function wrongReleases(
  older: IndexedSymbols,
  newer: IndexedSymbols,
  count: number,
  draw: Draw,
): readonly Asked[] {
  const pairs = [
    { right: older, wrong: newer },
    { right: newer, wrong: older },
  ];
  return pairs.flatMap(({ right, wrong }) => {
    const only = right.symbols.filter(
      ({ name, kind }) => kind !== "method" && !wrong.names.has(name.toLowerCase()),
    );
    return draw.some(only, count).flatMap((symbol): readonly Asked[] => {
      const text = draw.one(NAME_FORMS)(symbol.name);
      const { library } = right;
      return [
        {
          ...{ set: "wrong release", index: "releases", text, library, version: wrong.release.version },
          ...{ isRight: never, invented: symbol.name },
        },
        {
          ...{ set: "right release", index: "releases", text, library, version: right.release.version },
          isRight: documents(symbol),
        },
      ];
    });
  });
}

/** One word of the name exchanged for one of another name, written as the name is. */
function inventedLeaf({ leaf }: PublicSymbol, other: PublicSymbol, draw: Draw): string | undefined {
  const words = splitIdentifier(leaf).filter((word) => /^[a-z]+$/.test(word));
  const word = draw.one(splitIdentifier(other.leaf));
  if (words.length === 0 || !/^[a-z]{3,}$/.test(word) || words.includes(word)) return undefined;
  const at = words.length === 1 ? 1 : Math.floor(words.length / 2);
  const made = [...words.slice(0, at), word, ...words.slice(at + 1)];
  return /[A-Z]/.test(leaf)
    ? made.map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`).join("")
    : made.join("_");
}
