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
  const replacement =
    /\b(?:use|using|prefer|switch to|migrate to|call)\s+(?:the\s+)?[`'"]([\w.]+)(?:\([^`'"]*\))?[`'"]/i.exec(
      text,
    )?.[1] ??
    /\b(?:in favou?r of|replaced (?:by|with)|renamed(?: (?:to|as))?)\s+(?:the\s+)?[`'"]?([\w]+(?:\.\w+)+|(?<=[`'"])\w+)/i.exec(
      text,
    )?.[1] ??
    /\b[Uu]se\s+([\w]+(?:\.\w+)+)(?:\(\))?\s*(?:instead|\.|$)/.exec(text)?.[1];
  const version = since ?? told;
  return {
    message: text,
    ...(version === undefined || version === "" ? {} : { since: version }),
    ...(replacement === undefined ? {} : { replacement }),
  };
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
