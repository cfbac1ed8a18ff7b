import type { Parameter } from "../document.js";

/** A signature's text after the name, taken apart. */
export interface SignatureParts {
  readonly parameters: readonly Parameter[];
  readonly returns?: string;
}

/** Reads `(a, *, b: int = 1, **kwargs) -> str`. Anything that is no call has no parameters. */
export function parseSignature(text: string): SignatureParts {
  const start = text.indexOf("(");
  if (start === -1) return { parameters: [] };
  const end = closingParenthesis(text, start);
  const returns = /^\s*(?:->|→)\s*(.+?)\s*$/s.exec(text.slice(end + 1))?.[1];
  const parameters = toParameters(splitTop(text.slice(start + 1, end), ","));
  return { parameters, ...(returns !== undefined && { returns }) };
}

function toParameters(items: readonly string[]): Parameter[] {
  const parameters: Parameter[] = [];
  let kind: Parameter["kind"] = "positional-or-keyword";
  for (const item of items.map((it) => it.trim())) {
    if (item === "") continue;
    if (item === "*") kind = "keyword-only";
    else if (item === "/") {
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
  const stars = /^\*{0,2}/.exec(item)?.[0] ?? "";
  const [head = "", ...rest] = splitTop(item.slice(stars.length), "=");
  const [name = "", ...annotation] = splitTop(head, ":");
  const value = rest.join("=").trim();
  const type = annotation.join(":").trim();
  return {
    name: name.trim(),
    kind: stars === "*" ? "var-positional" : stars === "**" ? "var-keyword" : kind,
    ...(value !== "" && { default: value }),
    ...(type !== "" && { annotation: type }),
  };
}

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
    if (quote === undefined && found(at, depth)) return at;
  }
  return undefined;
}
