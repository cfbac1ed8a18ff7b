import { closeMarker, openMarker } from "./admonition.js";
import { isHtmlTag } from "./html-tags.js";
import { label, ownLine } from "./own-line.js";

const ADMONITIONS =
  /^(Tip|Note|Warning|Info|Caution|Danger|Check|Important|Attention|Admonition|Callout|Alert|Hint)$/;

/** Components whose label is not in `title` or `label`. */
const LABELS: Readonly<Record<string, (attributes: Attributes, page: PageComponents) => string>> = {
  TabItem: ({ label: name, value = "" }, page) => name ?? page.tabs.get(value) ?? value,
  hfoption: (attributes) => attributes["id"] ?? "",
  Prerequisites: () => "Prerequisites",
  ParamField: (attributes) => attributes["path"] ?? attributes["query"] ?? attributes["body"] ?? "",
  ResponseField: (attributes) => attributes["name"] ?? "",
  pt: () => "PyTorch",
  tf: () => "TensorFlow",
  jax: () => "JAX",
};

const LOWER_CASE_COMPONENTS = new Set(["hfoptions", "hfoption", "frameworkcontent", "pt", "tf", "jax"]);
const TAG = /<(\/?)([A-Za-z][\w.]*)/g;
const LONGEST_TAG = 8_000;

type Attributes = Readonly<Record<string, string>>;

/**
 * Takes JSX components out of prose: boxes become admonition markers, tabs, cards and steps a label
 * in bold, self-closing ones the text they were given; of the rest only what they enclose stays.
 */
export function rewriteTags(text: string, mdx: boolean, page: PageComponents): string {
  let result = "";
  let position = 0;
  for (const match of text.matchAll(TAG)) {
    const [opening, slash, name = ""] = match;
    const start = match.index;
    if (start < position) continue;
    const end = tagEnd(text, start + opening.length);
    if (end === undefined) continue;
    const body = text.slice(start + opening.length, end - 1);
    const selfClosing = body.endsWith("/");
    const component =
      isComponent(name) && (mdx || page.closed.has(name) || selfClosing || body.includes("="));
    const replacement = component
      ? rewriteComponent(name, slash === "/", selfClosing, readAttributes(body), page, text, start)
      : rewriteElement(text.slice(start, end));
    result += text.slice(position, start) + replacement;
    position = end;
  }
  return result + text.slice(position);
}

/** What only the whole page tells about its components. */
export interface PageComponents {
  /** Names that have a closing tag somewhere: `<Name>` without one may be a placeholder. */
  readonly closed: ReadonlySet<string>;
  /** Labels that `<Tabs values={[{ label, value }]}>` gives to its items, by value. */
  readonly tabs: ReadonlyMap<string, string>;
}

export function readPageComponents(text: string): PageComponents {
  const tabs = new Map<string, string>();
  const quoted = String.raw`(?:"([^"\n]*)"|'((?:\\.|[^'\n])*)')`;
  const pair = new RegExp(String.raw`\{\s*label:\s*${quoted}\s*,\s*value:\s*["']([^"'\n]*)["']`, "g");
  for (const [, double, single, value = ""] of text.matchAll(pair)) {
    tabs.set(value, (double ?? single ?? "").replaceAll("\\'", "'").trim());
  }
  const closed = new Set([...text.matchAll(/<\/([A-Za-z][\w.]*)\s*>/g)].map(([, name = ""]) => name));
  return { closed, tabs };
}

function isComponent(name: string): boolean {
  if (LOWER_CASE_COMPONENTS.has(name)) return true;
  return /^[A-Z]/.test(name) && !(name === name.toUpperCase() && isHtmlTag(name));
}

function rewriteComponent(
  name: string,
  closing: boolean,
  selfClosing: boolean,
  attributes: Attributes,
  page: PageComponents,
  text: string,
  start: number,
): string {
  if (ADMONITIONS.test(name) && !selfClosing) {
    if (closing) return ownLine(text, start, closeMarker);
    const type = attributes["type"] ?? (attributes["warning"] === undefined ? name : "warning");
    return ownLine(text, start, openMarker(type, attributes["title"]));
  }
  const title = LABELS[name]?.(attributes, page) ?? attributes["title"] ?? attributes["label"] ?? "";
  if (closing) return isInline(text, start) ? "" : ownLine(text, start, "");
  if (selfClosing) {
    return [title || attributes["text"], attributes["description"]].filter((part) => part).join(": ");
  }
  if (title !== "") return ownLine(text, start, label(title));
  return isInline(text, start) ? "" : ownLine(text, start, "");
}

/** Whether a tag stands inside a sentence rather than at the start of a line. */
function isInline(text: string, start: number): boolean {
  return text.slice(text.lastIndexOf("\n", start - 1) + 1, start).trim() !== "";
}

/** Plain HTML with JSX attributes (`style={{...}}`) is no HTML to a Markdown parser: they are cut. */
function rewriteElement(tag: string): string {
  return tag.includes("={") ? tag.replace(/\s+[\w-]+=\{(?:[^{}]|\{[^{}]*\})*\}/g, "") : tag;
}

/** Position behind the `>` of a tag; quotations and expressions in attributes may hold `>` and line ends. */
function tagEnd(text: string, from: number): number | undefined {
  let quote = "";
  let depth = 0;
  const limit = Math.min(text.length, from + LONGEST_TAG);
  for (let index = from; index < limit; index++) {
    const character = text[index] ?? "";
    if (quote !== "") {
      if (character === "\\" && depth > 0) index++;
      else if (character === quote) quote = "";
    } else if (character === '"' || character === "'") {
      // A quotation opens after `=` or inside an expression; elsewhere it is an apostrophe.
      if (depth > 0 || /=\s?$/.test(text.slice(index - 2, index))) quote = character;
    } else if (character === "{") depth++;
    else if (character === "}") depth--;
    else if (depth <= 0 && character === "<") return undefined;
    else if (depth <= 0 && character === ">") return index + 1;
  }
  return undefined;
}

function readAttributes(body: string): Attributes {
  const attributes: Record<string, string> = {};
  const pattern = /([A-Za-z][\w-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|\{\s*["'`]?([^{}"'`]*)["'`]?\s*\}))?/g;
  for (const [, name = "", double, single, expression] of body.matchAll(pattern)) {
    const value = double ?? single ?? expression ?? "";
    if (value !== "false" && attributes[name] === undefined) attributes[name] = value;
  }
  return attributes;
}
