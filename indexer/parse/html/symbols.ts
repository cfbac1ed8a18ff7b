import { bareDeprecation } from "../bare-deprecation.js";
import type { Block, Deprecation, SymbolFact, SymbolKind } from "../document.js";
import { blocksOf } from "./blocks.js";
import { type Definition, definitionsOf, nameElement } from "./definitions.js";
import {
  classesOf,
  type Element,
  findElement,
  hasClass,
  idOf,
  isElement,
  type Node,
  rawText,
} from "./dom.js";
import { tidy } from "./inline.js";
import { parseSignature } from "./signature.js";
import { type VersionLabel, versionOf } from "./version-label.js";

/** One entry of an API list: the symbols whose signatures stand together, and their text. */
export interface SymbolEntry {
  readonly names: readonly string[];
  readonly anchor: string | undefined;
  readonly signature: string;
  /** That of the signature, where the page says. */
  readonly language: string | undefined;
  readonly body: Definition["body"];
  /** Facts, but for the summary, which is the entry's first paragraph. */
  readonly facts: readonly SymbolFact[];
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

/** Languages that lists of symbols are named after; Python's need no name. */
const LANGUAGES = ["c", "cpp", "js", "ts"];

/** The API entries of a definition list. */
export function symbolEntries(list: Element, within: string | undefined): SymbolEntry[] {
  const classes = classesOf(list);
  const kind = classes.flatMap((name) => KINDS[name] ?? [])[0] ?? "function";
  const language = LANGUAGES.find((name) => classes.includes(name));
  const place = { kind, language, within };
  return definitionsOf(list).map((definition) => ({ ...symbolEntry(definition, place), language }));
}

interface Place {
  readonly kind: SymbolKind;
  readonly language: string | undefined;
  /** The symbol in whose description this one stands. */
  readonly within: string | undefined;
}

interface Signature {
  readonly name: string | undefined;
  readonly line: string;
  readonly rest: string;
  readonly anchor: string | undefined;
}

function symbolEntry({ terms, body }: Definition, place: Place): Omit<SymbolEntry, "language"> {
  const signatures: Signature[] = [];
  const byName = new Map<string, Signature[]>();
  for (const term of terms) {
    const signature = readSignature(term, place, signatures.at(-1)?.name);
    signatures.push(signature);
    if (signature.name === undefined) continue;
    const own = byName.get(signature.name);
    if (own) own.push(signature);
    else byName.set(signature.name, [signature]);
  }
  const anchor = signatures.find((it) => it.anchor !== undefined)?.anchor;
  const boxes = versionBoxesIn(body);
  const deprecated = boxes.find((box) => box.name.startsWith("deprecated"));
  const deprecation = deprecated && toDeprecation(deprecated.version, blocksOf(deprecated.content));
  const since = boxes.find((box) => box.name === "versionadded")?.version;
  const facts = [...byName].map(([name, own]): SymbolFact => {
    const { parameters, returns } = parseSignature(own[0]?.rest ?? "");
    return {
      name,
      aliases: [],
      kind: place.kind,
      signatures: own.map(({ line }) => line),
      parameters,
      ...(returns !== undefined && { returns }),
      summary: "",
      ...(deprecation && { deprecated: deprecation }),
      ...(since !== undefined && { since }),
      anchor: own[0]?.anchor ?? anchor,
    };
  });
  const signature = signatures.map(({ line }) => line).join("\n");
  return { names: [...byName.keys()], anchor, signature, body, facts };
}

interface VersionBox extends VersionLabel {
  readonly content: readonly Node[];
}

/** Version boxes that are about the entry itself: not those of its parameters or members. */
function versionBoxesIn(nodes: readonly Node[]): VersionBox[] {
  return nodes.filter(isElement).flatMap((element): VersionBox[] => {
    const label = versionOf(element);
    if (label) return [{ ...label, content: element.children }];
    return element.name === "div" || element.name === "section" ? versionBoxesIn(element.children) : [];
  });
}

function readSignature(term: Element, place: Place, before: string | undefined): Signature {
  const text = tidy(
    rawText(term)
      .replace(/\s+/g, " ")
      .replace(/→/g, "->")
      .replace(/ ?[¶#:]? ?$/, "")
      .replace(/\( /g, "("),
  );
  const nameNode = nameElement(term);
  const short = nameNode ? tidy(rawText(nameNode)).replace(/\s/g, "") : "";
  const anchor = idOf(term) ?? anchorInside(term);
  const named = term.attribs["data-symbol"] ?? qualifiedName(term, short, anchor, place);
  const name =
    named ?? (anchor === undefined && short !== "" && before?.endsWith(short) ? before : undefined);
  const at = short === "" ? text.indexOf("(") : text.indexOf(short) + short.length;
  const rest = at <= 0 ? "" : text.slice(at);
  const prefix =
    /^(?:(?:async|static|abstract|classmethod|property|final|const|readonly|virtual) )+/.exec(text)?.[0] ??
    "";
  // Types stand before the name there.
  const keepsText = name === undefined || place.language === "c" || place.language === "cpp";
  return { name, rest, line: keepsText ? text : `${prefix}${name}${rest}`, anchor };
}

/** C++ entries have their anchors beside the name. */
function anchorInside(term: Element): string | undefined {
  const holder = findElement(
    term,
    (it) => it !== term && /^(span|a)$/.test(it.name) && idOf(it) !== undefined,
  );
  return holder && idOf(holder);
}

/**
 * The name in full. Python and JavaScript give it as the anchor, C with `c.` before it; C++ mangles it, and
 * docutils cuts leading underscores, so the words of the signature count as well.
 */
function qualifiedName(
  term: Element,
  short: string,
  anchor: string | undefined,
  { language, within }: Place,
): string | undefined {
  if (anchor === undefined) return undefined;
  const holder = findElement(term, (it) => hasClass(it, "sig-prename", "descclassname"));
  const prefix = holder ? tidy(rawText(holder)).replace(/\s/g, "") : "";
  const printed = `${prefix}${short}`;
  const id = anchor.replace(/^c\.(?=[A-Za-z_])/, "");
  if (/^[\p{L}_$][\w.$\p{L}]*$/u.test(id)) {
    if (short === "" || id === printed || id.endsWith(`.${printed}`)) return id;
    if (printed.endsWith(id)) return printed;
    if (id.endsWith(`.${short}`)) return id;
  }
  if (short === "") return undefined;
  if (prefix !== "" || within === undefined || short.startsWith(within)) return printed;
  return `${within}${language === "cpp" ? "::" : "."}${short}`;
}

function toDeprecation(since: string | undefined, blocks: readonly Block[]): Deprecation {
  const text = blocks.map((block) => block.text).join(" ");
  const replacement = /\b(?:use|favou?r of|replaced (?:by|with))\s+(?:the\s+)?`([^`]+)`/i.exec(text)?.[1];
  return {
    message: text === "" ? bareDeprecation(since) : text,
    ...(since !== undefined && { since }),
    ...(replacement !== undefined && { replacement }),
  };
}
