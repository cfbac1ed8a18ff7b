import type { Parameter } from "../document.js";

/** A signature's text after the name, taken apart. */
export interface SignatureParts {
  readonly parameters: readonly Parameter[];
  readonly returns?: string;
}

/**
 * Reads `(a, *, b: int = 1, **kwargs) -> str`, TypeScript's `<T>(a: T, b?: number, ...rest: T[]): T`, and C's
 * `(const char *a, int b = 1)`. Anything that is no call has no parameters.
 */
export function parseSignature(text: string): SignatureParts {
  const start = text.indexOf("(", typeParametersEnd(text));
  if (start === -1) return { parameters: [] };
  const end = closingParenthesis(text, start);
  const returns = /^\s*(?:->|→|:)\s*(\S.*)$/s.exec(text.slice(end + 1))?.[1]?.trimEnd();
  const parameters = toParameters(splitTop(withoutOptionalBrackets(text.slice(start + 1, end)), ","));
  return { parameters, ...(returns !== undefined && { returns }) };
}

/** After `<T extends (x: string) => void>`; 0 where there is none. */
function typeParametersEnd(text: string): number {
  if (!text.startsWith("<")) return 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "<") depth += 1;
    else if (text[at] === ">" && text[at - 1] !== "=") depth -= 1;
    if (depth === 0) return at;
  }
  return 0;
}

/** `a[, b[, c]]` and `[a]`, as older documentation marks what can be left out. */
function withoutOptionalBrackets(text: string): string {
  if (!/^\s*\[|\[\s*,/.test(text) || !text.trimEnd().endsWith("]")) return text;
  return text
    .replace(/^\s*\[/, "")
    .replace(/\[\s*,/g, ",")
    .replace(/(?:\]\s*)+$/, "");
}

/** Writes defaults that stand beside a signature into it. */
export function withDefaults(text: string, defaults: ReadonlyMap<string, string>): string {
  const start = text.indexOf("(", typeParametersEnd(text));
  if (start === -1 || defaults.size === 0) return text;
  const end = closingParenthesis(text, start);
  const items = splitTop(text.slice(start + 1, end), ",").map((item) => {
    const value = defaults.get(/^\s*(\w+)\??\s*(?::|$)/.exec(item)?.[1] ?? "");
    return value === undefined ? item : `${item} = ${value}`;
  });
  return `${text.slice(0, start + 1)}${items.join(",")}${text.slice(end)}`;
}

function toParameters(items: readonly string[]): Parameter[] {
  const parameters: Parameter[] = [];
  let kind: Parameter["kind"] = "positional-or-keyword";
  let slash = false;
  for (const item of items.map((it) => it.trim())) {
    if (item === "") continue;
    if (item === "*") kind = "keyword-only";
    else if (item === "/") {
      if (slash) continue;
      slash = true;
      parameters.forEach((parameter, index) => {
        if (parameter.kind === kind) parameters[index] = { ...parameter, kind: "positional-only" };
      });
    } else {
      const parameter = toParameter(item, kind);
      if (parameter.kind === "var-positional") kind = "keyword-only";
      if (/^[\w.$]+$/u.test(parameter.name)) parameters.push(parameter);
    }
  }
  return parameters;
}

function toParameter(item: string, kind: Parameter["kind"]): Parameter {
  const stars = /^(?:\*{1,2}|\.{3})/.exec(item)?.[0] ?? "";
  const [head = "", ...rest] = splitTop(item.slice(stars.length), "=");
  const [first = "", ...annotation] = splitTop(head, ":");
  const value = rest.join("=").trim();
  const written = first.trim().replace(/\?$/, "");
  const typed = annotation.length === 0 ? C_PARAMETER.exec(written) : null;
  const type = typed?.[1]?.trim() ?? annotation.join(":").trim();
  return {
    name: typed?.[2] ?? written,
    kind: stars === "" ? kind : stars === "**" ? "var-keyword" : "var-positional",
    ...(value !== "" && { default: value }),
    ...(type !== "" && { annotation: type }),
  };
}

/** `const char *name`: what stands before the last word is the type. */
const C_PARAMETER = /^(\S.*[\s*&])([A-Za-z_]\w*)(?:\[\w*\])*$/s;

/** Splits at a separator that stands in no bracket and no string. */
function splitTop(text: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  scan(text, 0, (at, depth) => {
    if (depth === 0 && text[at] === separator) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
    return false;
  });
  parts.push(text.slice(from));
  return parts;
}

function closingParenthesis(text: string, start: number): number {
  return scan(text, start, (at, depth) => depth === 0 && text[at] === ")") ?? text.length;
}

/** Calls back at every character outside strings, with the depth of brackets after it. */
function scan(
  text: string,
  start: number,
  found: (at: number, depth: number) => boolean,
): number | undefined {
  let depth = 0;
  let angles = 0;
  let quote: string | undefined;
  for (let at = start; at < text.length; at++) {
    const char = text.charAt(at);
    if (quote !== undefined) {
      if (char === "\\") at++;
      else if (char === quote) quote = undefined;
      continue;
    }
    if ((char === "'" || char === '"') && text.indexOf(char, at + 1) !== -1) quote = char;
    else if ("([{".includes(char)) depth++;
    else if (")]}".includes(char)) depth = Math.max(0, depth - 1);
    // `Map<string, number>`, and neither `a < b` nor `=>`.
    else if (char === "<" && /\w/.test(text[at - 1] ?? "")) angles += 1;
    else if (char === ">" && angles > 0 && !/[-=]/.test(text[at - 1] ?? "")) angles -= 1;
    if (quote === undefined && found(at, depth + angles)) return at;
  }
  return undefined;
}
