import { KbError } from "../errors.js";

/** One bound of a range. `prefix` is `==2.4.*`: every release whose numbers begin so; `not-prefix` its opposite. */
export interface Comparator {
  readonly operator: ">=" | ">" | "<=" | "<" | "==" | "!=" | "prefix" | "not-prefix";
  readonly version: string;
}

/** What a user asked for. `text` is as typed, for messages. */
export type VersionRequest =
  /** The newest stable release: nothing was asked for, or `stable`, `newest`, `*`. */
  | { readonly kind: "newest"; readonly text: string }
  /** The newest release of all, pre-releases included. */
  | { readonly kind: "latest"; readonly text: string }
  | { readonly kind: "exact"; readonly text: string; readonly version: string }
  /** `2.4` or `2.x`: the newest release whose numbers begin so. */
  | { readonly kind: "prefix"; readonly text: string; readonly prefix: string }
  /** A release satisfies the range when it satisfies every comparator of one alternative. */
  | {
      readonly kind: "range";
      readonly text: string;
      readonly alternatives: readonly (readonly Comparator[])[];
    };

const NEWEST_WORDS = new Set(["stable", "newest", "*", "x", "any"]);
const LATEST_WORD = "latest";

/**
 * Reads what people, Python requirements and npm manifests write: `2.4`, `v2.4.1`, `2.x`, `==2.*`, `>=2.1,<3`,
 * `~=2.3`, `~2.3`, `^2.1`, `1.2 - 1.4`, `^1 || ^2`, `latest`, `stable`. One or two bare numbers ask for a
 * series, three or more for that version. The scheme comes in only when the request is resolved.
 * @throws KbError VERSION_INVALID
 */
export function parseVersionRequest(text: string | undefined): VersionRequest {
  if (text === undefined) return { kind: "newest", text: "" };
  const trimmed = text.trim();
  const word = trimmed.toLowerCase();
  if (NEWEST_WORDS.has(word)) return { kind: "newest", text };
  if (word === LATEST_WORD) return { kind: "latest", text };

  const alternatives = trimmed.split(/\|\|?/).map((alternative) => parseAlternative(alternative, text));
  const [first, ...others] = alternatives;
  const [only, ...rest] = first ?? [];
  if (only !== undefined && rest.length === 0 && others.length === 0) {
    if (only.operator === "==") return { kind: "exact", text, version: only.version };
    if (only.operator === "prefix") return { kind: "prefix", text, prefix: only.version };
  }
  return { kind: "range", text, alternatives };
}

/** The text that asks for this version and no other: `2.4.1`, but `==2.4`, because `2.4` alone asks for a series. */
export function exactRequest(version: string): string {
  const bare = /^v?\d+(\.\d+)?$/i.test(version.trim());
  return bare ? `==${version.trim()}` : version.trim();
}

function parseAlternative(alternative: string, text: string): Comparator[] {
  const hyphenated = /^\s*(\S+)\s+-\s+(\S+)\s*$/.exec(alternative);
  const parts =
    hyphenated === null
      ? alternative
          .replace(/([<>=~^!≥≤])\s+/g, "$1")
          .split(/[,\s]+/)
          .filter((part) => part !== "")
      : [`>=${hyphenated[1]}`, `<=${hyphenated[2]}`];
  if (parts.length === 0) throw invalidRequest(text);
  return parts.flatMap((part) => parseComparators(part, text));
}

const OPERATOR = /^(===|==|~=|!=|>=|<=|=>|=<|~>|≥|≤|>|<|=|~|\^)?(.*)$/s;
const VERSION_FORM = /^[0-9a-z][0-9a-z._+!-]*$/i;
/** `2`, `2.4`, `2.x`, `1!2.4.*`: the numbers, and whether a wildcard follows. */
const NUMBERS = /^((?:\d+!)?\d+(?:\.\d+)*)((?:\.[x*])*)$/i;

function parseComparators(part: string, text: string): Comparator[] {
  const [, operator = "", written = ""] = OPERATOR.exec(part) ?? [];
  const version = written.replace(/^v(?=\d)/i, "");
  const [, numbers, wildcard = ""] = NUMBERS.exec(version) ?? [];
  const hasWildcard = wildcard !== "";
  if (numbers === undefined && !(VERSION_FORM.test(version) && /\d/.test(version)))
    throw invalidRequest(text);
  const prefix = (value: string): Comparator => ({ operator: "prefix", version: value });
  const atLeast: Comparator = { operator: ">=", version: numbers ?? version };

  switch (operator) {
    case "":
    case "=":
      return numbers !== undefined && (hasWildcard || countNumbers(numbers) < 3)
        ? [prefix(numbers)]
        : [{ operator: "==", version }];
    case "==":
    case "===":
      return numbers !== undefined && hasWildcard ? [prefix(numbers)] : [{ operator: "==", version }];
    case "!=":
      return [
        numbers !== undefined && hasWildcard
          ? { operator: "not-prefix", version: numbers }
          : { operator: "!=", version },
      ];
    case "~=": {
      // PEP 440: at least this version, and the same in all but the last number.
      const release = releaseNumbers(version);
      if (release === undefined || countNumbers(release) < 2) throw invalidRequest(text);
      return [{ operator: ">=", version }, prefix(release.replace(/\.\d+$/, ""))];
    }
    case "~":
    case "~>": {
      const release = releaseNumbers(version);
      if (release === undefined) throw invalidRequest(text);
      return [hasWildcard ? atLeast : { operator: ">=", version }, prefix(takeNumbers(release, 2))];
    }
    case "^": {
      const release = releaseNumbers(version);
      if (release === undefined) throw invalidRequest(text);
      return [hasWildcard ? atLeast : { operator: ">=", version }, prefix(caretPrefix(release))];
    }
    case "<":
    case ">":
      return [{ operator, version: numbers ?? version }];
    case "<=":
    case "=<":
    case "≤":
      return [{ operator: "<=", version: numbers ?? version }];
    default:
      return [hasWildcard ? atLeast : { operator: ">=", version }];
  }
}

/** `1!2.4` of `1!2.4rc1`. */
function releaseNumbers(version: string): string | undefined {
  return /^(?:\d+!)?\d+(?:\.\d+)*/.exec(version)?.[0];
}

function countNumbers(release: string): number {
  return release.split(".").length;
}

function takeNumbers(release: string, count: number): string {
  return release.split(".").slice(0, count).join(".");
}

/** What `^` holds fixed: everything up to the first number that is not zero. */
function caretPrefix(release: string): string {
  const parts = release.split(".");
  const first = parts.findIndex((part) => Number(part.replace(/^\d+!/, "")) !== 0);
  return parts.slice(0, first === -1 ? parts.length : first + 1).join(".");
}

function invalidRequest(text: string): KbError {
  return new KbError("VERSION_INVALID", `"${text}" is not a version or a range of versions`, {
    facts: { request: text },
    hint: 'Write for example 2.4.1, 2.4, 2.x, ">=2.1,<3", "~=2.3", "^2.1", latest or stable',
  });
}
