import type { SyntaxNode } from "@lezer/common";
import type { Parameter, ParameterKind } from "../document.js";
import { children, oneLine } from "./syntax.js";

/** One way to call something. */
export interface Callable {
  readonly parameters: readonly Parameter[];
  readonly returns?: string;
}

const LONGEST_LIST = 4_000;

/** Reads the parameters of a `def`, `self` and `cls` included. */
export function readParameters(list: SyntaxNode, source: string): Parameter[] {
  if (isBroken(list)) return readBroken(list, source);
  const pieces: string[] = [];
  let from = list.from + 1;
  for (const child of children(list)) {
    if (child.name === ",") {
      pieces.push(source.slice(from, child.from));
      from = child.to;
    }
  }
  const end = source[list.to - 1] === ")" ? list.to - 1 : list.to;
  pieces.push(source.slice(from, Math.max(from, end)));
  return toParameters(pieces.map(oneLine));
}

function isBroken(list: SyntaxNode): boolean {
  let broken = false;
  list.cursor().iterate((node) => {
    if (node.type.isError) broken = true;
    return !broken;
  });
  return broken;
}

/** Parameters that this grammar does not know, such as Python 2's `(a, b)`, by brackets and commas alone. */
function readBroken(list: SyntaxNode, source: string): Parameter[] {
  const text = source.slice(list.from + 1, list.from + LONGEST_LIST);
  const end = topLevelEnd(text);
  const inner = text.slice(0, end ?? Math.max(0, list.to - list.from - 1));
  const commas = topLevel(inner, ",");
  if (commas === undefined) return [];
  const pieces = [...commas, inner.length].map((to, index) => inner.slice((commas[index - 1] ?? -1) + 1, to));
  return toParameters(pieces.map(oneLine));
}

/** Where the bracket closes that was opened before the text. */
function topLevelEnd(text: string): number | undefined {
  for (let end = text.indexOf(")"); end >= 0; end = text.indexOf(")", end + 1)) {
    if (topLevel(text.slice(0, end), ",") !== undefined) return end;
  }
  return undefined;
}

/** `abs(input, *, out=None) -> Tensor`, as it stands in the first line of a docstring. */
export function parseSignature(text: string): (Callable & { readonly name: string }) | undefined {
  const match = /^([\p{L}_][\p{L}\p{N}_.]*)\(([\s\S]*?)\)(?:\s*(?:->|→)\s*([^\n]+?))?\s*$/u.exec(text.trim());
  const [, name, list, returns] = match ?? [];
  if (name === undefined || list === undefined) return undefined;
  const commas = topLevel(list, ",");
  if (commas === undefined) return undefined;
  const pieces = [...commas, list.length].map((end, index) => list.slice((commas[index - 1] ?? -1) + 1, end));
  return {
    name,
    parameters: toParameters(pieces.map(oneLine)),
    ...(returns === undefined ? {} : { returns: oneLine(returns) }),
  };
}

/** Where a character stands outside brackets and quotes; undefined when those do not match. */
function topLevel(text: string, wanted: string): number[] | undefined {
  const found: number[] = [];
  let depth = 0;
  let quote = "";
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (quote !== "") {
      if (char === "\\") index += 1;
      else if (char === quote) quote = "";
    } else if (char === '"' || char === "'") quote = char;
    else if ("([{".includes(char)) depth += 1;
    else if (")]}".includes(char)) {
      depth -= 1;
      if (depth < 0) return undefined;
    } else if (char === wanted && depth === 0) found.push(index);
  }
  return depth === 0 && quote === "" ? found : undefined;
}

function toParameters(pieces: readonly string[]): Parameter[] {
  const parameters: Parameter[] = [];
  let kind: ParameterKind = "positional-or-keyword";
  for (const piece of pieces) {
    if (piece === "") continue;
    if (piece === "/") {
      for (const [index, earlier] of parameters.entries()) {
        parameters[index] = { ...earlier, kind: "positional-only" };
      }
      continue;
    }
    if (piece === "*") {
      kind = "keyword-only";
      continue;
    }
    const equals = topLevel(piece, "=")?.[0];
    const declared = piece.slice(0, equals);
    const colon = topLevel(declared, ":")?.[0];
    const [, stars, name] = /^(\*{0,2})\s*([\p{L}_][\p{L}\p{N}_.]*|\(.*\))/u.exec(declared) ?? [];
    if (name === undefined) continue;
    parameters.push({
      name,
      kind: stars === "**" ? "var-keyword" : stars === "*" ? "var-positional" : kind,
      ...(equals === undefined ? {} : { default: piece.slice(equals + 1).trim() || "..." }),
      ...(colon === undefined ? {} : { annotation: declared.slice(colon + 1).trim() }),
    });
    if (stars === "*") kind = "keyword-only";
  }
  return parameters;
}

/** `sklearn.cluster.KMeans(n_clusters=8, *, init='k-means++')` */
export function renderSignature(name: string, { parameters, returns }: Callable): string {
  const pieces: string[] = [];
  let star = false;
  for (const [index, parameter] of parameters.entries()) {
    if (parameter.kind === "var-positional") star = true;
    if (parameter.kind === "keyword-only" && !star) {
      pieces.push("*");
      star = true;
    }
    const stars = parameter.kind === "var-positional" ? "*" : parameter.kind === "var-keyword" ? "**" : "";
    const annotation = parameter.annotation === undefined ? "" : `: ${parameter.annotation}`;
    const equals = parameter.annotation === undefined ? "=" : " = ";
    const value = parameter.default === undefined ? "" : `${equals}${parameter.default}`;
    pieces.push(`${stars}${parameter.name}${annotation}${value}`);
    if (parameter.kind === "positional-only" && parameters[index + 1]?.kind !== "positional-only")
      pieces.push("/");
  }
  return `${name}(${pieces.join(", ")})${returns === undefined ? "" : ` -> ${returns}`}`;
}
