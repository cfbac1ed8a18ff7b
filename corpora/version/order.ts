import pep440 from "@renovatebot/pep440";
import semver from "semver";

import { KbError } from "../errors.js";

export const VERSION_SCHEMES = ["pep440", "semver", "loose"] as const;
export type VersionScheme = (typeof VERSION_SCHEMES)[number];

/** What a scheme reads out of a version's text. */
export interface ParsedVersion {
  /** See `versionKey`. */
  readonly key: string;
  /** The key of the version without its PEP 440 local segment or semver build: what ranges look at. */
  readonly publicKey: string;
  readonly epoch: number;
  /** The release numbers, as far as they go: `1.0rc2` has `[1, 0]`, `2.x-20220115` has `[2]`. */
  readonly numbers: readonly number[];
  readonly prerelease: boolean;
  readonly post: boolean;
  /** Which releases are patches of one another: equal for equal major and minor. */
  readonly minor: string;
}

/** True when the text is a version under the scheme; a leading `v` is allowed. */
export function isVersion(scheme: VersionScheme, text: string): boolean {
  return tryParse(scheme, text) !== undefined;
}

/**
 * Negative, zero or positive, by PEP 440, semver or loose order.
 *
 * Semver builds and PEP 440 local segments break ties, so that zero means the same version.
 * @throws KbError VERSION_INVALID
 */
export function compareVersions(scheme: VersionScheme, a: string, b: string): number {
  return compareKeys(versionKey(scheme, a), versionKey(scheme, b));
}

export function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Alpha, beta, candidate or development release.
 * @throws KbError VERSION_INVALID
 */
export function isPrerelease(scheme: VersionScheme, version: string): boolean {
  return parseVersion(scheme, version).prerelease;
}

/**
 * A string whose code-unit order is the version order, and which is equal exactly when the versions are
 * equal under the scheme. ASCII letters, digits, `+` and `-` only; always below `~`.
 *
 * Numbers carry their length as a letter (`A` one digit, `B` two, ...), so 1.10 sorts after 1.9. What ends
 * the numbers is marked with a digit, and digits sort below letters, so 1.0.post1 sorts before 1.0.1.
 * @throws KbError VERSION_INVALID
 */
export function versionKey(scheme: VersionScheme, version: string): string {
  return parseVersion(scheme, version).key;
}

/** @throws KbError VERSION_INVALID */
export function parseVersion(scheme: VersionScheme, version: string): ParsedVersion {
  const parsed = tryParse(scheme, version);
  if (parsed === undefined) {
    throw new KbError("VERSION_INVALID", `"${version}" is not a ${scheme} version`, {
      facts: { version, scheme },
      hint: "a version looks like 2.4.1",
    });
  }
  return parsed;
}

export function tryParse(scheme: VersionScheme, text: string): ParsedVersion | undefined {
  return FORM.test(text) && !TOO_MANY_DIGITS.test(text) ? PARSERS[scheme](text) : undefined;
}

const FORM = /^[0-9a-z][0-9a-z._+!-]{0,199}$/i;
const TOO_MANY_DIGITS = /\d{52}/;

const PARSERS = {
  pep440: parsePep440,
  semver: parseSemver,
  loose: parseLoose,
} satisfies Record<VersionScheme, (text: string) => ParsedVersion | undefined>;

const NUMBER_LENGTHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxy";
/** Sorts above every number. */
const WILDCARD = "z";
/** Sorts below everything that may continue a word. */
const WORD_END = "+";
const END = "0";
/** In a loose version a pre-release word sorts below the end, so the end needs a mark above it. */
const LOOSE_PRERELEASE = "1";
const LOOSE_END = "2";
const LOOSE_WORD = "3";

function numberKey(digits: string | number): string {
  const text = String(digits).replace(/^0+(?=\d)/, "");
  return `${NUMBER_LENGTHS.charAt(text.length - 1)}${text}`;
}

function numbersKey(numbers: readonly number[]): string {
  return numbers.map(numberKey).join("");
}

const PRE_MARKS: Readonly<Record<string, string>> = { a: "1", b: "2", rc: "3" };
const DEVELOPMENT_ONLY = "0";
const NO_PRE = "4";

