import ts from "typescript";
import { bareDeprecation } from "../bare-deprecation.js";
import type { Deprecation } from "../document.js";
import { cleanText } from "../text.js";

/** A TSDoc or JSDoc comment. Texts are Markdown. */
export interface Comment {
  readonly summary: string;
  readonly remarks: string;
  /** By name as written, e.g. `options` or `options.device`. */
  readonly params: ReadonlyMap<string, string>;
  /** Defaults written as `@param [name=value]`. */
  readonly defaults: ReadonlyMap<string, string>;
  readonly returns: string;
  readonly throws: readonly string[];
  readonly examples: readonly string[];
  /** Value of `@defaultValue` or `@default`. */
  readonly default: string;
  readonly deprecated: Deprecation | undefined;
  readonly since: string | undefined;
  /** The tag that says that users are not to call it, which is there all the same. */
  readonly insiders: "internal" | "hidden" | "ignore" | "private" | undefined;
}

const INSIDERS = ["internal", "hidden", "ignore", "private"] as const;

/** The comment directly before a declaration. */
export function commentOf(node: ts.Node): Comment {
  const params = new Map<string, string>();
  const defaults = new Map<string, string>();
  const tags = new Map<string, string[]>();
  let summary = "";
  let throws: string[] = [];
  for (const part of ts.getJSDocCommentsAndTags(node)) {
    if (ts.isJSDoc(part)) {
      summary = markdown(part.comment);
      throws = throwsOf(part.getText());
      for (const tag of part.tags ?? []) readTag(tag, params, defaults, tags);
    }
  }
  const text = (...names: string[]): string => names.flatMap((name) => tags.get(name) ?? []).join("\n\n");
  const has = (...names: string[]): boolean => names.some((name) => tags.has(name));
  return {
    summary: summary === "" ? text("description", "desc", "summary") : summary,
    remarks: text("remarks"),
    params,
    defaults,
    returns: text("returns", "return"),
    throws,
    examples: tags.get("example") ?? [],
    default: text("defaultValue", "default", "defaultvalue"),
    deprecated: has("deprecated") ? deprecation(text("deprecated")) : undefined,
    since: /\d+(?:\.\d+)*[\w.-]*/.exec(text("since"))?.[0],
    insiders: INSIDERS.find((tag) => tags.has(tag)),
  };
}

/** The comment that describes the whole file (`@packageDocumentation`, `@module`), or "". */
export function packageComment(file: ts.SourceFile): string {
  for (const range of ts.getLeadingCommentRanges(file.text, 0) ?? []) {
    const comment = file.text.slice(range.pos, range.end);
    if (!/^\/\*\*[\s\S]*@(packageDocumentation|module)\b/.test(comment)) continue;
    const host = ts.createSourceFile("comment.ts", `${comment}\nlet x;`, ts.ScriptTarget.Latest, true);
    const statement = host.statements[0];
    const read = statement && commentOf(statement);
    return read ? [read.summary, read.remarks].filter((text) => text !== "").join("\n\n") : "";
  }
  return "";
}

function readTag(
  tag: ts.JSDocTag,
  params: Map<string, string>,
  defaults: Map<string, string>,
  tags: Map<string, string[]>,
): void {
  if (ts.isJSDocParameterTag(tag) || ts.isJSDocPropertyTag(tag)) {
    const name = tag.name.getText();
    const text = markdown(tag.comment).replace(/^-\s+/, "");
    if (text !== "") params.set(name, text);
    const value = tag.isBracketed ? bracketDefault(tag.getText()) : undefined;
    if (value !== undefined) defaults.set(name, value);
    return;
  }
  const name = tag.tagName.text;
  const raw = name === "example" ? exampleText(tag) : markdown(tag.comment);
  tags.set(name, [...(tags.get(name) ?? []), raw.replace(/^-\s+/, "")]);
}

