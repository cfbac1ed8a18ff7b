import type { ConfidenceLevel, Hit } from "../result.js";
import type { NamedSymbol } from "../symbols.js";
import { unindexedText } from "../unindexed-libraries.js";
import { levelOf, probabilityOf, THRESHOLDS, UNSURE, type Weights } from "./probability.js";
import {
  commonText,
  decisiveText,
  guessText,
  lackingText,
  placeOf,
  sharedText,
  unknownText,
} from "./reasons.js";
import {
  foundBy,
  parameterOwners,
  type Retrieved,
  readSignals,
  type Signals,
  shareIn,
  textOf,
} from "./signals.js";

export interface Judgement {
  readonly level: ConfidenceLevel;
  /** Calibrated chance that one of the first five hits documents what is asked for. */
  readonly probability: number;
  readonly verified: boolean;
  /** Why, in words; the first is the decisive one. */
  readonly reasons: readonly string[];
  /** What the probability was computed from; null where nothing was found. */
  readonly signals: Signals | null;
}

/**
 * How often the library that fits best is the one that is meant, where a question names neither a library nor an API: 80 of
 * 162 questions of people, from which the library's name was taken (`npm run eval -- --only confidence`).
 */
const LIBRARY_GUESSED = 0.49;

/** Letters of other scripts than the Latin one beyond this share of all, and the words that are left are not the question. */
const FOREIGN = 0.3;

function isInAnotherScript(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const others = letters.filter((letter) => !/\p{Script=Latin}/u.test(letter));
  return others.length > FOREIGN * letters.length;
}

/** How far hits can be trusted, and why. */
export function judge(evidence: Retrieved, weights: Weights): Judgement {
  const { question, hits, named } = evidence;
  const [first] = hits;
  if (!first) {
    const reasons = elsewhere(evidence, ["nothing in this release matches the question"]);
    return { level: "LOW", probability: 0, verified: false, reasons, signals: null };
  }
  const signals = readSignals(evidence, first);
  const isElsewhere = evidence.notIndexed.length > 0;
  const isForeign = isInAnotherScript(question.text);
  // What several libraries have may be another one's.
  const shared = evidence.isGuessed ? THRESHOLDS.high : 1;
  const most = isElsewhere ? 0 : evidence.common || isForeign ? UNSURE : shared;
  const isGuess = evidence.isGuessed && !isElsewhere && named.every(({ match }) => match === "leaf");
  const probability = Math.min(probabilityOf(signals, weights), most) * (isGuess ? LIBRARY_GUESSED : 1);
  const level = levelOf(probability);
  const covered = Math.round(shareIn(question.words, textOf(first)) * 100);
  return {
    ...{ level, probability, verified: level !== "LOW", signals },
    reasons: [
      ...(isForeign
        ? ["only questions in English are understood, and this one is mostly in another script"]
        : []),
      ...(isGuess ? [guessText(first)] : []),
      ...elsewhere(evidence, decisive(evidence, first, level, signals, named)),
      `the first passage holds ${covered} % of the question's words`,
      `found by ${foundBy(first).length} of 3 channels`,
    ],
  };
}

/** That another library is asked about is all that counts. */
const elsewhere = ({ notIndexed }: Retrieved, reasons: readonly string[]): readonly string[] =>
  notIndexed.length > 0 ? [unindexedText(notIndexed)] : reasons;

function decisive(
  { lacking, unknown, common }: Retrieved,
  first: Hit,
  level: ConfidenceLevel,
  signals: Signals,
  named: readonly NamedSymbol[],
): readonly string[] {
  if (lacking) return [lackingText(lacking, placeOf(first))];
  if (unknown.length > 0)
    return [
      unknownText(
        unknown.map(({ asked }) => asked),
        placeOf(first),
      ),
    ];
  if (common) return [commonText(common)];
  if (signals.shared === 1) return [sharedText(parameterOwners(named))];
  const text = decisiveText(level, signals, named);
  return text === undefined ? [] : [text];
}
