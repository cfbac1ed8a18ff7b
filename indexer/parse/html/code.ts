import type { Block } from "../document.js";
import { cleanText } from "../text.js";
import { classesOf, type Element, findElement, hasClass, isElement, isText } from "./dom.js";

/** Lexer names that are no language, or are another's name. */
const LANGUAGES: Readonly<Record<string, string | undefined>> = {
  default: undefined,
  none: undefined,
  text: undefined,
  txt: undefined,
  plain: undefined,
  plaintext: undefined,
  output: undefined,
  python3: "python",
  ipython3: "python",
  ipython: "python",
  pycon: "python",
  py: "python",
  sh: "bash",
  shell: "bash",
  console: "bash",
  "shell-session": "bash",
  js: "javascript",
  ts: "typescript",
  yml: "yaml",
};

/** Doxygen has boxes of lines for code, everybody else `pre`. */
export function isCode(element: Element): boolean {
  return element.name === "pre" || (element.name === "div" && hasClass(element, "fragment"));
}

/** The code of a `pre`, with the language that the markup around it names. */
export function codeBlock(pre: Element): readonly Block[] {
  const text = cleanText(codeText(pre).replace(/\u00a0/g, " "))
    .replace(/^(?:[^\S\n]*\n)+/, "")
    .trimEnd();
  if (text === "") return [];
  const language = languageOf(pre) ?? (/^>>> /m.test(text) ? "python" : undefined);
  return [{ type: "code", text, ...(language !== undefined && { language }) }];
}

/** Elements that are one line each, whether or not the markup has line ends between them. */
function isLine(element: Element): boolean {
  return (
    /^(div|p|li|tr)$/.test(element.name) ||
    hasClass(element, "token-line", "ec-line", "highlight-line", "line")
  );
}

function codeText(element: Element): string {
  const pieces: string[] = [];
  let endsLine = true;
  const write = (text: string): void => {
    if (text === "") return;
    pieces.push(text);
    endsLine = text.endsWith("\n");
  };
  const visit = (parent: Element): void => {
    /** Number of pieces before the line that ended just here. */
    let line: number | undefined;
    for (const child of parent.children) {
      if (!isElement(child)) {
        if (isText(child)) write(child.data);
        line = undefined;
      } else if (isLine(child)) {
        if (line !== undefined && (line === pieces.length || !endsLine)) write("\n");
        line = pieces.length;
        visit(child);
      } else {
        if (child.name === "br") write("\n");
        visit(child);
        line = undefined;
      }
    }
  };
  visit(element);
  return pieces.join("");
}

const NAMED = /^(?:highlight-source-|highlight-|language-|lang-|hljs-language-|brush:)([\w+#.-]+)$/;

function languageOf(pre: Element): string | undefined {
  const around: Element[] = [pre];
  const code = findElement(pre, (it) => it.name === "code");
  if (code) around.unshift(code);
  for (let up = pre.parent, depth = 0; up && isElement(up) && depth < 6; up = up.parent, depth++) {
    if (/^(body|main|article|section)$/.test(up.name)) break;
    around.push(up);
  }
  for (const element of around) {
    const found = namedLanguage(element);
    if (found !== undefined) return found in LANGUAGES ? LANGUAGES[found] : found;
  }
  return undefined;
}

function namedLanguage(element: Element): string | undefined {
  const { attribs } = element;
  const own = attribs["data-lang"] ?? attribs["data-language"] ?? attribs["syntax"];
  if (own !== undefined && /^[\w+#.-]+$/.test(own)) return own.toLowerCase();
  const classes = classesOf(element);
  for (const name of classes) {
    const found = NAMED.exec(name)?.[1];
    if (found !== undefined) return found.toLowerCase();
  }
  // `hljs python`, `sourceCode python`, `brush: python`, and TypeDoc's bare name on `code`.
  const mark = classes.findIndex((name) => /^(hljs|sourceCode|brush:)$/.test(name));
  const next = mark === -1 ? undefined : classes[mark + 1];
  if (next !== undefined && /^[a-z][\w+#-]*$/i.test(next)) return next.toLowerCase();
  return element.name === "code" &&
    classes.length === 1 &&
    /^(ts|tsx|js|jsx|json|sh|bash|python)$/.test(classes[0] ?? "")
    ? classes[0]
    : undefined;
}
