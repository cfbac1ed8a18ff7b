import type { Question } from "../question.js";
import type { ConfidenceLevel, Hit } from "../result.js";
import type { NamedSymbol } from "../symbols.js";
import type { LackingParameter } from "./lacking-parameter.js";
import { atMost, levelOf, probabilityOf, type Weights } from "./probability.js";
import { decisiveText, lackingText, placeOf, sharedText, unknownText } from "./reasons.js";
import { isOfficial, type Retrieved, readSignals, type Signals, shareIn } from "./signals.js";

export interface Judgement {
  readonly level: ConfidenceLevel;
  /** Calibrated chance that one of the first five hits documents what is asked for. */
  readonly probability: number;
  readonly verified: boolean;
  /** Why, in words; the first is the decisive one. */
  readonly reasons: readonly string[];
  /** What the probability was computed from; undefined where nothing was found. */
  readonly signals: Signals | undefined;
}

export interface Evidence extends Retrieved {
  readonly lacking: LackingParameter | undefined;
}

/**
 * A probability from several signals, and rules that it cannot overrule: a name that the release does not have
 * and a parameter that an API does not have are LOW; a parameter that several APIs have is not HIGH, and neither
 * is anything but a quotation from the project's own documentation.
 */
export function judge(evidence: Evidence, weights: Weights): Judgement {
  const { question, hits, named, unknown, lacking } = evidence;
  const [first] = hits;
  if (!first) {
    const reasons = ["nothing in this release matches the question"];
    return { level: "LOW", probability: 0, verified: false, reasons, signals: undefined };
  }
  const owners = parameterOwners(named);
  const ceiling =
    lacking || unknown.length > 0 ? "LOW" : owners.length > 1 || !isOfficial(first) ? "MEDIUM" : "HIGH";
  const signals = readSignals(evidence, first);
  const probability = atMost(ceiling, probabilityOf(signals, weights));
  const level = levelOf(probability);
  const decisive = lacking
    ? lackingText(lacking, placeOf(first))
    : unknown.length > 0
      ? unknownText(unknown, placeOf(first))
      : owners.length > 1
        ? sharedText(owners)
        : decisiveText(level, signals, named);
  const covered = Math.round(coverageOf(question, first) * 100);
  return {
    ...{ level, probability, verified: level !== "LOW", signals },
    reasons: [
      ...(decisive === undefined ? [] : [decisive]),
      `the first passage holds ${covered} % of the question's words`,
      `found by ${Object.keys(first.channels).length} of 3 channels`,
    ],
  };
}

/** APIs that have the parameter, where a parameter is all that the question names. */
function parameterOwners(named: readonly NamedSymbol[]): readonly NamedSymbol[] {
  const certain = named.filter(({ match }) => match !== "leaf");
  const owners = [...new Map(certain.map((symbol) => [symbol.name, symbol])).values()];
  return certain.every(({ match }) => match === "parameter") ? owners : [];
}

const coverageOf = ({ words }: Question, { title, headingPath, symbols, library, text }: Hit): number =>
  shareIn(words, [title, ...headingPath, library, ...symbols, text].join(" ").toLowerCase());
