import type { Block } from "../document.js";
import { childElements, classesOf, type Element, findElement, hasClass, type Node } from "./dom.js";
import { inlineText } from "./inline.js";
import { isVersionBox, versionOf } from "./version-label.js";

export type Admonition = Extract<Block, { type: "admonition" }>;

const NAMES =
  /^(note|warning|tip|hint|important|caution|danger|error|attention|seealso|see-also|info|success|example|question|abstract|bug|quote|todo|secondary|failure)$/;

/** What a box is called by a prefix that its generator puts before the name. */
const PREFIX =
  /^(alert--|alert-|theme-admonition-|is-|admonition-|starlight-aside--|callout-|hint-|markdown-alert-|custom-block-)/;
const BOX = [
  ...["admonition", "theme-admonition", "alert", "admonitionblock", "callout", "starlight-aside"],
  ...["hint", "markdown-alert", "custom-block", "course-tip", "nextra-callout"],
];
const TITLE = [
  ...["admonition-title", "alert-heading", "alert-title", "starlight-aside__title", "markdown-alert-title"],
  ...["custom-block-title"],
];

/** Name, version and content of a box; undefined for an element that is none. */
export interface Box {
  readonly name: string;
  readonly version?: string;
  /** Its own title, where it says more than the name. */
  readonly title: string;
  readonly content: readonly Node[];
}

export function boxOf(element: Element): Box | undefined {
  if (element.attribs["class"] === undefined || element.name === "span") return undefined;
  const version = versionOf(element);
  if (version) return { ...version, title: "", content: element.children };
  // Docusaurus paints whatever can be folded like a note.
  if (element.name === "p" || (element.name === "details" && hasClass(element, "alert"))) return undefined;
  const isAside = element.name === "aside" || element.name === "details";
  if (!isAside && !hasClass(element, ...BOX)) return undefined;
  const classes = classesOf(element).map((name) => name.replace(PREFIX, ""));
  const names = classes.filter((it) => NAMES.test(it));
  // GitBook calls every box a hint.
  const named = names.find((it) => it !== "hint") ?? names[0];
  if (isAside && named === undefined && !hasClass(element, ...BOX)) return undefined;
  // Asciidoctor: an icon and the content side by side.
  const cell = hasClass(element, "admonitionblock")
    ? findElement(element, (it) => it.name === "td" && hasClass(it, "content"))
    : undefined;
  const body = cell ?? element;
  const title = titleOf(body);
  const heading = title ? inlineText(title.children) : "";
  const name = named ?? "note";
  const own = heading.toLowerCase().replace(/\W/g, "") === name.replace(/\W/g, "") ? "" : heading;
  return { name, title: own, content: withoutTitle(body, title) };
}

/** A title is a child of its box, or a child's child. */
function titleOf(box: Element): Element | undefined {
  const children = childElements(box);
  return children.find(isTitle) ?? children.slice(0, 2).flatMap(childElements).find(isTitle);
}

function isTitle(element: Element): boolean {
  return (
    hasClass(element, ...TITLE) ||
    element.name === "summary" ||
    (element.attribs["class"] ?? "").includes("admonitionHeading")
  );
}

function withoutTitle(element: Element, title: Element | undefined): readonly Node[] {
  return element.children.flatMap((child): readonly Node[] => {
    if (child === title) return [];
    return child === title?.parent ? title.parent.children.filter((it) => it !== title) : [child];
  });
}

/** A box as a block: its content's text, code included in fences. Version boxes inside it stay boxes of their own. */
export function admonitions(box: Box, blocks: readonly Block[]): Admonition[] {
  const versions = blocks.filter(isVersionBox);
  const body = blocks.filter((block) => !isVersionBox(block)).map(asText);
  const text = [box.title, ...body].filter((part) => part !== "").join("\n\n");
  const own: Admonition = {
    type: "admonition",
    name: box.name,
    ...(box.version !== undefined && { version: box.version }),
    text,
  };
  return text === "" && box.version === undefined ? versions : [own, ...versions];
}

function asText(block: Block): string {
  return block.type === "code" ? `\`\`\`${block.language ?? ""}\n${block.text}\n\`\`\`` : block.text;
}
