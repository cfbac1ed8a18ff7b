import { alertLines } from "./admonition.js";
import { append } from "./append.js";
import { symbolsMarker } from "./marker.js";
import { label } from "./own-line.js";

const CODE =
  /^(code-cell|code-block|code|sourcecode|testcode|doctest|ipython|prompt|parsed-literal|jupyter-execute|plot|mermaid)$/;
const DROPPED =
  /^(toctree|include|literalinclude|figure|image|contents|raw|raw-cell|bibliography|tableofcontents|currentmodule|module|meta|only|index|rubric-target|testsetup|testcleanup|highlight|eval)$/;
const BOX =
  /^(admonition|note|warning|tip|hint|important|caution|danger|error|attention|seealso|todo|topic|sidebar)$/;
const VERSION = /^(versionadded|versionchanged|versionremoved|deprecated)$/;
const AUTODOC =
  /^(auto(class|function|module|method|attribute|exception|data|property)|py:(class|function|method))$/;
const RST_DIRECTIVE = /^(\s*)\.\.\s+([\w:-]+)::\s*(.*)$/;

/**
 * A MyST directive (`{name} argument` with a body) as plain Markdown lines.
 * Of a directive that is not known the body stays.
 */
export function rewriteDirective(
  name: string,
  argument: string,
  lines: readonly string[],
  inner: (lines: readonly string[]) => string[],
): string[] {
  const { options, body } = splitOptions(lines);
  if (CODE.test(name)) return fenced(argument || languageOf(name), body);
  if (DROPPED.test(name)) return [];
  if (AUTODOC.test(name)) return ["", symbolsMarker([argument.replace(/\(.*$/, "").trim()]), ""];
  if (name === "autosummary") return ["", symbolsMarker(body.map((line) => line.trim())), ""];
  if (name === "eval-rst") return rewriteRst(body, inner);
  if (name === "math") return ["", "$$", argument, ...body, "$$", ""];
  if (VERSION.test(name)) {
    const [version = "", ...rest] = argument.split(/\s+/);
    return alertLines(name, version, inner([rest.join(" "), ...body]));
  }
  if (BOX.test(name)) {
    // Only `{admonition}` and `{topic}` take a title; elsewhere the argument is the first line of text.
    const titled = /^(admonition|topic|sidebar)$/.test(name);
    const kind = name === "admonition" ? (options["class"]?.split(/[\s,]+/)[0] ?? "note") : name;
    return alertLines(kind, titled ? argument : "", inner(titled ? body : [argument, "", ...body]));
  }
  return [...label(argument).split("\n"), ...inner(body), ""];
}

function languageOf(directive: string): string {
  if (directive === "mermaid") return directive;
  return /^(code-cell|doctest|testcode|ipython|jupyter-execute|plot)$/.test(directive) ? "python" : "";
}

function fenced(language: string, body: readonly string[]): string[] {
  const longest = body.reduce((most, line) => Math.max(most, /^\s*(`+)/.exec(line)?.[1]?.length ?? 0), 2);
  const ticks = "`".repeat(longest + 1);
  return ["", `${ticks}${language}`, ...body, ticks, ""];
}

/** Options stand before the body: `:key: value` lines, or YAML between `---` lines. */
function splitOptions(lines: readonly string[]): {
  readonly options: Readonly<Record<string, string>>;
  readonly body: readonly string[];
} {
  const options: Record<string, string> = {};
  let start = 0;
  if (lines[0]?.trim() === "---") {
    const end = lines.findIndex((line, index) => index > 0 && line.trim() === "---");
    if (end > 0) start = end + 1;
  } else {
    for (; start < lines.length; start++) {
      const [, key, value = ""] = /^\s*:([\w-]+):\s*(.*)$/.exec(lines[start] ?? "") ?? [];
      if (key === undefined) break;
      options[key] = value;
    }
  }
  while (start < lines.length && lines[start]?.trim() === "") start++;
  return { options, body: lines.slice(start) };
}

/** The little reStructuredText that stands in `{eval-rst}`: directives, and roles in prose. */
function rewriteRst(lines: readonly string[], inner: (lines: readonly string[]) => string[]): string[] {
  const result: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    const [, indent = "", name, argument = ""] = RST_DIRECTIVE.exec(line) ?? [];
    if (name === undefined) {
      result.push(line.replace(/:[\w:+-]+:`~?([^`<]+?)(?:\s*<[^`>]*>)?`/g, "`$1`"));
      continue;
    }
    let end = index + 1;
    for (let next = end; next < lines.length; next++) {
      const text = lines[next] ?? "";
      if (text.trim() !== "" && text.search(/\S/) <= indent.length) break;
      if (text.trim() !== "") end = next + 1;
    }
    const body = lines.slice(index + 1, end);
    const margin = body.reduce(
      (least, text) => (text.trim() === "" ? least : Math.min(least, text.search(/\S/))),
      Number.POSITIVE_INFINITY,
    );
    const inside = body.map((text) => text.slice(Math.min(margin, text.length)));
    append(result, rewriteDirective(name, argument, inside, inner));
    index = end - 1;
  }
  return result;
}
