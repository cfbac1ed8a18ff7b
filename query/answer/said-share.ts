import { FORM_WORDS, shareIn, wordsOf } from "../confidence/signals.js";
import { namesOf } from "../library-names.js";
import { leaveOut } from "../question.js";
import { splitIdentifier } from "../store/terms.js";
import type { Statement } from "./statement.js";
import type { Material, Subject } from "./subjects.js";

/** Share of the asked words up to which an answer says something else than what is asked. */
export const LITTLE = 0.5;

/** Fewer words beside names tell no goal. */
const GOAL = 3;

/**
 * Share of what a question says in words that stands in the statements: names of the library and of the APIs that it is about
 * do not count. 1 where next to nothing is said but names.
 */
export function saidShare(
  { question, corpus }: Material,
  subjects: readonly Subject[],
  statements: readonly Statement[],
): number {
  const names = new Set(
    subjects.flatMap(({ name }) => [...name.toLowerCase().split("."), ...splitIdentifier(name)]),
  );
  const { words } = leaveOut(question, namesOf(corpus.id, corpus.state));
  const asked = words.filter((word) => !FORM_WORDS.has(word) && !names.has(word));
  if (subjects.length > 0 && asked.length < GOAL) return 1;
  return shareIn(asked, wordsOf(statements.map(({ label, text }) => `${label} ${text}`).join(" ")));
}
