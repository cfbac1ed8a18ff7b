import type { ConfidenceLevel } from "../result.js";
import { SIGNALS, type Signal, type Signals } from "./signals.js";

/** A logistic model: the log-odds are the intercept and the weighted sum of the signals. */
export interface Weights extends Readonly<Record<Signal, number>> {
  readonly intercept: number;
}

/** From these probabilities on. */
export const THRESHOLDS = { high: 0.9, medium: 0.7 } as const;

export function probabilityOf(signals: Signals, weights: Weights): number {
  const logit = SIGNALS.reduce((sum, name) => sum + weights[name] * signals[name], weights.intercept);
  return 1 / (1 + Math.exp(-logit));
}

/** HIGH above 0.9, MEDIUM from 0.7, LOW below. */
export function levelOf(probability: number): ConfidenceLevel {
  if (probability > THRESHOLDS.high) return "HIGH";
  return probability >= THRESHOLDS.medium ? "MEDIUM" : "LOW";
}

/** The greatest probability that still has a level. */
const CEILINGS: Readonly<Record<ConfidenceLevel, number>> = { HIGH: 1, MEDIUM: THRESHOLDS.high, LOW: 0.69 };

/** A probability that a rule keeps from being more than a level. */
export const atMost = (level: ConfidenceLevel, probability: number): number =>
  Math.min(CEILINGS[level], probability);
