import type { Hit } from "./result.js";

/**
 * Hits of a deprecated API go behind the hit of what its project says to use instead, where there is one. Ranks and scores stay
 * with the places.
 *
 * @param named APIs that the question names: they were asked about, deprecated or not
 */
export function behindReplacements(hits: readonly Hit[], named: ReadonlySet<string>): readonly Hit[] {
  const order = [...hits];
  for (const hit of hits) {
    const [own = ""] = hit.symbols;
    const replacement = hit.api?.deprecatedSince ? hit.api.replacement : null;
    if (replacement === null || named.has(own)) continue;
    const at = order.indexOf(hit);
    const other = order.findIndex(({ symbols: [name = ""] }) => name !== own && bears(name, replacement));
    if (other <= at) continue;
    order.splice(other, 0, ...order.splice(at, 1));
  }
  return order.map((hit, at) => ({ ...hit, rank: at + 1, score: hits[at]?.score ?? hit.score }));
}

const bears = (name: string, written: string): boolean => name === written || name.endsWith(`.${written}`);
