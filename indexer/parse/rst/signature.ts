import type { Parameter } from "../document.js";

export interface Signature {
  /** As written, perhaps dotted; without prefixes such as `static`. */
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly returns: string | undefined;
  /** Parameter list and return annotation as written, brackets included; "" where there is none. */
  readonly tail: string;
}

const PREFIX =
  /^(?:(?:abstract|async|class|classmethod|final|static|staticmethod|property|exception)\s+)+(?=[\w.]+)/;
const OPEN = "([{";
const CLOSE = ")]}";

/** Reads a signature as Sphinx's Python domain writes it: `name(a, b=1, *, c: int = 2) -> str`. */
export function parseSignature(written: string): Signature {
  const text = written.replace(/\s+/g, " ").trim().replace(PREFIX, "");
  const open = text.indexOf("(");
  const arrow = open < 0 ? -1 : closing(text, open);
  if (open < 0 || arrow < 0) {
    const name = /^[\w.]+/.exec(text)?.[0] ?? text.split(" ")[0] ?? "";
    return { name, parameters: [], returns: undefined, tail: text.slice(name.length).trim() };
  }
  const returns = /^\s*->\s*(.+)$/.exec(text.slice(arrow + 1))?.[1];
  const name = text.slice(0, open).trim().replace(/\[.*$/, "");
  const parameters = parseParameters(text.slice(open + 1, arrow));
  return { name, parameters, returns, tail: text.slice(open) };
}

/** Index of the bracket that closes the one at `open`, or -1. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    const char = text[i] ?? "";
    if (char === "'" || char === '"') {
      const end = text.indexOf(char, i + 1);
      if (end > 0) i = end;
    } else if (OPEN.includes(char)) depth++;
    else if (CLOSE.includes(char) && --depth === 0) return i;
  }
  return -1;
}

function parseParameters(list: string): Parameter[] {
  const parameters: Parameter[] = [];
  const seen = new Set<string>();
  let kind: Parameter["kind"] = "positional-or-keyword";
  // `f(a[, b[, c]])`: brackets that only say "optional".
  const optional = /\[\s*,|^\s*\[/.test(list);
  for (const part of splitTop(optional ? list.replace(/\[(?=\s*,)|^\s*\[|\]+\s*$|\](?=\s*,)/g, "") : list)) {
    if (part === "*") kind = "keyword-only";
    else if (part === "/") {
      for (const [i, parameter] of parameters.entries())
        parameters[i] = { ...parameter, kind: "positional-only" };
    } else {
      const stars = /^\*{0,2}/.exec(part)?.[0].length ?? 0;
      const parameter = parseParameter(part.slice(stars), kind);
      if (!parameter || seen.has(parameter.name)) continue;
      seen.add(parameter.name);
      if (stars === 0) parameters.push(parameter);
      else parameters.push({ ...parameter, kind: stars === 1 ? "var-positional" : "var-keyword" });
      if (stars === 1) kind = "keyword-only";
    }
  }
  return parameters;
}

function parseParameter(part: string, kind: Parameter["kind"]): Parameter | undefined {
  const [declared = "", ...values] = splitTop(part, "=");
  const colon = declared.indexOf(":");
  const typed = (colon < 0 ? declared : declared.slice(0, colon)).trim();
  // `Tensor input`: the type comes first, as in C++.
  const words = /^(?:(.+) )?([A-Za-z_]\w*)$/.exec(typed);
  if (!words?.[2]) return undefined;
  const annotation = (colon < 0 ? words[1] : declared.slice(colon + 1))?.trim();
  const value = values.join("=").trim();
  return {
    name: words[2],
    kind,
    ...(value === "" ? {} : { default: value }),
    ...(annotation ? { annotation } : {}),
  };
}

/** Splits at a separator that stands outside brackets and strings. */
function splitTop(text: string, separator = ","): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (char === "'" || char === '"') {
      const end = text.indexOf(char, i + 1);
      if (end > 0) i = end;
    } else if (OPEN.includes(char)) depth++;
    else if (CLOSE.includes(char)) depth--;
    else if (char === separator && depth <= 0) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  parts.push(text.slice(start).trim());
  return parts.filter((part) => part !== "");
}