/** `{string} [model=null] The ...` -> `null`. */
function bracketDefault(text: string): string | undefined {
  return /\[[\w.$]+\s*=\s*((?:\[[^\]]*\]|[^\]])*)\]/.exec(text)?.[1]?.trim();
}

/** The compiler loses the text of `@throws {@link X} ...`: it is read from the comment itself. */
function throwsOf(comment: string): string[] {
  const plain = comment.slice(3, -2).replace(/^[ \t]*\* ?/gm, "");
  return [...plain.matchAll(/^@(?:throws|exception)\s+([\s\S]*?)(?=^@\w|$(?![\s\S]))/gm)]
    .map((match) => (match[1] ?? "").replace(/^\{(?!@)([^}]*)\}/, "`$1`"))
    .map((text) =>
      markdown(text)
        .replace(/\s*\n\s*/g, " ")
        .replace(/^-\s+/, ""),
    )
    .filter((text) => text !== "");
}

function exampleText(tag: ts.JSDocTag): string {
  return cleanText(ts.getTextOfJSDocComment(tag.comment) ?? "")
    .replace(/^\s*\n/, "")
    .trimEnd();
}

function markdown(comment: ts.JSDocTag["comment"]): string {
  const text = cleanText((typeof comment === "string" ? comment : ts.getTextOfJSDocComment(comment)) ?? "");
  const plain = /<(p|code|ul|ol|li|b|i|a|br|note|important)\b[^>]*>/i.test(text) ? withoutTags(text) : text;
  return plain
    .replace(/\{@(?:link|linkcode|linkplain|see)\s+([^}]*)\}/g, (_, inner: string) => linkText(inner))
    .replace(/\{@inheritDoc[^}]*\}/gi, "")
    .replace(/(?<!!)\[([^\]\n]+)\]\((?:[^()\s]|\([^()]*\))*\)/g, "$1")
    .trim();
}

/** `Core.readModel` -> `` `Core.readModel` ``; `X | text` and `https://... text` -> `text`. */
function linkText(inner: string): string {
  const [target = "", label] = inner.split("|").map((part) => part.trim());
  if (label) return label;
  const spaced = /^(\S+)\s+(\S.*)$/s.exec(target);
  if (spaced?.[2] !== undefined) return spaced[2];
  return /^https?:/.test(target) ? target : `\`${target}\``;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', nbsp: " " };

/** The few HTML tags that generated comments use, outside fenced code, as Markdown. */
function withoutTags(text: string): string {
  return text
    .split(/(^```[\s\S]*?^```)/m)
    .map((part, index) => (index % 2 === 1 ? part : tagsAsMarkdown(part)))
    .join("");
}

function tagsAsMarkdown(html: string): string {
  return html
    .replace(/<code>([\s\S]*?)<\/code>/gi, (_, code: string) => `\`${code.trim()}\``)
    .replace(/<li>\s*(?:<p>)?\s*/gi, "\n- ")
    .replace(/\s*<\/?(p|ul|ol|dl|dt|dd|note|important|br|h\d)\b[^>]*>\s*/gi, "\n\n")
    .replace(/<\/?(a|b|i|li|em|strong|span|div|caution|fullname)\b[^>]*>/gi, "")
    .replace(/&(lt|gt|amp|quot|nbsp);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{2,}(?=- )/g, "\n")
    .replace(/\n{3,}/g, "\n\n");
}

function deprecation(message: string): Deprecation {
  const since = /^(?:since|as of|in)?\s*v?(\d+\.\d[\w.]*)/i.exec(message)?.[1]?.replace(/\.$/, "");
  const replacement = /\b(?:use|favou?r of|replaced (?:by|with)|see)\s+(?:the\s+)?`([^`]+)`/i.exec(
    message,
  )?.[1];
  return {
    message: message === "" ? bareDeprecation(undefined) : message,
    ...(since !== undefined && { since }),
    ...(replacement !== undefined && { replacement }),
  };
}
