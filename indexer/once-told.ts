import { isListed } from "../query/store/listed.js";
import type { Harvest } from "./harvest.js";

type Told = Harvest["symbols"][number];

/**
 * The symbols of a release without lists' repetition: a name that is only listed is left out where anything else of the
 * release tells of it, under this or another of its names, and kept once where only lists have it: as the list that says
 * what it is has it, or else the first by path.
 */
export function onceTold(symbols: readonly Told[]): readonly Told[] {
  const told = new Set(
    symbols.filter((each) => !isOnlyListed(each)).flatMap(({ fact }) => [fact.name, ...fact.aliases]),
  );
  const lists = new Map<string, Told>();
  for (const each of symbols) {
    if (!isOnlyListed(each) || told.has(each.fact.name)) continue;
    const known = lists.get(each.fact.name);
    if (known === undefined || rank(each) < rank(known)) lists.set(each.fact.name, each);
  }
  return symbols.filter((each) => !isOnlyListed(each) || lists.get(each.fact.name) === each);
}

const isOnlyListed = ({ fact, document }: Told): boolean =>
  isListed({ signature: fact.signatures.join("\n"), path: document.path });

const rank = ({ fact, document }: Told): string => `${fact.kind === "unknown" ? 1 : 0} ${document.path}`;
