import { type LogicalLine, logicalLines, type Mismatch } from "./logical-lines.js";

/**
 * The first place where a text proves to be no Python 3 of any version, by what no version will change: brackets and
 * quotes that match, indentation, the colon of a block, and signs that cannot begin or end a statement. Undefined proves
 * nothing: grammars grow, and a parser that stumbles may be older than the code.
 */
export function syntaxError(text: string): Mismatch | undefined {
  const read = logicalLines(text);
  if (read === undefined) return undefined;
  const { lines, mismatch } = read;
  const found = [
    ...lines.flatMap((line) => misplacedIn(line) ?? []),
    misindented(lines) ?? [],
    mismatch ?? unfinished(lines) ?? [],
  ].flat();
  return found.sort((a, b) => a.at - b.at)[0];
}

/** Statements that have a block, by words that can be nothing else. */
const BLOCK = /^(?:async\s+)?(?:def|class|if|elif|else|for|while|with|try|except|finally)(?!\w)/;
const NO_START = /^[<>=%&|^/,:;?$!]/;
/** `import *` and `1,` end with what else stands between two values. */
const NO_END = /(?:[=+\-/%&|^<>~@])$/;

function misplacedIn({ from, outline }: LogicalLine): Mismatch | undefined {
  if (NO_START.test(outline)) return { at: from, reason: `no statement begins with “${outline[0]}”` };
  if (BLOCK.test(outline) && !outline.includes(":"))
    return { at: from, reason: "the colon of the block is missing" };
  if (NO_END.test(outline)) return { at: from, reason: `nothing stands after its last “${outline.at(-1)}”` };
  return undefined;
}

const opensBlock = ({ outline }: LogicalLine): boolean => outline.endsWith(":");

/** Indentation that does not fit; where tabs and spaces are mixed, nothing is said. */
function misindented(lines: readonly LogicalLine[]): Mismatch | undefined {
  const signs = new Set(lines.flatMap(({ indentation }) => [...indentation]));
  if (signs.size > 1) return undefined;
  const levels = [0];
  for (const [at, line] of lines.entries()) {
    const width = line.indentation.length;
    const top = levels.at(-1) ?? 0;
    const before = lines[at - 1];
    const isDue = before !== undefined && opensBlock(before);
    if (isDue && width <= top) return { at: line.from, reason: "an indented block is missing before this" };
    if (!isDue && width > top) return { at: line.from, reason: "it is indented, and no block begins" };
    if (width > top) levels.push(width);
    while (width < (levels.at(-1) ?? 0)) levels.pop();
    if (width !== levels.at(-1)) return { at: line.from, reason: "it is indented as no line before it is" };
  }
  return undefined;
}

/** A text that ends where a block should begin. */
function unfinished(lines: readonly LogicalLine[]): Mismatch | undefined {
  const last = lines.at(-1);
  return last !== undefined && opensBlock(last)
    ? { at: last.from, reason: "its indented block is missing" }
    : undefined;
}
