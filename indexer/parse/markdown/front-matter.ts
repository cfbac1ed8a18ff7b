import { parse as parseToml } from "smol-toml";
import { parse as parseYaml } from "yaml";

export interface FrontMatter {
  readonly title: string | undefined;
  readonly description: string | undefined;
  /** The page without its front matter. */
  readonly body: string;
}

const BLOCK = /^\s*(?:<!--[\s\S]*?-->\s*)?(---|\+\+\+)[ \t]*\n([\s\S]*?\n)?\1[ \t]*(?:\n|$)/;

/**
 * Title and description from the YAML (`---`) or TOML (`+++`) at the head of a page. A licence
 * comment may stand before it. A head that cannot be read is cut all the same.
 */
export function readFrontMatter(source: string): FrontMatter {
  const [head, fence, text = ""] = BLOCK.exec(source) ?? [];
  // A thematic break at the top of a page looks the same; front matter has a `key:` or `key =`.
  if (head === undefined || !/^[\w"'-]+\s*[:=]/m.test(text)) {
    return { title: undefined, description: undefined, body: source };
  }
  const values = readValues(text, fence === "+++");
  return {
    title: asText(values["title"]) ?? asText(values["Title"]),
    description: asText(values["description"]),
    body: source.slice(head.length),
  };
}

function readValues(text: string, toml: boolean): Readonly<Record<string, unknown>> {
  try {
    const values: unknown = toml ? parseToml(text) : parseYaml(text, { logLevel: "error" });
    return typeof values === "object" && values !== null ? { ...values } : {};
  } catch {
    const title = /^title\s*[:=]\s*(.+)$/m.exec(text)?.[1]?.replace(/^["']|["']$/g, "");
    return { title };
  }
}

function asText(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const text = String(value)
    .replace(/<!--.*?-->/gs, "")
    .replace(/\s+/g, " ")
    .trim();
  return text === "" ? undefined : text;
}
