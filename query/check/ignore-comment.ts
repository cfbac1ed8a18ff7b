import { positionsIn } from "../python/tree.js";
import type { Span } from "../python/uses.js";
import type { Rule } from "./finding.js";

/** `kb: ignore`, alone or after other words of a comment; `kb: ignore[unknown-name, removed-name]` for these rules. */
const IGNORE = /(?<![\w-])kb:\s*ignore\b(?!-)(?:\s*\[([^\]]*)\])?/;

/** Tells whether a comment on a line (counted from 1) says that a rule's findings there are to be passed over. */
export function ignoredLines(text: string, comments: readonly Span[]): (line: number, rule: Rule) => boolean {
  const rules = new Map<number, ReadonlySet<string> | "all">();
  const positionOf = positionsIn(text);
  for (const { from, to } of comments) {
    const [said, listed] = IGNORE.exec(text.slice(from, to)) ?? [];
    if (said === undefined) continue;
    const named = listed?.split(",").map((rule) => rule.trim());
    rules.set(positionOf(from).line, named === undefined ? "all" : new Set(named));
  }
  return (line, rule) => {
    const ignored = rules.get(line);
    return ignored === "all" || ignored?.has(rule) === true;
  };
}
