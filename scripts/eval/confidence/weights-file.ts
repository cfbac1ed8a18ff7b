import type { Weights } from "../../../query/confidence/probability.js";
import { SIGNALS } from "../../../query/confidence/signals.js";
import type { Outcome } from "./asked.js";
import { type Example, fitLogistic } from "./logistic.js";

/** Of the squared weights; chosen once, so that no weight runs away on a signal that is rarely there. */
const RIDGE = 0.2;

/** Weights that make the outcomes most likely. Questions that found nothing have no signals and are left out. */
export function fitWeights(outcomes: readonly Outcome[]): Weights {
  const examples = outcomes.flatMap(({ signals, right }): readonly Example[] =>
    signals ? [{ signals: SIGNALS.map((name) => signals[name]), right }] : [],
  );
  const { intercept, weights } = fitLogistic(examples, RIDGE);
  const entries = SIGNALS.map((name, at) => [name, rounded(weights[at] ?? 0)]);
  return { intercept: rounded(intercept), ...Object.fromEntries(entries) } as Weights;
}

/** The source file that holds the weights. */
export function weightsFile(weights: Weights, about: string): string {
  const lines = [
    ["intercept", weights.intercept] as const,
    ...SIGNALS.map((name) => [name, weights[name]] as const),
  ];
  return [
    'import type { Weights } from "./probability.js";',
    "",
    "/**",
    " * Written by `npm run eval -- --only confidence --fit`; not to be edited by hand.",
    ` * ${about}`,
    " */",
    "export const WEIGHTS: Weights = {",
    ...lines.map(([name, value]) => `  ${name}: ${value},`),
    "};",
    "",
  ].join("\n");
}

const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;
