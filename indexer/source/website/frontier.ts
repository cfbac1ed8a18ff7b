import { pageKey } from "./page-identity.js";

/**
 * Addresses still to be read, by distance from the start. Each page is given out once, whatever order its
 * addresses come in: among several spellings found at the same distance the first in the alphabet is asked for.
 */
export interface Frontier {
  add(url: URL): void;
  /** Notes a page that was reached otherwise. @returns whether it is new */
  claim(url: URL): boolean;
  /** Everything found since the last call, in the order of the alphabet. */
  next(): readonly URL[];
  /** Addresses that were left out because there are too many. */
  readonly beyondLimit: number;
}

export function createFrontier(limit: number): Frontier {
  const seen = new Set<string>();
  let waiting = new Map<string, URL>();
  let beyondLimit = 0;

  return {
    add(url) {
      const key = pageKey(url);
      if (seen.has(key)) return;
      const other = waiting.get(key);
      if (other === undefined || url.href < other.href) waiting.set(key, url);
    },
    claim(url) {
      const key = pageKey(url);
      if (seen.has(key)) return false;
      seen.add(key);
      waiting.delete(key);
      return true;
    },
    next() {
      const urls = [...waiting.values()].sort((a, b) => (a.href < b.href ? -1 : 1));
      const room = Math.max(0, limit - seen.size);
      beyondLimit += Math.max(0, urls.length - room);
      for (const key of waiting.keys()) seen.add(key);
      waiting = new Map();
      return urls.slice(0, room);
    },
    get beyondLimit() {
      return beyondLimit;
    },
  };
}
