import type { ConfidenceLevel } from "../result.js";
import { SIGNALS, type Signal, type Signals } from "./signals.js";

/** A logistic model: the log-odds are the intercept and the weighted sum of the signals. */
export interface Weights extends Readonly<Record<Signal, number>> {
  readonly intercept: number;
}

/** HIGH above the first, MEDIUM from the second on, LOW below. */
export const THRESHOLDS = { high: 0.9, medium: 0.7 } as const;

/** Just LOW: what a rule leaves of any probability. */
export const UNSURE = THRESHOLDS.medium - 0.01;

/** Chance that one of the first five hits documents what is asked for, as far as the rules let it be. */
export function probabilityOf(signals: Signals, weights: Weights): number {
  const logit = SIGNALS.reduce((sum, name) => sum + weights[name] * signals[name], weights.intercept);
  return Math.min(1 / (1 + Math.exp(-logit)), ceilingOf(signals));
}

export function levelOf(probability: number): ConfidenceLevel {
  if (probability > THRESHOLDS.high) return "HIGH";
  return probability >= THRESHOLDS.medium ? "MEDIUM" : "LOW";
}

/**
 * What no probability overrules: a name that the release does not have, or a parameter that an API does not have,
 * is LOW, and so is a question of which no word occurs in what was found; a parameter that several APIs have is not HIGH, and neither is anything but a quotation from the
 * project's own documentation.
 */
function ceilingOf({ unknown, lacking, anywhere, shared, official }: Signals): number {
  if (unknown > 0 || lacking === 1 || anywhere === 0) return UNSURE;
  return shared === 1 || official === 0 ? THRESHOLDS.high : 1;
}
