import { KbError } from "../corpora/errors.js";

/** What a caller may give, in words and as a test. */
const EXPECTED = {
  text: ["a text", (value) => typeof value === "string"],
  texts: ["a list of texts", (value) => Array.isArray(value) && value.every(isText)],
  number: ["a number", (value) => typeof value === "number"],
  flag: ["true or false", (value) => typeof value === "boolean"],
  date: ["a date", (value) => value instanceof Date && !Number.isNaN(value.getTime())],
  versions: ["versions by library", (value) => isRecord(value) && Object.values(value).every(isText)],
  record: ["an object", (value) => isRecord(value)],
  records: ["a list of objects", (value) => Array.isArray(value) && value.every(isRecord)],
} as const satisfies Readonly<Record<string, readonly [string, (value: unknown) => boolean]>>;

type Expected = keyof typeof EXPECTED;

/** Arguments by name; with `?` they may be left out. */
type Arguments = Readonly<Record<string, Expected | `${Expected}?`>>;

const PLACE = { library: "text?", version: "text?", project: "text?" } as const;
const ASKED = {
  question: "text",
  ...PLACE,
  kinds: "texts?",
  limit: "number?",
  budget: "number?",
  windowMonths: "number?",
  asOf: "date?",
} as const;

/** What each method of a knowledge base takes. */
const METHODS = {
  query: ASKED,
  answer: { ...ASKED, synthesis: "record?" },
  checkQuotations: { library: "text", version: "text", quotations: "records" },
  symbol: { name: "text", ...PLACE },
  changes: {
    library: "text",
    from: "text?",
    to: "text?",
    windowMonths: "number?",
    asOf: "date?",
    breaking: "flag?",
    symbol: "text?",
    kinds: "texts?",
  },
  diff: { library: "text", from: "text", to: "text", symbol: "text?" },
  upgrade: { project: "text", to: "versions?" },
  check: {
    paths: "texts?",
    sources: "records?",
    project: "text?",
    cwd: "text?",
    at: "versions?",
    to: "versions?",
  },
  verify: { claim: "text", ...PLACE },
  versions: { library: "text" },
} as const satisfies Readonly<Record<string, Arguments>>;

const isText = (value: unknown): boolean => typeof value === "string";

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Refuses what is not of the types that the declarations ask for: callers in JavaScript are not told otherwise. What else
 * is given is left alone.
 *
 * @throws KbError USAGE naming the argument and what was given
 */
export function expectArguments(method: keyof typeof METHODS, given: unknown): void {
  const expected: Arguments = METHODS[method];
  if (!isRecord(given)) {
    const [first = ""] = Object.keys(expected);
    throw new KbError("USAGE", `kb.${method}() was given ${shown(given)}; expected an object`, {
      facts: { method, given },
      hint: `For example kb.${method}({ ${first}: … }).`,
    });
  }
  for (const [name, kind] of Object.entries(expected)) {
    const value = given[name];
    if (value === undefined && kind.endsWith("?")) continue;
    const [words, fits] = EXPECTED[kind.replace("?", "") as Expected];
    if (fits(value)) continue;
    const state = value === undefined ? "is missing" : `is ${shown(value)}`;
    throw new KbError("USAGE", `${name} ${state}; kb.${method}() expects ${words}`, {
      facts: { method, argument: name, [name]: value ?? null },
    });
  }
}

/** Characters of a value that a message repeats. */
const LONGEST = 60;

function shown(value: unknown): string {
  if (value instanceof Date) return "an invalid date";
  const text = typeof value === "function" ? "a function" : (JSON.stringify(value) ?? String(value));
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
