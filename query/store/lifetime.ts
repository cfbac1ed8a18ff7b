import { quote } from "./lancedb.js";
import type { Lifetime } from "./rows.js";

/** Whether a row is present in the release of its source that has this key. */
export const isAlive = ({ since, until }: Lifetime, key: string): boolean => since <= key && key < until;

/** SQL filter: the rows that are alive at a key. The same rule as `isAlive`. */
export const aliveAt = (key: string): string => `since <= ${quote(key)} AND until > ${quote(key)}`;
