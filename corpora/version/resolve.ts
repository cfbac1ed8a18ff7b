import { compareKeys, type ParsedVersion, tryParse, type VersionScheme } from "./order.js";
import type { Comparator, VersionRequest } from "./request.js";

/** The least a release must say to be chosen. */
interface Candidate {
  readonly version: string;
  readonly prerelease: boolean;
}

interface Ranked<R> {
  readonly release: R;
  readonly parsed: ParsedVersion;
}

/**
 * The newest release that satisfies the request, or undefined.
 *
 * A pre-release is chosen only when asked for exactly, by `latest`, or when the request's text names a
 * pre-release and no stable release satisfies it. An exact request that finds no equal release is also met
 * by one that differs only in lacking the request's local segment or build: `2.4.1+cu121` finds `2.4.1`.
 * Releases whose version the scheme cannot read are passed over.
 */
export function resolveVersion<R extends Candidate>(
  scheme: VersionScheme,
  request: VersionRequest,
  releases: readonly R[],
): R | undefined {
  const ranked = newestFirst(scheme, releases);
  const stable = ranked.filter(({ release }) => !release.prerelease);
  switch (request.kind) {
    case "latest":
      return ranked[0]?.release;
    case "newest":
      return stable[0]?.release;
    case "prefix": {
      const inSeries = prefixTest(scheme, request.prefix);
      return stable.find(({ parsed }) => inSeries(parsed))?.release;
    }
    case "exact":
      return findExact(scheme, request.version, ranked)?.release;
    case "range": {
      const tests = request.alternatives.map((alternative) =>
        alternative.map((comparator) => comparatorTest(scheme, comparator)),
      );
      const satisfies = ({ parsed }: Ranked<R>) =>
        tests.some((alternative) => alternative.every((test) => test(parsed)));
      const namesPrerelease = request.alternatives
        .flat()
        .some(({ version }) => tryParse(scheme, version)?.prerelease === true);
      return (stable.find(satisfies) ?? (namesPrerelease ? ranked.find(satisfies) : undefined))?.release;
    }
  }
}

/**
 * The newest release of each minor, newest minor first, at most `limit` of them: what is indexed by default.
 *
 * Pre-releases are left out, or with `prereleases` kept where they are newer than every stable release.
 */
export function newestOfEachMinor<R extends Candidate>(
  scheme: VersionScheme,
  releases: readonly R[],
  limit: number,
  options: { readonly prereleases?: boolean } = {},
): R[] {
  const ranked = newestFirst(scheme, releases);
  const newestStable = ranked.findIndex(({ release }) => !release.prerelease);
  const allowed = ranked.filter(
    ({ release }, index) =>
      !release.prerelease || (options.prereleases === true && (newestStable === -1 || index < newestStable)),
  );
  const minors = new Map<string, R>();
  for (const { release, parsed } of allowed) {
    if (!minors.has(parsed.minor)) minors.set(parsed.minor, release);
  }
  return [...minors.values()].slice(0, Math.max(0, limit));
}

function newestFirst<R extends Candidate>(scheme: VersionScheme, releases: readonly R[]): Ranked<R>[] {
  return releases
    .flatMap((release) => {
      const parsed = tryParse(scheme, release.version);
      return parsed === undefined ? [] : [{ release, parsed }];
    })
    .sort((a, b) => compareKeys(b.parsed.key, a.parsed.key));
}

function findExact<R>(
  scheme: VersionScheme,
  version: string,
  ranked: readonly Ranked<R>[],
): Ranked<R> | undefined {
  const wanted = readBound(scheme, version)?.parsed;
  if (wanted === undefined) return undefined;
  const equal = ranked.find(({ parsed }) => parsed.key === wanted.key);
  const plain = ranked.find(({ parsed }) => parsed.key === wanted.publicKey);
  const anyLocal = ranked.find(({ parsed }) => parsed.publicKey === wanted.key);
  return equal ?? plain ?? anyLocal;
}

type VersionTest = (candidate: ParsedVersion) => boolean;

/** Ordered comparison as PEP 440 defines it, with npm's reading of incomplete versions under semver. */
function comparatorTest(scheme: VersionScheme, { operator, version }: Comparator): VersionTest {
  if (operator === "prefix") return prefixTest(scheme, version);
  if (operator === "not-prefix") return negate(prefixTest(scheme, version));

  const bound = readBound(scheme, version);
  if (bound === undefined) return () => operator === "!=";
  const { parsed, partial } = bound;
  const inSeries = partial ? prefixTest(scheme, version) : () => false;
  const order = (candidate: ParsedVersion) => compareKeys(candidate.publicKey, parsed.publicKey);
  const equals: VersionTest = (candidate) =>
    parsed.key === parsed.publicKey ? order(candidate) === 0 : candidate.key === parsed.key;

  switch (operator) {
    case "==":
      return equals;
    case "!=":
      return negate(equals);
    case ">=":
      return (candidate) => order(candidate) >= 0;
    case "<=":
      return (candidate) => order(candidate) <= 0 || inSeries(candidate);
    case ">":
      return (candidate) =>
        order(candidate) > 0 &&
        !inSeries(candidate) &&
        !(candidate.post && !parsed.post && sameNumbers(candidate, parsed));
    case "<":
      return (candidate) =>
        order(candidate) < 0 &&
        !(candidate.prerelease && !parsed.prerelease && sameNumbers(candidate, parsed));
  }
}

function negate(test: VersionTest): VersionTest {
  return (candidate) => !test(candidate);
}

/** A version to compare with; semver needs three numbers, and `partial` says that some were filled in. */
function readBound(
  scheme: VersionScheme,
  version: string,
): { readonly parsed: ParsedVersion; readonly partial: boolean } | undefined {
  const partial = scheme === "semver" && /^v?\d+(\.\d+)?$/i.test(version);
  const completed = partial ? version + ".0".repeat(3 - version.split(".").length) : version;
  const parsed = tryParse(scheme, completed);
  return parsed === undefined ? undefined : { parsed, partial };
}

/** The prefix is `2.4` or `1!2.4`. Under PEP 440 `2` is the same release as `2.0`, so it begins with `2.0`. */
function prefixTest(scheme: VersionScheme, prefix: string): VersionTest {
  const [release = "", epoch = "0"] = prefix.split("!").reverse();
  const wanted = release.split(".").map(Number);
  const missing = scheme === "pep440" ? 0 : undefined;
  return ({ epoch: candidateEpoch, numbers }) =>
    candidateEpoch === Number(epoch) &&
    wanted.every((number, index) => (numbers[index] ?? missing) === number);
}

function sameNumbers(a: ParsedVersion, b: ParsedVersion): boolean {
  const length = Math.max(a.numbers.length, b.numbers.length);
  return (
    a.epoch === b.epoch &&
    Array.from({ length }, (_, index) => (a.numbers[index] ?? 0) === (b.numbers[index] ?? 0)).every(Boolean)
  );
}
