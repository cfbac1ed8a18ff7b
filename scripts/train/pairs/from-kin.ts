import type { Api, ApiIndex } from "./api-index.js";
import type { Pair } from "./pair.js";

/** A name that more corpora have is a word of every library. */
const MAX_CORPORA = 12;
const MAX_PER_API = 3;

/**
 * Pairs across libraries: functions of one name in several, such as `flip` in NumPy, JAX and PyTorch, are described
 * in other words by each. What one says of it is a question to the other, where the two descriptions agree.
 */
export function pairsFromKin({ kin }: ApiIndex): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const [leaf, apis] of kin) {
    if (leaf.length < 3 || leaf.startsWith("_") || apis.length > MAX_CORPORA) continue;
    for (const api of apis) {
      const others = apis.filter((other) => other !== api && agree(api, other));
      for (const other of others.slice(0, MAX_PER_API)) {
        pairs.push({ kind: "kin", query: other.summary, passage: api.passage });
      }
    }
  }
  return pairs;
}

/** Two functions of one name do the same when a third of the words of the shorter description are common to both. */
function agree(a: Api, b: Api): boolean {
  const [shorter, longer] = [stemsOf(a.summary), stemsOf(b.summary)].sort((one, two) => one.size - two.size);
  if (!shorter || !longer || shorter.size < 2 || a.summary === b.summary) return false;
  const common = [...shorter].filter((stem) => longer.has(stem)).length;
  return common * 3 >= shorter.size;
}

/** Words of four letters and more, cut to five: enough to see that two sentences have a subject in common. */
const stemsOf = (text: string): ReadonlySet<string> =>
  new Set((text.toLowerCase().match(/[a-z]{4,}/g) ?? []).map((word) => word.slice(0, 5)));