function parsePep440(text: string): ParsedVersion | undefined {
  const found = pep440.explain(text);
  if (found === null) return undefined;
  const { epoch, release } = found;
  // The library's declarations speak of arrays; at run time `post` and `dev` are a number or null.
  const post = found.post === null ? undefined : Number(found.post);
  const dev = found.dev === null ? undefined : Number(found.dev);
  const [preWord, preNumber] = found.pre ?? [];
  const pre = preWord === undefined ? undefined : Number(preNumber ?? 0);
  if (![epoch, ...release, post ?? 0, dev ?? 0, pre ?? 0].every(Number.isSafeInteger)) return undefined;

  const trimmed = release.slice(0, release.findLastIndex((part) => part !== 0) + 1);
  const stem = [
    numberKey(epoch),
    numbersKey(trimmed),
    pre !== undefined
      ? `${PRE_MARKS[String(preWord)] ?? ""}${numberKey(pre)}`
      : dev !== undefined && post === undefined
        ? DEVELOPMENT_ONLY
        : NO_PRE,
    post === undefined ? "0" : `1${numberKey(post)}`,
    dev === undefined ? "1" : `0${numberKey(dev)}`,
  ].join("");
  const local = text.split("+")[1]?.toLowerCase().split(/[._-]/);
  return {
    key: stem + identifiersKey(local, { number: "2", word: "1" }),
    publicKey: stem + END,
    epoch,
    numbers: release,
    prerelease: found.is_prerelease,
    post: found.is_postrelease,
    minor: `${epoch}!${release[0] ?? 0}.${release[1] ?? 0}`,
  };
}

function parseSemver(text: string): ParsedVersion | undefined {
  const found = semver.parse(text);
  if (found === null) return undefined;
  const numbers = [found.major, found.minor, found.patch];
  const prerelease = found.prerelease.length > 0;
  const stem = [
    numbersKey(numbers),
    prerelease ? identifiersKey(found.prerelease.map(String), { number: "1", word: "2" }) : NO_PRE,
  ].join("");
  const build = found.build.length > 0 ? found.build : undefined;
  return {
    key: stem + identifiersKey(build, { number: "1", word: "2" }),
    publicKey: stem + END,
    epoch: 0,
    numbers,
    prerelease,
    post: false,
    minor: `${found.major}.${found.minor}`,
  };
}

/** Dotted identifiers: a shorter list sorts first; whether numbers sort below words is the scheme's choice. */
function identifiersKey(
  identifiers: readonly string[] | undefined,
  marks: { readonly number: string; readonly word: string },
): string {
  if (identifiers === undefined) return END;
  const parts = identifiers.map((identifier) =>
    /^\d+$/.test(identifier) ? marks.number + numberKey(identifier) : marks.word + identifier + WORD_END,
  );
  return `1${parts.join("")}${END}`;
}

/** In the order in which a release passes through them. */
const LOOSE_PRERELEASE_RANKS: Readonly<Record<string, number>> = {
  canary: 0,
  dev: 0,
  devel: 0,
  development: 0,
  experimental: 0,
  next: 0,
  nightly: 0,
  snapshot: 0,
  alpha: 1,
  beta: 2,
  pre: 3,
  prerelease: 3,
  preview: 3,
  rc: 4,
};

/**
 * Runs of digits and of letters, whatever stands between them. At each place, in rising order:
 * a pre-release word, the end, another word, a number, and `x`, which stands for the newest of a series.
 */
function parseLoose(text: string): ParsedVersion | undefined {
  const tokens = (
    text
      .toLowerCase()
      .replace(/^v(?=\d)/, "")
      .match(/\d+|[a-z]+/g) ?? []
  ).map((token, index) => ({ token, isNumber: /^\d/.test(token), isWildcard: token === "x" && index > 0 }));
  if (!tokens.some(({ isNumber }) => isNumber)) return undefined;

  const isPrereleaseWord = (token: string) => Object.hasOwn(LOOSE_PRERELEASE_RANKS, token);
  const parts = tokens.map(({ token, isNumber, isWildcard }) => {
    if (isNumber) return numberKey(token);
    if (isWildcard) return WILDCARD;
    const rank = LOOSE_PRERELEASE_RANKS[token];
    return isPrereleaseWord(token)
      ? `${LOOSE_PRERELEASE}${rank}${token}${WORD_END}`
      : LOOSE_WORD + token + WORD_END;
  });
  const firstOther = tokens.findIndex(({ isNumber }) => !isNumber);
  const lead = firstOther === -1 ? tokens : tokens.slice(0, firstOther);
  const numbers = lead.map(({ token }) => Number(token));
  const [first, second] = tokens;
  const minor = first?.isNumber
    ? `${Number(first.token)}.${second?.isWildcard ? "x" : (numbers[1] ?? 0)}`
    : (first?.token ?? "");
  const key = parts.join("") + LOOSE_END;
  return {
    key,
    publicKey: key,
    epoch: 0,
    numbers,
    prerelease: tokens.some(({ token }) => isPrereleaseWord(token)),
    post: false,
    minor,
  };
}
