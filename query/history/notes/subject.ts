import type { LinkedNote } from "./link.js";

/**
 * Which of the symbols that a note names it is about: the first, and those that it lists with it (`f`, `g` and `h` …).
 * What comes later in the sentence is how, or instead of what; where it begins with an API that is not known, it is about
 * that one.
 */
export function subjectsOf({ note, names }: LinkedNote): readonly string[] {
  const subjects: string[] = [];
  let end: number | undefined;
  for (const span of note.text.matchAll(/`{1,2}([^`]+)`{1,2}/g)) {
    const code = (span[1] ?? "").replace(/^[~!]/, "").replace(/\(.*\)$/s, "");
    const named = [...names].flatMap(([name, written]) =>
      written === code || written.endsWith(`.${code}`) ? [name] : [],
    );
    if (end !== undefined && !LISTED.test(note.text.slice(end, span.index))) break;
    if (end === undefined && IN_PASSING.test(note.text.slice(0, span.index))) continue;
    if (end === undefined && named.length === 0) {
      if (API.test(code)) break;
      continue;
    }
    subjects.push(...named);
    end = span.index + span[0].length;
  }
  return [...new Set(subjects)];
}

/** A dotted name or a class: no parameter, value or word. */
const API = /^[\p{L}_]\w*(?:\.[\p{L}_]\w*)+$|^\p{Lu}\w*\p{Ll}\w*$/u;

/** Words before something that is only used, returned, raised or compared with. */
const IN_PASSING =
  /\b(?:to|from|with|without|using|use|uses|via|raises?|raise an?|raises an?|returns? an?|returns?|instead of|in favou?r of|like|than|as)\s+(?:the\s+)?$/i;

/** What stands between the items of a list. */
const LISTED = /^(?:\s|,|\/|&|\band\b|\bor\b)+$/;
