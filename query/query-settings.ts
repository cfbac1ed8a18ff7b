import { KbError } from "../corpora/errors.js";
import type { QueryOptions } from "./knowledge-base.js";
import { DEFAULT_RANKING } from "./ranking.js";
import { JUDGED } from "./search.js";
import { PAGE_KINDS } from "./store/rows.js";

/** The options of a query that are numbers or lists, with their defaults. @throws KbError USAGE */
export function querySettings(options: QueryOptions) {
  const whole = (
    name: string,
    value: number | undefined,
    fallback: number,
    min: number,
    max: number,
  ): number => {
    if (value === undefined) return fallback;
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    throw new KbError("USAGE", `${name} is ${value}; expected a whole number from ${min} to ${max}`, {
      facts: { [name]: value },
    });
  };
  return {
    kinds: kindsOf(options.kinds ?? []),
    limit: whole("limit", options.limit, JUDGED.limit, 1, 50),
    budget: whole("budget", options.budget, JUDGED.budget, 100, 100_000),
    windowMonths: whole("window", options.windowMonths, 6, 1, 240),
    ranking: options.ranking ?? DEFAULT_RANKING,
  };
}

function kindsOf(kinds: readonly string[]): readonly string[] {
  const unknown = kinds.find((kind) => !PAGE_KINDS.some((known) => known === kind));
  if (unknown === undefined) return kinds;
  throw new KbError("USAGE", `"${unknown}" is no kind of page; expected ${PAGE_KINDS.join(", ")}`, {
    facts: { kinds, known: PAGE_KINDS },
  });
}
