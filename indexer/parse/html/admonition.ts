import type { Block } from "../document.js";
import { childElements, classesOf, type Element, hasClass, type Node } from "./dom.js";
import { inlineText } from "./inline.js";
import { VERSION_ATTRIBUTE } from "./version-label.js";

type Admonition = Extract<Block, { type: "admonition" }>;

const VERSION_CLASSES = [
  "versionadded",
  "versionchanged",
  "versionremoved",
  "deprecated",
  "deprecated-removed",
] as const;
const NAMES =
  /^(note|warning|tip|hint|important|caution|danger|error|attention|seealso|see-also|info|success|example|question|abstract|bug|quote|todo)$/;

/** Name, version and content of a box; undefined for an element that is none. */
export interface Box {
  readonly name: string;
  readonly version?: string;
  /** Its own title, where it says more than the name. */
  readonly title: string;
  readonly content: readonly Node[];
}

export function boxOf(element: Element): Box | undefined {
  const versionClass = VERSION_CLASSES.find((name) => hasClass(element, name));
  if (versionClass && element.name !== "span") {
    const version = element.attribs[VERSION_ATTRIBUTE];
    return {
      name: versionClass,
      title: "",
      content: element.children,
      ...(version !== undefined && { version }),
    };
  }
  const classes = classesOf(element).map((name) =>
    name.replace(/^(alert--|alert-|theme-admonition-|is-|admonition-)/, ""),
  );
  const isBox =
    hasClass(element, "admonition", "theme-admonition", "alert", "admonitionblock", "callout") ||
    (element.name === "aside" && classes.some((name) => NAMES.test(name)));
  if (!isBox || element.name === "span" || element.name === "p") return undefined;
  const title = childElements(element).find(
    (child) =>
      hasClass(child, "admonition-title", "alert-heading", "alert-title") ||
      classesOf(child).some((name) => name.startsWith("admonitionHeading")),
  );
  const heading = title ? inlineText(title.children) : "";
  const name = classes.find((it) => NAMES.test(it)) ?? "note";
  const rest = element.children.filter((child) => child !== title);
  const own = heading.toLowerCase().replace(/\W/g, "") === name.replace(/\W/g, "") ? "" : heading;
  return { name, title: own, content: rest };
}

/** A box as a block: its content's text, code included in fences. */
export function admonition(box: Box, blocks: readonly Block[]): Admonition {
  const body = blocks.map(asText).join("\n\n");
  const text = [box.title, body].filter((part) => part !== "").join("\n\n");
  return {
    type: "admonition",
    name: box.name,
    ...(box.version !== undefined && { version: box.version }),
    text,
  };
}

function asText(block: Block): string {
  return block.type === "code" ? `\`\`\`${block.language ?? ""}\n${block.text}\n\`\`\`` : block.text;
}
