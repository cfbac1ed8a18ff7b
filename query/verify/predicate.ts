/** What a claim says of its subject; the first that its words fit counts. */
const PREDICATES = {
  signature: /\bsignature\b/i,
  moved: /\b(?:moved|renamed|relocated)\b/i,
  default: /\bdefaults?\b/i,
  deprecated: /\bdeprecated\b/i,
  removed:
    /\b(?:removed|removes|dropped|drops|deleted)\b|\bno longer\s+(?:exists?|available|there|has|have|accepts?|takes?|supports?|part)\b|\bis gone\b/i,
  "has not":
    /\b(?:does not|doesn['’]t|do not|did not|is not)\s+(?:exist|have|accept|take|support|available|there|a parameter)\b|\b(?:has|have)\s+no\b|\black(?:s|ed)?\b|\bthere is no\b/i,
  since: /\b(?:since|added|adds|introduced|introduces|new in|gained|available)\b/i,
  is: /\bis\s+(?:an?|the)\s+(?:\w+\s+)?(?:class|function|method|module|property|attribute|enum|interface)\b/i,
  has: /\b(?:has|have|had|accepts?|takes?|supports?|exists?|got|is an? (?:\w+ )?(?:parameter|argument|option) of|is there|there (?:is|are))\b/i,
} as const;

export type Predicate = keyof typeof PREDICATES;

const NEGATION = /\b(?:not|never|cannot|neither|nor|without|no(?!\s+longer)|lack(?:s|ed)?)\b|n['’]t\b/gi;

/**
 * Undefined when none fits, or when the claim denies in another way than “has no” or “does not accept”: then it is
 * only words.
 */
export function predicateOf(text: string): Predicate | undefined {
  const predicate = firstPredicate(text);
  const denials = text.match(NEGATION)?.length ?? 0;
  return denials === (predicate === "has not" ? 1 : 0) ? predicate : undefined;
}

/** `lib.models.deprecated.Pump` says of itself nothing. */
const DOTTED = /(?<![\w.])[A-Za-z_]\w*(?:\.\w+)+/g;

function firstPredicate(text: string): Predicate | undefined {
  const said = text.replace(DOTTED, " ");
  for (const [name, words] of Object.entries(PREDICATES)) {
    if (words.test(said) && (name !== "default" || valueIn(text) !== undefined)) return name as Predicate;
  }
  return undefined;
}

export interface ClaimedValue {
  readonly to: string;
  readonly from: string | undefined;
  /** It is said to have been another before. */
  readonly changed: boolean;
}

const VALUE = String.raw`(\`[^\`]+\`|“[^”]+”|"[^"]*"|'[^']*'|[^\s,;]+(?:\([^)]*\))?)`;
const CHANGED = new RegExp(String.raw`\bchanged\s+(?:from\s+${VALUE}\s+)?to\s+${VALUE}`, "i");
const STATED = [
  new RegExp(String.raw`\bdefaults?\s+to\s+(?:be\s+)?${VALUE}`, "i"),
  new RegExp(
    String.raw`\bdefaults?\b.*?\s(?:is|was|are|equals|became|remains)\s+(?:now\s+|set\s+to\s+)?${VALUE}`,
    "i",
  ),
  new RegExp(String.raw`(?<![\w.])\w+\s?=\s?${VALUE}\s+(?:by|as(?:\s+the|\s+its|\s+a)?)\s+default`, "i"),
  new RegExp(String.raw`\bis\s+${VALUE}\s+by\s+default`, "i"),
  new RegExp(String.raw`\bdefault\s+\w+\s+of\s+${VALUE}$`, "i"),
];

/** The default that a claim states. */
export function valueIn(text: string): ClaimedValue | undefined {
  const changed = CHANGED.exec(text);
  if (changed?.[2] !== undefined) {
    return { from: changed[1] && unquoted(changed[1]), to: unquoted(changed[2]), changed: true };
  }
  for (const form of STATED) {
    const value = form.exec(text)?.[1];
    if (value !== undefined) return { from: undefined, to: unquoted(value), changed: false };
  }
  return undefined;
}

/** Without the marks of code and of speech; those of a string in code stay inside them. */
const unquoted = (value: string): string => value.replace(/^[`“](.*)[`”]$/, "$1");
