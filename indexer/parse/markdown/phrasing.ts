import type { PhrasingContent } from "mdast";
import { isHtmlTag } from "./html-tags.js";

/** Shorter alternative texts ("logo", "screenshot") say nothing. */
const SHORTEST_ALT = 21;
/** Deeper nesting of emphasis and links is no prose. */
const DEEPEST = 60;

export interface Phrasing {
  readonly text: string;
  /** Fragments defined here by `<a id="...">`. */
  readonly anchors: readonly string[];
}

/**
 * Inline content as Markdown without link targets, images and HTML.
 *
 * @param plain leave out the signs for code and emphasis: for headings
 */
export function readPhrasing(nodes: readonly PhrasingContent[], plain = false): Phrasing {
  const anchors: string[] = [];
  const write = (children: readonly PhrasingContent[], depth: number): string =>
    depth > DEEPEST ? "" : children.map((node) => writeNode(node, depth)).join("");

  const wrap = (mark: string, text: string): string => {
    const inner = text.trim();
    if (plain || inner === "") return text;
    const [, lead = "", tail = ""] = /^(\s*)[\s\S]*?(\s*)$/.exec(text) ?? [];
    return `${lead}${mark}${inner}${mark}${tail}`;
  };

  const writeNode = (node: PhrasingContent, depth: number): string => {
    switch (node.type) {
      case "text":
        // Kept: the line ends behind `[!NOTE]`, and before `: definition`.
        // Dropped: tags with a mistake in them, which the parser takes for text.
        return node.value
          .replace(/<(?:img|a|br|span|div|p)\s[^<>]*>/g, "")
          .replace(/(?<!^\[![\w-]+\][ \t]*)\n(?!: )/g, " ");
      case "inlineCode":
        return plain ? node.value : inlineCode(node.value);
      case "inlineMath":
        return `$${node.value}$`;
      case "strong":
        return wrap("**", write(node.children, depth + 1));
      case "emphasis":
        return wrap("*", write(node.children, depth + 1));
      case "delete":
        return wrap("~~", write(node.children, depth + 1));
      case "link":
      case "linkReference":
        return write(node.children, depth + 1);
      case "image":
      case "imageReference":
        return imageText(node.alt);
      case "break":
        return "\n";
      case "html":
        return writeHtml(node.value);
      default:
        return "";
    }
  };

  const writeHtml = (html: string): string => {
    const [, slash, name = ""] = /^<(\/?)([A-Za-z][\w-]*)/.exec(html) ?? [];
    if (name === "") return "";
    if (!isHtmlTag(name)) return /^<\/?[\w .,:|/-]+>$/.test(html) ? html : "";
    const tag = name.toLowerCase();
    if (tag === "img") return imageText(/\balt\s*=\s*["']([^"']*)["']/i.exec(html)?.[1]);
    if (tag === "br" || tag === "p" || tag === "tr") return "\n";
    if (tag === "li") return slash === "" ? "\n- " : "";
    if (tag === "td" || tag === "th") return " ";
    const id = /\s(?:id|name)\s*=\s*["']?([^"'\s>]+)/i.exec(html)?.[1];
    if (id !== undefined && (tag === "a" || tag === "span")) anchors.push(id);
    if (/^(code|tt|kbd|samp)$/.test(tag)) return plain ? "" : "`";
    return "";
  };

  const text = write(nodes, 0)
    .replace(/``(?!`)(\s*)``/g, "$1")
    .replace(/(?<=[^\s*])\*{4}(?=[^\s*])/g, "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ *\n */g, "\n")
    .trim();
  return { text, anchors };
}

export function inlineCode(value: string): string {
  const clean = value.replace(/\s*\n\s*/g, " ");
  return clean.includes("`") ? `\`\` ${clean} \`\`` : `\`${clean}\``;
}

export function imageText(alt: string | null | undefined): string {
  return alt && alt.length >= SHORTEST_ALT ? alt : "";
}
