import { isFunctionWord } from "../question.js";
import type { Hit } from "../result.js";
import { compoundIdentifiers, foldIdentifier } from "../store/terms.js";
import { cannotVerify, type Finding, supported } from "./verdict.js";

/**
 * What is said in words alone is supported only by words: two sentences in a row, with their heading, that hold every
 * term, number and name of it, in its order and without a phrase between them, and deny as much as it does; and only where
 * they say it without a condition that the claim does not have. Nothing is ever contradicted so, and nothing is supported
 * because it is alike.
 *
 * @param hits passages of the release, best first
 * @param leftOut names of the library, which its own documentation need not say
 */
export function checkProse(text: string, hits: readonly Hit[], leftOut: readonly string[]): Finding {
  const except = new Set(leftOut.map((name) => name.toLowerCase()));
  const names = compoundIdentifiers(text).filter((name) => !except.has(name.toLowerCase()));
  const inNames = new Set(names.flatMap((name) => name.toLowerCase().split(/[^a-z0-9]+/)));
  const terms = tellingWords(withoutNames(text, names)).filter(
    (word) => !except.has(word) && !inNames.has(word) && !NEGATION.test(word),
  );
  if (new Set(terms).size + names.length < FEWEST) return cannotVerify("too little is said to look for");
  for (const hit of hits) {
    for (const window of windowsOf(hit)) {
      if (!holdsAll(window.searched, terms, names) || denies(window.quotation) !== denies(text)) continue;
      if (isConditional(window, text)) continue;
      const { version, url, source } = hit;
      return supported("a passage of the documentation says all of it", {
        evidence: [{ kind: "passage", quotation: window.quotation, version, url, source: source.id }],
      });
    }
  }
  const place = hits[0] ? `${hits[0].library} ${hits[0].version}` : "this release";
  return cannotVerify(`no passage of ${place} says all of “${text}”`);
}

/** Terms and names that must be looked for: two stand together in many a sentence that says something else. */
const FEWEST = 3;

const withoutNames = (text: string, names: readonly string[]): string =>
  names.reduce((rest, name) => rest.replaceAll(name, " "), text);

/** In order, with repetitions: a word said twice stands twice in what says the same. */
const tellingWords = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !isFunctionWord(word));

const NEGATION = /^(?:not|no|never|cannot|without|neither|nor|t)$/;
const denies = (text: string): boolean =>
  /\b(?:not|no|never|cannot|without|neither|nor)\b|n['’]t\b/i.test(text);

const CONDITION = /\b(?:if|whether|unless|when|otherwise|depending|set to)\b/i;
/** Entry of a list of parameters, fields or values: `- **shuffle** (bool, default=False): …`. */
const ENTRY = /^\s*[-*]\s+\*\*(?<names>[^*]+)\*\*/;

/**
 * Whether a text says of some cases what a claim says of all: “whether to shuffle” is not “shuffles”, and what the entry
 * of a parameter says is so for one who sets it.
 */
function isConditional({ quotation, entry }: Window, text: string): boolean {
  if (CONDITION.test(quotation) && !CONDITION.test(text)) return true;
  const said = new Set(text.toLowerCase().match(/\w+/g) ?? []);
  const names = ENTRY.exec(entry)?.groups?.["names"]?.toLowerCase().match(/\w+/g) ?? [];
  return names.length > 0 && !names.some((name) => said.has(name));
}

/** Each sentence, and each two in a row; what one entry of a list says is not said of the next. */
function windowsOf({ text, headingPath, title }: Hit): readonly Window[] {
  const heading = [title, ...headingPath].join(" ");
  return text.split(/\n(?=\s*[-*]\s)/).flatMap((entry) => {
    const sentences = entry.split(/(?<=[.!?])\s+|\n{2,}/).filter((sentence) => sentence.trim() !== "");
    return sentences.flatMap((sentence, at) => {
      const pair = [sentence, ...sentences.slice(at + 1, at + 2)].join(" ");
      return [sentence, pair].map((words) => ({
        ...{ quotation: words.trim(), searched: `${heading} ${words}`, entry },
      }));
    });
  });
}

interface Window {
  readonly quotation: string;
  /** With the heading. */
  readonly searched: string;
  /** Of the list that it stands in, or the whole text. */
  readonly entry: string;
}

/** From one word of a claim to its next in a text, at most: of words that tell something one may stand between. */
const APART = 2;

/** Every name, and every term in the order of the claim and not far from the one before: other orders mean other things. */
function holdsAll(text: string, terms: readonly string[], names: readonly string[]): boolean {
  const compound = compoundIdentifiers(text);
  // A part of a name is no word of a sentence: `optuna.pruners` says nothing of a pruner.
  const words = tellingWords(withoutNames(text, [...names, ...compound])).map(stemOf);
  const identifiers = new Set(
    compound.flatMap((name) => [foldIdentifier(name), foldIdentifier(name.split(".").at(-1) ?? name)]),
  );
  return (
    isInOrder(words, terms.map(stemOf)) &&
    names.every((name) => identifiers.has(foldIdentifier(name)) || words.includes(name.toLowerCase()))
  );
}

function isInOrder(words: readonly string[], terms: readonly string[]): boolean {
  const [first, ...rest] = terms;
  return words.some((word, start) => {
    if (first !== undefined && word !== first) return false;
    let at = start;
    return rest.every((term) => {
      const next = words.indexOf(term, at + 1);
      const isNear = next > at && next - at <= APART;
      at = next;
      return isNear;
    });
  });
}

/** A word without its inflection. Numbers stay as they are. */
const stemOf = (word: string): string =>
  /\d/.test(word) || word.length < 4
    ? word
    : word.replace(/(?:ies|ied)$/, "y").replace(/(?:es|ed|ing|s|d|e)$/, "");
