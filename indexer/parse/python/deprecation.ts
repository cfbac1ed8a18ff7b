import type { Block, Deprecation } from "../document.js";

/**
 * A paragraph or warning that begins by saying that its own subject is deprecated; what it says of a parameter or
 * of another function is another matter.
 */
export function deprecatesItself(text: string, name: string): boolean {
  const [, subject] =
    /^(?:This (?:function|class|method|module|property|attribute|API|operator)|[`'"]?([\w.]+)(?:\(\))?[`'"]?) (?:is|has been|was) (?:now )?deprecated\b(?! (?:argument|parameter))/.exec(
      text,
    ) ?? [undefined, "?"];
  return subject === undefined || subject.split(".").at(-1) === name;
}

/** What a text about a deprecation says: since when, and what to use instead. */
export function deprecation(message: string, since: string | undefined): Deprecation {
  const text = message.replace(/\s+/g, " ").trim();
  const told =
    /(?:deprecated|deprecation)\b[^.]{0,60}?\b(?:since|in|as of|from)\s+(?:[\w-]+\s+)??(?:version\s+|release\s+)?v?(\d+(?:\.\d+)+)/i.exec(
      text,
    )?.[1];
  const replacement = replacementIn(text);
  const version = since ?? told;
  return {
    message: text,
    ...(version === undefined || version === "" ? {} : { since: version }),
    ...(replacement === undefined ? {} : { replacement }),
  };
}

/** Ways to say what to use instead. */
const REPLACEMENTS: readonly RegExp[] = [
  /\b(?:use|using|prefer|switch to|migrate to|call)\s+(?:the\s+)?[`'"]([\w.]+)(?:\([^`'"]*\))?[`'"]/i,
  /\b(?:in favou?r of|replaced (?:by|with)|renamed(?: (?:to|as))?)\s+(?:the\s+)?[`'"]?([\w]+(?:\.\w+)+|(?<=[`'"])\w+)/i,
  /\b[Uu]se\s+([\w]+(?:\.\w+)+)(?:\(\))?\s*(?:instead|\.|$)/,
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
