import type { ClaimPart } from "./claim.js";
import { readApi, readList, readParameters, readPossession } from "./references.js";

/** What a sentence states in words that leave no doubt. */
export interface Statement {
  readonly parts: readonly ClaimPart[];
  /** What a further clause of the same sentence is about: `and has …`, `which defaults to 8`. */
  readonly symbol: string;
  /** The last one that it names. */
  readonly parameter: string | undefined;
}

const VALUE =
  "(?<value>`[^`]+`|“[^”]+”|\"[^\"]*\"|'[^']*'|[\\w.+-]+(?:\\([^()]*\\))?|\\([^()]*\\)|\\[[^\\[\\]]*\\]|\\{[^{}]*\\})";
/** What can be nothing but a value. */
const LITERAL =
  "(?<value>[-+]?\\.?\\d[\\w.+-]*|\"[^\"]*\"|'[^']*'|`[\"'\\d][^`]*`|True|False|None|true|false|null|undefined)";
const KINDS = "class|function|method|module|property|attribute|enum|interface";
const MEMBER = "(?<what>methods?|attributes?|property|properties)";
const MEMBERS = "(?<members>[^\\s,]+(?:(?:\\s*,\\s*(?:and\\s+)?|\\s+and\\s+)[^\\s,]+)*)";
const PLACE =
  "(?:the\\s+)?(?:module\\s+|package\\s+)?[`“\"']?(?<place>[A-Za-z_][\\w.-]*\\w)[`”\"']?(?:\\s+(?:module|package|class))?";
const IS = "(?:is|was|are|equals?)(?:\\s+(?:now|currently|set\\s+to))?";
const HAS =
  "(?:(?:still|now|also)\\s+)?(?:has|have|had|accepts?|takes?|supports?|provides?|offers?|defines?|got|gained)";
const HAS_NO = "(?:has\\s+no|(?:does\\s+not|doesn['’]t)\\s+have\\s+an?|lacks\\s+an?)";

interface Form {
  readonly pattern: RegExp;
  /** Undefined where the words fit and the names do not. @param groups of the pattern; those that are not there are "" */
  readonly read: (groups: (name: string) => string, version: string | undefined) => Statement | undefined;
}

/**
 * Reads a sentence whose every word is understood; undefined when there is one that is not.
 *
 * @param version the release of an event that the sentence tells, where it names one
 */
export function readStatement(sentence: string, version: string | undefined): Statement | undefined {
  for (const { pattern, read } of FORMS) {
    const groups = pattern.exec(sentence)?.groups;
    const statement = groups && read((name) => groups[name] ?? "", version);
    if (statement) return statement;
  }
  return undefined;
}

const forms = (patterns: readonly string[], read: Form["read"]): readonly Form[] =>
  patterns.map((pattern) => ({ pattern: new RegExp(`^${pattern}$`, "i"), read }));

/** A statement of each parameter that a phrase names. */
function ofParameters(
  phrase: string,
  partOf: (named: { symbol: string; parameter: string; guess: { isGuess?: true } }) => ClaimPart,
): Statement | undefined {
  const read = readParameters(phrase);
  if (!read) return undefined;
  const { symbol, parameters } = read;
  const guess = read.isGuess ? { isGuess: true as const } : {};
  const parts = parameters.map((parameter) => partOf({ symbol, parameter, guess }));
  return { parts, symbol, parameter: parameters.at(-1) };
}

/** The default of each parameter that a phrase names: what has a default is one. */
const defaultOf: Form["read"] = (groups) =>
  ofParameters(groups("parameters"), (named) => ofDefault({ ...named, guess: {} }, groups("value")));

const ofDefault = (
  { symbol, parameter, guess }: { symbol: string; parameter: string; guess: { isGuess?: true } },
  value: string,
): ClaimPart => ({ kind: "default", symbol, parameter, value: unmarked(value), ...guess });

