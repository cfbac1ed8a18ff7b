import { calledParameters } from "../question.js";
import { compoundIdentifiers } from "../store/terms.js";

/** The names in a claim by what they stand for. */
export interface Slots {
  readonly symbol: string | undefined;
  readonly parameter: string | undefined;
  /** A method or attribute of the API. */
  readonly member: string | undefined;
  /** What something was moved or renamed to, or what is to be used instead. */
  readonly to: string | undefined;
}

const NAME = String.raw`[A-Za-z_@][\w/-]*(?:(?:\.|::)[A-Za-z_]\w*)*`;
const QUOTED = String.raw`[\`“"']?(${NAME})(?:\(\))?[\`”"']?`;

/** Where a claim names a parameter, best first. */
const PARAMETER_PLACES = [
  new RegExp(
    String.raw`${QUOTED}\s+is\s+(?:an?|the|no|not\s+an?)\s+(?:\w+\s+)?(?:parameter|argument|keyword|kwarg|option)\b`,
    "i",
  ),
  new RegExp(
    String.raw`\bdefault\s+(?!values?\b|of\b|for\b|is\b|in\b|was\b)${QUOTED}\s+(?:of|in|for)\b`,
    "i",
  ),
  new RegExp(
    String.raw`\bdefaults?(?:\s+values?)?\s+(?:of|for)\s+(?:the\s+)?${QUOTED}\s+(?:\w+\s+)?(?:in|of|for)\b`,
    "i",
  ),
  new RegExp(String.raw`${QUOTED}\s+(?:parameter|argument|keyword|kwarg|option|param)\b`, "i"),
  new RegExp(
    String.raw`\b(?:parameter|argument|keyword|kwarg|option|param)\s+(?:called\s+|named\s+)?${QUOTED}`,
    "i",
  ),
  new RegExp(String.raw`(?<![\w.])(${NAME})\s?=(?!=)`),
  /(?<![\w.])[`“"']?([A-Za-z_]\w*)[`”"']?\s+of\s+(?:the\s+)?[\w.]+\s+(?:is|was)\s+\S+\s+by\s+default\b/i,
  /(?<![\w.])[`“"']?([A-Za-z_]\w*)[`”"']?\s+(?:is|was)\s+\S+\s+by\s+default\b/i,
  new RegExp(String.raw`${QUOTED}\s+defaults?\s+to\b`, "i"),
  new RegExp(String.raw`\b(?:accepts?|takes?)\s+(?:an?\s+|the\s+)?[\`“"'](${NAME})[\`”"']$`, "i"),
];
const NO_PARAMETER =
  /^(?:an?|the|new|no|keyword|optional|required|default|its|this|that|is|any|in|of|for|called|named|exists?)$/i;

const MEMBERS = [
  new RegExp(String.raw`\b(?:method|attribute|property)\s+(?:called|named)\s+${QUOTED}`, "i"),
  new RegExp(
    String.raw`\b(?:has|have|had|got|gained)\s+(?:an?\s+|the\s+|no\s+)?${QUOTED}\s+(?:method|attribute|property)\b`,
    "i",
  ),
];

/** Where it names an API that is no compound name. */
const SYMBOL_PLACES = [
  new RegExp(
    String.raw`\b(?:in|of|for)\s+(?:the\s+)?${QUOTED}\s+(?:class|function|method|module|is|was|defaults?|has|to)\b`,
  ),
  new RegExp(String.raw`\b(?:class|function|method|module)\s+${QUOTED}`),
  new RegExp(String.raw`${QUOTED}\s+(?:class|function|method|module)\b`),
  new RegExp(
    String.raw`^(?:the\s+)?${QUOTED}(?:'s|’s)?\s+(?:has|have|had|accepts?|takes?|supports?|gained|got|lacks|is|was|were|does|no longer|exists?|defaults?)\b`,
  ),
  new RegExp(
    String.raw`\b(?:parameter|argument|keyword|kwarg|option|param|attribute|method)\s+(?:of|in|for)\s+(?:the\s+)?${QUOTED}`,
  ),
  /\b(?:in|of|for)\s+(?:the\s+)?[`“"']?([A-Z]\w*)/,
  new RegExp(String.raw`\b(?:in|of|for)\s+(?:the\s+)?${QUOTED}$`),
  new RegExp(String.raw`^(?:the\s+)?${QUOTED}(?:'s|’s)\s`),
  new RegExp(String.raw`\b(?:removed|added|introduced|deprecated|dropped)\s+(?:the\s+)?${QUOTED}`),
];
const NO_SYMBOL =
  /^(?:an?|the|it|this|that|there|default|defaults|value|which|what|its|new|in|of|for|since|is|was|version|release|signature|parameter|argument|all|longer|and|or|not|no|to|by|favou?r|deprecated|removed)$/i;

/** Which API, which parameter of it, and which other name a claim is about. */
export function readSlots(text: string, libraries: ReadonlyMap<string, string>): Slots {
  const member = firstOf(MEMBERS, text, (name) => !NO_SYMBOL.test(name));
  const bare = text.replace(/\b(?:called|signature)\b/g, " ");
  const to = otherName(text);
  const isLibrary = (name: string): boolean => libraries.has(name.toLowerCase());
  const value =
    /(?:\bdefaults?\s+to|\bis|\bwas|=|\bto|\bfrom)\s+[`“"']?([A-Za-z_][\w.]*)[`”"']?(?:$|\s+by default|\s+to\b)/i.exec(
      text,
    )?.[1];
  const isValue = (name: string): boolean => /\bdefault/i.test(text) && name === value;
  const compound = namesIn(text).filter(
    (name) => !isLibrary(name) && name !== to && name !== member && !isValue(name),
  );
  const placed = firstOf(PARAMETER_PLACES, text, (name) => !NO_PARAMETER.test(name) && !isLibrary(name));
  const called = calledParameters(text).find((name) => !isLibrary(name));
  const known = placed ?? compound.find((name) => name.toLowerCase() === called) ?? called;
  const signed = /\bsignature\s+of\s+[`“"']?([\w.@/-]*\w)/i.exec(text)?.[1];
  const symbol =
    signed ??
    compound.find((name) => name !== known && /[A-Z.]|::/.test(name)) ??
    firstOf(
      SYMBOL_PLACES,
      bare,
      (name) =>
        !NO_SYMBOL.test(name) && !isLibrary(name) && ![known, to, member].includes(name) && !isValue(name),
    ) ??
    compound.find((name) => name !== known);
  const snake = compound.find((name) => name !== symbol && !/[A-Z.]|::/.test(name));
  return {
    symbol,
    parameter: member !== undefined ? undefined : known === symbol ? snake : (known ?? snake),
    member,
    to,
  };
}

/** Names of an npm package's APIs have the package's name before them, with signs that no Python name has. */
const PACKAGED = /(?<![\w.@/-])(?:@[\w-]+\/)?\w+(?:-\w+)*(?:\.[A-Za-z_]\w*)+/g;

/** Every compound name in a text, in order. */
function namesIn(text: string): readonly string[] {
  const packaged = (text.match(PACKAGED) ?? []).filter((name) => /[@-]/.test(name));
  const rest = packaged.reduce((left, name) => left.replaceAll(name, " "), text);
  return [...packaged, ...compoundIdentifiers(rest)];
}

const TO = [
  new RegExp(String.raw`\b(?:moved|renamed|relocated)\b[^,;]*?\bto\s+(?:the\s+)?${QUOTED}`, "i"),
  new RegExp(
    String.raw`\b(?:replaced\s+by|in\s+favou?r\s+of|use|superseded\s+by)\s+(?:the\s+)?${QUOTED}`,
    "i",
  ),
];

function otherName(text: string): string | undefined {
  const found = firstOf(TO, text, (name) => !NO_SYMBOL.test(name));
  return found !== undefined && (/[._A-Z]/.test(found) || /[`"“]/.test(text)) ? found : undefined;
}

function firstOf(
  places: readonly RegExp[],
  text: string,
  isName: (name: string) => boolean,
): string | undefined {
  for (const place of places) {
    const name = place.exec(text)?.[1];
    if (name !== undefined && isName(name)) return name;
  }
  return undefined;
}
