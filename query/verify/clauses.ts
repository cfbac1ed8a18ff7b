import type { ClaimPart } from "./claim.js";
import { readStatement, type Statement } from "./sentence-forms.js";

/** What a claim states, clause by clause; undefined when one of them is not understood. */
export function readClauses(text: string, version: string | undefined): readonly ClaimPart[] | undefined {
  const whole = readStatement(text, version);
  if (whole) return whole.parts;
  const [first = "", ...others] = clausesOf(text);
  let before = others.length === 0 ? undefined : readStatement(first, version);
  const parts = [...(before?.parts ?? [])];
  for (const clause of others) {
    if (!before) return undefined;
    before = readFurther(clause, before, version);
    parts.push(...(before?.parts ?? []));
  }
  return before && parts;
}

/** Whether a claim says several things, or one under a condition, so that its words may belong to one another in more than one way. */
export const hasClauses = (text: string): boolean =>
  clausesOf(text).length > 1 ||
  /\s(?:or|but|while|whereas|which|whose|if|when|where|unless|except|only|because|until|before|after|than)\s/i.test(
    ` ${text}`,
  );

/** A clause that leaves out what the one before it was about. */
function readFurther(
  clause: string,
  { symbol, parameter }: Statement,
  version: string | undefined,
): Statement | undefined {
  const own = readStatement(clause, version);
  if (own) return own;
  const [, relative] = /^(?:which|that|whose)\s+(.*)$/i.exec(clause) ?? [];
  if (relative !== undefined) {
    if (parameter === undefined) return undefined;
    const said = /^whose\s/i.test(clause) ? `'s ${relative}` : ` ${relative}`;
    return readStatement(`${symbol}'s ${parameter} parameter${said}`, version);
  }
  // After “X has p”, what “is …” cannot be told.
  if (/^(?:is|was|are|were)\s/i.test(clause)) {
    return parameter === undefined ? readStatement(`${symbol} ${clause}`, version) : undefined;
  }
  if (/^(?:has|have|had|accepts?|takes?|supports?|provides?|offers?|defines?)\s/i.test(clause)) {
    return readStatement(`${symbol} ${clause}`, version);
  }
  const [, name = "", rest = ""] =
    /^(?:the\s+)?([`"']?[A-Za-z_]\w*[`"']?)((?:['’]s)?\s+.*)$/.exec(clause) ?? [];
  return (
    readStatement(`${symbol} has ${clause}`, version) ??
    (name === "" ? undefined : readStatement(`${name} of ${symbol}${rest}`, version))
  );
}

/** A claim at its commas and each “and”, those in quotation marks and brackets aside. */
function clausesOf(text: string): readonly string[] {
  const covered = withCovered(text);
  const clauses: string[] = [];
  let start = 0;
  for (const { index, 0: sign } of covered.matchAll(/\s*[,;]\s+(?:and\s+)?|\s+and\s+/gi)) {
    clauses.push(text.slice(start, index));
    start = index + sign.length;
  }
  return [...clauses, text.slice(start)].map((clause) => clause.trim()).filter((clause) => clause !== "");
}

/** Quotations and brackets, the innermost first, as so many underscores. */
function withCovered(text: string): string {
  const covered = text.replace(
    /`[^`]*`|“[^”]*”|"[^"]*"|(?<!\w)'[^']*'(?!\w)|\([^()[\]{}]*\)|\[[^()[\]{}]*\]|\{[^()[\]{}]*\}/g,
    (inside) => "_".repeat(inside.length),
  );
  return covered === text ? text : withCovered(covered);
}