/** Without the marks of code and of speech; those of a string in code stay. */
const unmarked = (value: string): string => value.replace(/^[`“](.*)[`”]$/, "$1");

const has: Form["read"] = (groups) => {
  const symbol = readApi(groups("api"));
  const read = readPossession(groups("possession"));
  const value = groups("value");
  // Of which of several the value is cannot be told.
  if (symbol === undefined || !read || (value !== "" && read.parameters.length > 1)) return undefined;
  const isTaken = /(?:accept|take)s?$/i.test(groups("verb"));
  const parts = read.parameters.flatMap((parameter): readonly ClaimPart[] => {
    // What is accepted may be a value: `Pump takes water`. A name of several words is none.
    const isGuess = read.isGuess && !(isTaken && parameter.includes("_"));
    const guess = isGuess ? { isGuess: true as const } : {};
    return [
      { kind: "parameter", symbol, parameter, has: true, ...guess, ...(isGuess && isTaken && { isTaken }) },
      ...(value === "" ? [] : [ofDefault({ symbol, parameter, guess }, value)]),
    ];
  });
  return { parts, symbol, parameter: read.parameters.at(-1) };
};

const member =
  (isThere: boolean): Form["read"] =>
  (groups) => {
    const symbol = readApi(groups("api"));
    const members = readList(groups("members"));
    if (symbol === undefined || !members) return undefined;
    const what = groups("what").toLowerCase().replace(/ies$/, "y").replace(/s$/, "");
    const parts = members.map((name) => ({
      kind: "member" as const,
      symbol,
      member: name,
      what,
      has: isThere,
    }));
    return { parts, symbol, parameter: undefined };
  };

const within: Form["read"] = (groups) => {
  const symbol = readApi(groups("api"));
  if (symbol === undefined) return undefined;
  const what = groups("kind").toLowerCase() || undefined;
  return {
    parts: [{ kind: "within", symbol, place: groups("place"), what }],
    symbol,
    parameter: undefined,
  };
};

const DEFAULT_TAILS = [
  `,?\\s+with\\s+(?:an?\\s+|the\\s+)?default(?:\\s+value)?(?:\\s+of)?\\s+${VALUE}`,
  `\\s*\\(\\s*(?:(?:the\\s+)?default(?:\\s+value)?(?:\\s+is|\\s+of|\\s*[:=])?|defaults\\s+to)\\s*${VALUE}\\s*\\)`,
  `,?\\s+whose\\s+default(?:\\s+value)?\\s+${IS}\\s+${VALUE}`,
  `,?\\s+(?:(?:which|that)\\s+defaults\\s+to|defaulting\\s+to)\\s+${VALUE}`,
  `,?\\s+(?:which|that)\\s+is\\s+${VALUE}\\s+by\\s+default`,
];
const DEFAULT = "(?:the\\s+)?defaults?(?:\\s+values?)?";
const DEFAULT_SAID = [
  `\\s+defaults?\\s+to\\s+(?:be\\s+)?${VALUE}`,
  `['’]s\\s+default(?:\\s+value)?\\s+${IS}\\s+${VALUE}`,
  `\\s+(?:has|have)\\s+(?:an?\\s+|the\\s+)?default(?:\\s+value)?(?:\\s+of)?\\s+${VALUE}`,
  `\\s+${IS}\\s+${VALUE}\\s+by\\s+default`,
];

