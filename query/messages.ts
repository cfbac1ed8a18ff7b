const QUOTE = "[\"'`‘’“”]";
const NAME = "[A-Za-z_]\\w*";
const DOTTED = `${NAME}(?:\\.${NAME})*`;

const IMPORT = new RegExp(
  `cannot import name ${QUOTE}(${NAME})${QUOTE} from (?:partially initialized module )?${QUOTE}(${DOTTED})${QUOTE}`,
  "gi",
);
const MODULE = new RegExp(
  `module ${QUOTE}(${DOTTED})${QUOTE} has no attribute ${QUOTE}(${NAME})${QUOTE}`,
  "gi",
);
/** What is no class by its spelling is Python's own: `'list' object`. */
const OBJECT = new RegExp(
  `(?:type object )?${QUOTE}((?:${NAME}\\.)*(?!NoneType)[A-Z]\\w*)${QUOTE} (?:object )?has no attribute ${QUOTE}(${NAME})${QUOTE}`,
  "g",
);
const REFUSED = new RegExp(`\\bunexpected keyword argument ${QUOTE}(${NAME})${QUOTE}`, "gi");

/**
 * A text with Python's messages replaced by the API that they speak of, in full: `transformers.AdamW` for `cannot import
 * name 'AdamW' from 'transformers'`, `KMeans.labels` for `'KMeans' object has no attribute 'labels'`.
 */
export function spellMessages(text: string): string {
  return text.replace(IMPORT, "$2.$1").replace(MODULE, "$1.$2").replace(OBJECT, "$1.$2");
}

/** Whether a text holds a message that says of an API that it is not there. */
export const saysMissing = (text: string): boolean => spellMessages(text) !== text;

/** Members that messages ask of what a class makes. */
export const membersInMessages = (text: string): readonly string[] =>
  [...text.matchAll(OBJECT)].map(([, owner = "", name = ""]) => `${owner}.${name}`);

/** The names that messages say are missing, as they are asked for: APIs in full, and arguments that were refused. */
export const namesSaidMissing = (text: string): readonly string[] => [
  ...[...text.matchAll(IMPORT)].map(([, name = "", module = ""]) => `${module}.${name}`),
  ...[MODULE, OBJECT].flatMap((form) =>
    [...text.matchAll(form)].map(([, owner = "", name = ""]) => `${owner}.${name}`),
  ),
  ...[...text.matchAll(REFUSED)].map(([, name = ""]) => name),
];
