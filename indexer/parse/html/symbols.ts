import type { Block, Deprecation, SymbolFact, SymbolKind } from "../document.js";
import { boxOf } from "./admonition.js";
import { blocksOf, type Definition, definitionsOf } from "./blocks.js";
import { classesOf, type Element, findElement, hasClass, isElement, rawText } from "./dom.js";
import { tidy } from "./inline.js";
import { parseSignature } from "./signature.js";

/** One entry of an API list: the symbols whose signatures stand together, and their text. */
export interface SymbolEntry {
  readonly names: readonly string[];
  readonly anchor: string | undefined;
  readonly signature: string;
  readonly body: Definition["body"];
  /** Facts, once the entry's first paragraph is known. */
  facts(summary: string): readonly SymbolFact[];
}

const KINDS: Readonly<Record<string, SymbolKind>> = {
  module: "module",
  class: "class",
  exception: "class",
  struct: "class",
  union: "class",
  function: "function",
  decorator: "function",
  macro: "function",
  method: "method",
  classmethod: "method",
  staticmethod: "method",
  property: "property",
  attribute: "attribute",
  member: "attribute",
  var: "attribute",
  variable: "attribute",
  data: "constant",
  enumerator: "constant",
  enum: "enum",
  type: "type",
  interface: "interface",
};

/** The API entries of a definition list; none for a list of any other sort. */
export function symbolEntries(list: Element, within: string | undefined): SymbolEntry[] {
  if (hasClass(list, "std", "field-list", "glossary")) return [];
  const kind = classesOf(list).flatMap((name) => KINDS[name] ?? [])[0];
  const definitions = definitionsOf(list);
  if (!definitions.some(({ terms }) => terms.some(isSignature))) return [];
  return definitions.map((definition) => symbolEntry(definition, kind ?? "function", within));
}

function isSignature(term: Element): boolean {
  return hasClass(term, "sig") || nameElement(term) !== undefined;
}

function nameElement(term: Element): Element | undefined {
  return findElement(term, (it) => hasClass(it, "sig-name", "descname"));
}

interface Signature {
  readonly name: string | undefined;
  readonly line: string;
  readonly rest: string;
}

function symbolEntry({ terms, body }: Definition, kind: SymbolKind, within: string | undefined): SymbolEntry {
  const signatures: Signature[] = [];
  for (const term of terms) signatures.push(readSignature(term, within, signatures.at(-1)?.name));
  const names = [...new Set(signatures.flatMap(({ name }) => name ?? []))];
  const anchor = terms.map((term) => term.attribs["id"]).find((id) => id !== undefined && id !== "");
  const boxes = body.filter(isElement).flatMap((element) => {
    const box = boxOf(element);
    return box ? [{ ...box, text: blocksOf(box.content).map(blockText).join(" ") }] : [];
  });
  const deprecated = boxes.find((box) => box.name.startsWith("deprecated"));
  const since = boxes.find((box) => box.name === "versionadded")?.version;

  return {
    names,
    anchor,
    signature: signatures.map(({ line }) => line).join("\n"),
    body,
    facts: (summary) =>
      names.map((name) => {
        const own = signatures.filter((it) => it.name === name);
        const { parameters, returns } = parseSignature(own[0]?.rest ?? "");
        return {
          name,
          aliases: [],
          kind,
          signatures: own.map(({ line }) => line),
          parameters,
          ...(returns !== undefined && { returns }),
          summary,
          ...(deprecated && { deprecated: toDeprecation(deprecated.version, deprecated.text) }),
          ...(since !== undefined && { since }),
          anchor: terms.find((term) => term.attribs["id"] === name)?.attribs["id"] ?? anchor,
        };
      }),
  };
}

function readSignature(term: Element, within: string | undefined, before: string | undefined): Signature {
  const text = tidy(
    rawText(term)
      .replace(/\s+/g, " ")
      .replace(/→/g, "->")
      .replace(/[¶#:]\s*$/, "")
      .replace(/\(\s+/g, "("),
  );
  const nameNode = nameElement(term);
  const short = nameNode ? tidy(rawText(nameNode)) : "";
  const id = term.attribs["data-symbol"] ?? term.attribs["id"];
  const name =
    qualifiedName(term, id, short, within) ??
    (id === undefined && before?.endsWith(short) ? before : undefined);
  const at = short === "" ? text.indexOf("(") : text.indexOf(short) + short.length;
  const rest = at <= 0 ? "" : text.slice(at);
  const prefix =
    /^(?:(?:async|static|abstract|classmethod|property|final|const|readonly|virtual) )+/.exec(text)?.[0] ??
    "";
  return { name, rest, line: name === undefined ? text : `${prefix}${name}${rest}` };
}

/** Python and JavaScript give the name as the anchor; C++ mangles it, so it is put together from its parts. */
function qualifiedName(
  term: Element,
  id: string | undefined,
  short: string,
  within: string | undefined,
): string | undefined {
  if (id === undefined || id === "") return undefined;
  if (/^[\p{L}_$][\w.$\p{L}]*$/u.test(id) && (short === "" || id === short || id.endsWith(`.${short}`)))
    return id;
  if (short === "") return undefined;
  const holder = findElement(term, (it) => hasClass(it, "sig-prename", "descclassname"));
  const prefix = holder ? tidy(rawText(holder)).replace(/\s/g, "") : "";
  if (prefix !== "") return `${prefix}${short}`;
  const separator = /^_CPP/.test(id) ? "::" : ".";
  return within === undefined || short.startsWith(within) ? short : `${within}${separator}${short}`;
}

function toDeprecation(since: string | undefined, text: string): Deprecation {
  const replacement = /\b(?:use|favou?r of|replaced (?:by|with))\s+(?:the\s+)?`([^`]+)`/i.exec(text)?.[1];
  return {
    message: text === "" ? `Deprecated${since === undefined ? "" : ` since version ${since}`}.` : text,
    ...(since !== undefined && { since }),
    ...(replacement !== undefined && { replacement }),
  };
}

function blockText(block: Block): string {
  return block.text;
}
