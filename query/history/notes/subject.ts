import type { LinkedNote } from "./link.js";

/**
 * Which of the symbols that a note names it is about: the first, and those that it lists with it (`f`, `g` and `h` …).
 * What comes later in the sentence is how, or instead of what.
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
    if (named.length === 0 && end === undefined) continue;
    subjects.push(...named);
    end = span.index + span[0].length;
  }
  return [...new Set(subjects)];
}

/** What stands between the items of a list. */
const LISTED = /^(?:\s|,|\/|&|\band\b|\bor\b)+$/;
