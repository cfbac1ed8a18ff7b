import { bareDeprecation } from "../bare-deprecation.js";
import type { Block, Deprecation } from "../document.js";

/** What a text calls its own subject: "this metric". Methods speak of their class as well: "this class". */
const CLASS = "class|dataset|metric|processor|layer|model|estimator";
const FUNCTION =
  "function|method|property|attribute|API|module|operator|decorator|util|utility|metric|processor";
const QUOTE = "[`'\"]*";

const subjectOf = (kind: string): RegExp =>
  new RegExp(
    `^(?:(?:Like|As of|Since|From|In)\\b[^,]{0,60}, )?(?:This (?:${kind})|(?:The )?(?:(?:${kind}) )?${QUOTE}([\\w.]+)(?:\\([^()]*\\))?${QUOTE}(?: (?:${kind}))?) (?:(?:is|has been|was) (?:now |being )?deprecated\\b(?! (?:arguments?|parameters?|when|if|unless)\\b)|(?:will be|is scheduled to be) removed\\b|is scheduled for (?:removal|deletion)\\b)`,
    "i",
  );
const SUBJECT = {
  class: subjectOf(CLASS),
  function: subjectOf(FUNCTION),
  any: subjectOf(`${CLASS}|${FUNCTION}`),
} as const;

/**
 * Whether a paragraph or warning begins by saying that its own subject is deprecated; what it says of a parameter or of
 * another API is another matter.
 *
 * @param names how the subject is called; one in full, `pkg.f`, is not what a text means by `other.f`
 * @param kind what it is; `function` stands for whatever is no class
 */
export function deprecatesItself(
  text: string,
  names: readonly string[],
  kind: keyof typeof SUBJECT = "any",
): boolean {
  const told = SUBJECT[kind].exec(text);
  if (told === null) return false;
  const path = told[1]?.split(".") ?? [];
  return path.length === 0 || names.some((name) => isWithin(path, name.split(".")));
}

/** `nn.f` is within `torch.nn.functional.f`: the same last part, and the others in its order. */
function isWithin(path: readonly string[], name: readonly string[]): boolean {
  if (path.at(-1) !== name.at(-1)) return false;
  if (name.length === 1) return true;
  let at = 0;
  for (const part of name) if (part === path[at]) at += 1;
  return at >= path.length;
}

/** What a text about a deprecation says: since when, and what to use instead; an empty one says that it is one. */
export function deprecation(message: string, since: string | undefined): Deprecation {
  const text = message.replace(/\s+/g, " ").trim();
  const told =
    /(?:deprecated|deprecation)\b(?:(?!remov|delet|drop)[^.]){0,60}?\b(?:since|in|as of|from)\s+(?:[\w-]+\s+)??(?:version\s+|release\s+)?v?(\d+(?:\.\d+)+)/i.exec(
      text,
    )?.[1];
  const replacement = replacementIn(text);
  const version = since ?? told;
  return {
    message: text === "" ? bareDeprecation(version) : text,
    ...(version === undefined || version === "" ? {} : { since: version }),
    ...(replacement === undefined ? {} : { replacement }),
  };
}

/** Ways to say what to use instead. */
const REPLACEMENTS: readonly RegExp[] = [
  /\b(?:use|using|prefer|switch to|migrate to|call)\s+(?:the\s+)?[`'"]([\w.]+)(?:\([^`'"]*\))?[`'"]/i,
  /\b(?:in favou?r of|replaced (?:by|with)|renamed(?: (?:to|as))?)\s+(?:the\s+)?[`'"]?([\w]+(?:\.\w+)+|(?<=[`'"])\w+)/i,
  /\b[Uu]se\s+([\w]+(?:\.\w+)+)(?:\(\))?\s*(?:instead|\.|$)/,
  // What has brackets or an underscore is a name without any mark.
  /\b[Uu]se\s+(\w+(?:\.\w+)*)\([^()]*\)\s+instead\b/,
  /\b[Uu]se\s+(\w+_\w+)\s+instead\b/,
  // An example: "should be replaced with: L = torch.linalg.eigvalsh(A)".
  /\breplaced (?:by|with):?\s+(?:[\w,\s]+=\s*)?([\w]+(?:\.\w+)+)\(/,
];

/** The first name that a text says to use instead. */
function replacementIn(text: string): string | undefined {
  const told = REPLACEMENTS.map((pattern) => pattern.exec(text)).filter((match) => match !== null);
  return told.sort((a, b) => a.index - b.index)[0]?.[1];
}

/** What the description of a parameter says of its own deprecation; that of one of its values is another matter. */
export function parameterDeprecation(name: string, description: readonly Block[]): Deprecation | undefined {
  if (!/^\w+$/.test(name)) return undefined;
  const own = new RegExp(
    `^(?:This (?:parameter|argument)|(?:The )?(?:parameter |argument )?["'\`]*${name}["'\`]*(?: parameter| argument)?) (?:(?:is|was|has been) (?:now )?(?:deprecated|renamed|replaced)\\b|will be removed\\b|has no effect\\b)`,
    "i",
  );
  for (const block of description) {
    if (block.type !== "admonition" || block.name !== "deprecated") continue;
    const text = block.text.replace(/\s+/g, " ").trim();
    if (text === "" || own.test(text)) return deprecation(text, block.version);
  }
  return undefined;
}
