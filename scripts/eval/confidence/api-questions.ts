import type { Hit, QueryResult } from "../../../query/result.js";
import { leafOf } from "../../../query/store/terms.js";
import type { Asked } from "./asked.js";
import type { IndexedSymbols, PublicSymbol } from "./index-symbols.js";
import type { Draw } from "./random.js";

/** Ways of asking about an API by its name. */
export const NAME_FORMS: readonly ((name: string) => string)[] = [
  (name) => `What does ${name} do?`,
  (name) => `${name} signature`,
  (name) => `What are the parameters of ${name}?`,
  (name) => `How do I use ${name}?`,
  (name) => `${name} example`,
  (name) => `What does ${name} return?`,
  (name) => `Is ${name} deprecated?`,
  (name) => `Since when is there ${name}?`,
  (name) => `Which version added ${name}?`,
];

/** Ways of asking about one parameter of an API. */
export const PARAMETER_FORMS: readonly ((name: string, parameter: string) => string)[] = [
  (name, parameter) => `default of ${parameter} in ${name}`,
  (name, parameter) => `What does the ${parameter} argument of ${name} do?`,
  (name, parameter) => `${name}(${parameter}=...)`,
  (name, parameter) => `What values does the ${parameter} parameter of ${name} take?`,
];

/** Ways of asking for what an API does, without its name. */
const DESCRIBED_FORMS: readonly ((what: string) => string)[] = [
  (what) => `How can I ${what}`,
  (what) => `function or class to ${what}`,
  (what) => what,
];

/** As a person writes it: in full, or with no more than it takes to tell it from others of its kind. */
export function spelling({ name, kind, leaf }: PublicSymbol, draw: Draw): string {
  if (draw.one([true, false])) return name;
  return kind === "method" ? name.split(".").slice(-2).join(".") : leaf;
}

/** Questions about an API or its parameter that the release has. */
export function apiQuestions(
  { library, release, symbols }: IndexedSymbols,
  index: Asked["index"],
  count: number,
  draw: Draw,
): readonly Asked[] {
  const documented = symbols.filter(({ summary }) => summary.length > 20);
  return draw.some(documented, count).map((symbol) => {
    const written = spelling(symbol, draw);
    const [parameter] = draw.some(symbol.parameters, 1);
    const text =
      parameter && draw.one([true, false])
        ? draw.one(PARAMETER_FORMS)(written, parameter.name)
        : draw.one(NAME_FORMS)(written);
    const isRight = documents(symbol, written.includes(".") ? undefined : written);
    return { set: "api", index, text, library, version: release.version, isRight };
  });
}

/** Questions for what an API does, in the words of its summary and without its name. */
export function describedQuestions(
  { library, release, symbols }: IndexedSymbols,
  index: Asked["index"],
  count: number,
  draw: Draw,
): readonly Asked[] {
  const told = symbols.filter(
    ({ summary, leaf, kind }) =>
      kind !== "method" &&
      /^[A-Z][a-z]+s? .{25,140}$/.test(summary) &&
      !summary.toLowerCase().includes(leaf.toLowerCase()),
  );
  return draw.some(told, count).map((symbol) => {
    const what = symbol.summary
      .replace(/[`*]|:\w+:/g, "")
      .replace(/^([A-Z][a-z]+?)s? /, (_, verb: string) => `${verb.toLowerCase()} `);
    const text = draw.one(DESCRIBED_FORMS)(what.replace(/\.$/, ""));
    return { set: "described", index, text, library, version: release.version, isRight: documents(symbol) };
  });
}

/** @param leaf where the question gives no more than the last part of the name, any API of that name is meant */
export function documents(
  symbol: PublicSymbol,
  leaf?: string,
): (result: Pick<QueryResult, "hits">) => boolean {
  const names = new Set([symbol.name, ...symbol.aliases]);
  const wanted = leaf?.toLowerCase();
  const does = ({ symbols }: Hit): boolean =>
    symbols.some((other) => names.has(other) || (wanted !== undefined && leafOf(other) === wanted));
  return ({ hits }) => hits.slice(0, 5).some(does);
}
