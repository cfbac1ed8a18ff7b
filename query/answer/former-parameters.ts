import type { Question } from "../question.js";
import { type Block, blockText } from "./blocks.js";
import { COMMON_WORDS, type Material, type Subject } from "./subjects.js";

/**
 * Plain words of a question that names an API which are no parameter of it in this release and are one in another
 * indexed release.
 */
export function formerParameters(subject: Subject, { question, named }: Material): readonly string[] {
  const isNamed = named.some(({ name, match }) => name === subject.name && match === "name");
  if (!isNamed) return [];
  const others = subject.history.flatMap(({ kind, parameter, before }) =>
    kind === "parameter-renamed" ? [parameter, before] : /^parameter-/.test(kind) ? [parameter] : [],
  );
  return plainWords(question, subject).filter((word) => others.includes(word));
}

/** What the documentation says of parameters that had one of the question's plain words for a name. */
export function renamingNotes(subject: Subject, { question }: Material): readonly Block[] {
  const words = plainWords(question, subject);
  return subject.blocks.filter((block) => {
    const [, before] = RENAMED.exec(blockText(block)) ?? [];
    return /^(?:entry|admonition)$/.test(block.type) && before !== undefined && words.includes(before);
  });
}

const RENAMED = /`(\w+)` (?:was|has been) renamed (?:to|as) `\w+`/;

/** Words that may be a name: none of everyday, of the API's own or of its parameters, and none that is called one. */
function plainWords(question: Question, { name, parameters }: Subject): readonly string[] {
  const own = parameters.map((parameter) => parameter.name);
  const known = new Set([...name.split("."), ...own, ...question.parameters]);
  const words = new Set(question.text.match(/[A-Za-z_]\w+/g));
  return [...words].filter((word) => !known.has(word) && !COMMON_WORDS.has(word.toLowerCase()));
}
