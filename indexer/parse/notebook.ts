import { KbError } from "../../corpora/errors.js";
import type { Document } from "./document.js";
import { closingFence, openingFence } from "./markdown/fence.js";
import { readFrontMatter } from "./markdown/front-matter.js";
import { looksLikeMdx, prepareMarkdown } from "./markdown/prepare.js";
import { readPrepared } from "./markdown.js";
import { cleanText } from "./text.js";

const LICENCE = /^\s*#.*\b(?:licen[cs]ed?|copyright)\b/i;
/** A cell magic that makes the rest of its cell another language. */
const CELL_MAGIC = /^\s*%%(bash|sh|html|javascript|js|latex|sql|perl|ruby|markdown)\b/;

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a Jupyter notebook (nbformat 3 and 4) as one continuous page: text cells as Markdown, code
 * cells as code in the kernel's language, magics as written. Outputs are left out.
 *
 * @throws KbError `PAGE_UNREADABLE` where the source is not JSON or not a notebook
 */
export function parseNotebook(path: string, source: string): Document {
  const notebook = readJson(path, source);
  const language = kernelLanguage(notebook);
  let title: string | undefined;
  const parts = cellsOf(path, notebook).flatMap((cell, position) => {
    const text = cleanText(asText(cell["source"] ?? cell["input"]));
    switch (cell["cell_type"]) {
      case "markdown": {
        const page = position === 0 ? readFrontMatter(text) : { title: undefined, body: text };
        title ??= page.title;
        return [closeFence(prepareMarkdown(page.body, looksLikeMdx(page.body)))];
      }
      case "heading":
        return [`${"#".repeat(Number(cell["level"] ?? 1))} ${text}`];
      case "code":
        return isLicence(text) ? [] : [fenced(text, language)];
      default:
        return [];
    }
  });
  return readPrepared(path, parts.join("\n\n"), title, false);
}

function readJson(path: string, source: string): Json {
  try {
    const value: unknown = JSON.parse(source.replace(/^\ufeff/, ""));
    if (isObject(value)) return value;
  } catch (cause) {
    throw unreadable(path, "it is not valid JSON", cause);
  }
  throw unreadable(path, "it holds no JSON object");
}

function cellsOf(path: string, notebook: Json): readonly Json[] {
  if (Array.isArray(notebook["cells"])) return notebook["cells"].filter(isObject);
  if (Array.isArray(notebook["worksheets"])) {
    return notebook["worksheets"]
      .filter(isObject)
      .flatMap((sheet) => (Array.isArray(sheet["cells"]) ? sheet["cells"].filter(isObject) : []));
  }
  throw unreadable(path, "it has neither cells nor worksheets");
}

function kernelLanguage(notebook: Json): string {
  const metadata = isObject(notebook["metadata"]) ? notebook["metadata"] : {};
  const info = isObject(metadata["language_info"]) ? metadata["language_info"]["name"] : undefined;
  const kernel = isObject(metadata["kernelspec"]) ? metadata["kernelspec"]["language"] : undefined;
  return (
    ([info, kernel].find((name) => typeof name === "string" && name !== "") as string | undefined) ?? "python"
  );
}

/** A cell of nothing but comments that speak of a licence. */
function isLicence(code: string): boolean {
  const lines = code.split("\n").filter((line) => line.trim() !== "");
  return lines.every((line) => /^\s*#/.test(line)) && lines.some((line) => LICENCE.test(line));
}

/** Code in a fence longer than any run of backticks in it. */
function fenced(code: string, kernel: string): string {
  const language = CELL_MAGIC.exec(code)?.[1] ?? kernel;
  const longest = [...code.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 2);
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${code}\n${ticks}`;
}

/** A fence that a text cell leaves open ends with the cell. */
function closeFence(text: string): string {
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index++) {
    const fence = openingFence(lines[index] ?? "");
    if (fence === undefined) continue;
    index = closingFence(lines, index + 1, fence.ticks);
    if (index >= lines.length) return `${text}\n${fence.prefix.replace(/\S/g, " ")}${fence.ticks}`;
  }
  return text;
}

function asText(source: unknown): string {
  if (typeof source === "string") return source;
  return Array.isArray(source) ? source.filter((line) => typeof line === "string").join("") : "";
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unreadable(path: string, reason: string, cause?: unknown): KbError {
  return new KbError("PAGE_UNREADABLE", `Cannot read the notebook ${path}: ${reason}.`, {
    facts: { path },
    hint: "Check that the file is a Jupyter notebook (nbformat 3 or 4) and complete.",
    cause,
  });
}
