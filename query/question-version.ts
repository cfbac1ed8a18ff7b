import { nameForm } from "./named-libraries.js";

/** The versions that a question names, as `parseVersionRequest` reads them. */
export interface QuestionVersions {
  /** The one to answer from: of several the newest, of those that are indexed if any is. */
  readonly version: string | undefined;
  readonly others: readonly string[];
}

type IsIndexed = (version: string) => boolean;

/**
 * The versions that a question itself names: behind the library's name (`PyTorch 2.1`, `torch==2.1.0`, `transformers v5`)
 * or the word (`in version 1.6`), and what stands in a row with one (`1.6 and 1.9`). A whole number is a version behind a
 * `v` and at the end of a phrase (`in keras 2,`); before a name (`transformers 5 AutoModel`) only where such a release is
 * indexed, and before any other word never: `keras 3 inputs` and `transformers 4 bit` count something.
 *
 * @param names every name the library goes by
 * @param isIndexed whether an indexed release satisfies a version
 */
export function versionsInQuestion(
  question: string,
  names: readonly string[],
  isIndexed: IsIndexed,
): QuestionVersions {
  const name = `(?:${names.map(nameForm).join("|")})`;
  const written = [
    ...dottedVersions(question, name),
    ...wholeVersions(question, name, isIndexed),
    ...pairsOfVersions(question, name, isIndexed),
  ];
  const versions = [...new Set(written.map((version) => version.toLowerCase().replace(/(?:\.x)+$/, "")))];
  versions.sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
  const version = versions.find(isIndexed) ?? versions[0];
  return { version, others: versions.filter((other) => other !== version) };
}

/** `2.4`, `2.4.1`, `0.7.0rc1`, `1.x`. */
const DOTTED = String.raw`\d+(?:\.(?:\d+|x))+(?:[a-z]+\d+)?(?![\w-])`;
/** No library has come to a hundredth major version; behind it stands no rest of a number. */
const WHOLE = String.raw`\d{1,2}(?![\w-]|\.\w)`;
/** Not inside another name: `my-torch`. */
const START = String.raw`(?<![\w.-])`;
const BETWEEN = String.raw`\s*(?:[=~]=\s*|\s(?:version\s+)?|-)`;
/** What joins two versions; numbers that count are joined by “and” and “or” as well. */
const TO = String.raw`\s*(?:->|→|\bto\b|\bvs\b\.?|\bversus\b)\s*`;
const JOINT = String.raw`(?:${TO}|\s*(?:,|\band\b|\bor\b|\bthan\b)\s*)`;

function dottedVersions(question: string, name: string): readonly string[] {
  const called = `(?:${name}|(?:version|release)s?)`;
  const one = `v?${DOTTED}`;
  const row = new RegExp(
    `${START}${called}${BETWEEN}(${one}(?:${JOINT}(?:${called}${BETWEEN})?${one})*)`,
    "gi",
  );
  const each = new RegExp(`(?<![\\d.])${DOTTED}`, "gi");
  return [...question.matchAll(row)].flatMap(([, versions = ""]) => versions.match(each) ?? []);
}

/** What may follow a version that ends a phrase; what is counted begins with none of these words. */
const END =
  /^\s*(?:$|[?!;:)\]]|[.,](?!\s*v?\d))|^\s+(?:how|what|why|when|where|which|who|is|are|was|were|does|do|did|can|has|have|in|on|with|for|from|using|but|that|because|after|before|since|api|docs|documentation|release|migration|(?:and|or)(?!\s+v?\d))\b/i;
/** What leads to a library of which the version is told. */
const LEAD = /\b(?:in|of|with|for|under|using|on|at|from|to|since|until|upgrad\w+|migrat\w+)\s+$/i;
/** The name of an API, unless many are counted: `AutoModel`, `Trainer`, but not `GPUs`, `Layers`, `Conv2D layers`. */
const API = /^\s+[`“"']?(?![A-Z][a-z]+s\b)(?:[A-Z]+[a-z]{2}\w*|[a-z]\w*[._]\w[\w.]*)\b(?!\s+[a-z]+s\b)/;

function wholeVersions(question: string, name: string, isIndexed: IsIndexed): readonly string[] {
  const numbered = new RegExp(`${START}${name}${BETWEEN}(v?)(${WHOLE})`, "gi");
  return [...question.matchAll(numbered)].flatMap((match) => {
    const [whole, mark, version = ""] = match;
    const behind = question.slice(match.index + whole.length);
    const isEnd = END.test(behind);
    const isMarked = mark !== "" || /\bversion\s/i.test(whole);
    const isCertain = isMarked || (isEnd && LEAD.test(question.slice(0, match.index)));
    const isLikely = isEnd || API.test(behind);
    return isCertain || (isLikely && isIndexed(version)) ? [version] : [];
  });
}

/** What a bare pair of versions (`between 1.6 and 1.9`) is about; other pairs of numbers are ranges of values. */
const ABOUT_RELEASES = /\b(?:chang|differ|new\b|migrat|upgrad|deprecat|remov|renam|release|version|break)/i;

/** Two versions that no name stands before, `between 1.6 and 1.9`, and whole ones, `from keras 2 to 3`. */
function pairsOfVersions(question: string, name: string, isIndexed: IsIndexed): readonly string[] {
  const called = `(?:(?:${name}|version|release)${BETWEEN})?v?`;
  const dotted = new RegExp(
    String.raw`(\bbetween\s+|\bfrom\s+)?(?<![\d.])v?(${DOTTED})(?:\s+and\s+|${TO})${called}(${DOTTED})`,
    "gi",
  );
  const numbered = `${START}${name}${BETWEEN}v?(${WHOLE})`;
  const whole = new RegExp(
    String.raw`(?:\bbetween\s+${numbered}\s+and\s+|${numbered}${TO})${called}(${WHOLE})`,
    "gi",
  );
  return [
    ...[...question.matchAll(dotted)].flatMap(([, lead, ...pair]) => {
      const isOfReleases = lead !== undefined && ABOUT_RELEASES.test(question);
      return (isOfReleases ? pair.some(isIndexed) : pair.every(isIndexed)) ? pair : [];
    }),
    ...[...question.matchAll(whole)].flatMap((match) => {
      const pair = match.slice(1).filter((version) => version !== undefined);
      const isEnd = END.test(question.slice(match.index + match[0].length));
      return isEnd && pair.some(isIndexed) ? pair : [];
    }),
  ];
}
