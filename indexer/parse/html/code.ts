import type { Block } from "../document.js";
import { cleanText } from "../text.js";
import { classesOf, type Element, findElement, rawText } from "./dom.js";

/** Lexer names that are no language, or are another's name. */
const LANGUAGES: Readonly<Record<string, string | undefined>> = {
  default: undefined,
  none: undefined,
  text: undefined,
  plaintext: undefined,
  python3: "python",
  ipython3: "python",
  ipython: "python",
  pycon: "python",
  py: "python",
  sh: "bash",
  shell: "bash",
  console: "bash",
};

/** The code of a `pre`, with the language that the classes around it name. */
export function codeBlock(pre: Element): Block | undefined {
  const text = cleanText(rawText(pre).replace(/\u00a0/g, " "))
    .replace(/^\n+/, "")
    .trimEnd();
  if (text === "") return undefined;
  const language = languageOf(pre) ?? (/^>>> /m.test(text) ? "python" : undefined);
  return { type: "code", text, ...(language !== undefined && { language }) };
}

function languageOf(pre: Element): string | undefined {
  const around: Element[] = [pre];
  const code = findElement(pre, (it) => it.name === "code");
  if (code) around.unshift(code);
  for (let up = pre.parent, depth = 0; up && "attribs" in up && depth < 6; up = up.parent, depth++)
    around.push(up);
  for (const element of around) {
    for (const name of classesOf(element)) {
      const found = /^(?:highlight-source-|highlight-|language-|lang-|brush:)([\w+#-]+)$/.exec(name)?.[1];
      if (found !== undefined) return found in LANGUAGES ? LANGUAGES[found] : found;
    }
  }
  return undefined;
}