/** The first that fits counts. */
const FORMS: readonly Form[] = [
  ...forms(
    [`(?<api>.+?)\\s+is\\s+(?:an?|the)\\s+(?<kind>${KINDS})\\s+(?:in|of|from|inside)\\s+${PLACE}`],
    within,
  ),
  ...forms(
    [
      `(?<api>.+?)\\s+(?:is|lives)\\s+(?:(?:defined|found|available)\\s+)?(?:in|inside)\\s+${PLACE}`,
      `(?<api>.+?)\\s+(?:belongs\\s+to|is\\s+part\\s+of)\\s+${PLACE}`,
    ],
    within,
  ),
  ...forms(
    [
      `(?<api>.+?)\\s+${HAS}\\s+(?:an?\\s+|the\\s+)?${MEMBER}\\s+(?:(?:called|named)\\s+)?${MEMBERS}`,
      `(?<api>.+?)\\s+${HAS}\\s+(?:an?\\s+|the\\s+)?${MEMBERS}\\s+${MEMBER}`,
    ],
    member(true),
  ),
  ...forms(
    [
      `(?<api>.+?)\\s+${HAS_NO}\\s+${MEMBER}\\s+(?:(?:called|named)\\s+)?${MEMBERS}`,
      `(?<api>.+?)\\s+${HAS_NO}\\s+${MEMBERS}\\s+${MEMBER}`,
    ],
    member(false),
  ),
  ...forms(
    [...DEFAULT_TAILS, ""].map((tail) => `(?<api>.+?)\\s+(?<verb>${HAS})\\s+(?<possession>.+?)${tail}`),
    has,
  ),
  ...forms(
    [
      `${DEFAULT}\\s+(?:of|for)\\s+(?<parameters>.+?)\\s+${IS}\\s+${VALUE}`,
      ...DEFAULT_SAID.map((said) => `(?<parameters>.+?)${said}`),
    ],
    defaultOf,
  ),
  ...forms(
    [
      `${DEFAULT}\\s+(?<parameter>\\S+)\\s+(?:of|for|in)\\s+(?<api>.+?)\\s+${IS}\\s+${VALUE}`,
      `(?<api>.+?)['’]s\\s+default\\s+(?<parameter>\\S+)\\s+${IS}\\s+${VALUE}`,
      `(?:in|for|of)\\s+(?<api>\\S+?),?\\s+${DEFAULT}\\s+(?:of|for)\\s+(?<parameter>.+?)\\s+${IS}\\s+${VALUE}`,
      ...DEFAULT_SAID.flatMap((said) => [
        `(?:in|for)\\s+(?<api>\\S+?),?\\s+(?<parameter>.+?)${said}`,
        `(?<parameter>.+?)${said}\\s+(?:in|for)\\s+(?<api>.+)`,
      ]),
    ],
    (groups) => {
      const parameter = groups("parameter").replace(/^the\s+/i, "");
      return ofParameters(`${parameter} of ${groups("api")}`, (named) =>
        ofDefault({ ...named, guess: {} }, groups("value")),
      );
    },
  ),
  ...forms(
    [
      "(?<parameters>.+?)\\s+(?:is|are|was|were|has\\s+been|have\\s+been)\\s+(?:now\\s+)?deprecated(?:,?\\s+(?:in\\s+favou?r\\s+of|use)\\s+(?:the\\s+)?(?<to>[`\"']?[\\w.]*\\w[`\"']?)(?:\\s+instead)?)?",
    ],
    (groups, version) =>
      ofParameters(groups("parameters"), ({ symbol, parameter, guess }) => ({
        ...{ kind: "deprecated", symbol, parameter, version, ...guess },
        instead: groups("to").replace(/[`"']/g, "") || undefined,
      })),
  ),
  ...forms(
    [
      "(?<parameters>.+?)\\s+(?:is|was|has\\s+been|got)\\s+(?:now\\s+)?(?:renamed(?:\\s+to)?|called)\\s+[`\"']?(?<to>[A-Za-z_]\\w*)[`\"']?",
    ],
    (groups, version) =>
      ofParameters(groups("parameters"), ({ symbol, parameter }) => ({
        ...{ kind: "moved", symbol, parameter, version, to: groups("to") },
      })),
  ),
  // “The max_iter of KMeans is 300” may speak of an attribute.
  ...forms([`(?<parameters>.+?)\\s+${IS}\\s+${LITERAL}`], (groups) =>
    ofParameters(groups("parameters"), (named) =>
      ofDefault({ ...named, guess: { isGuess: true } }, groups("value")),
    ),
  ),
];
