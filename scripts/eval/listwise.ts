/** What is known of one candidate of one question, in a fixed order of features. */
export interface Example {
  readonly features: readonly number[];
  readonly relevant: boolean;
}

/** The candidates of one question. */
export type ExampleList = readonly Example[];

/**
 * Linear weights under which relevant candidates come first: the likelihood of drawing a relevant one from the
 * softmax over each list (the top-one model of ListNet; Cao et al., ICML 2007), with an L2 penalty on the weights
 * of standardised features. None is below 0: of every feature more is better. Lists without a relevant candidate teach nothing and are left out.
 *
 * Deterministic: projected gradient ascent from zero with a step that is halved until it helps.
 *
 * @returns weights for the features as they are, not standardised
 */
export function fitListwise(
  lists: readonly ExampleList[],
  width: number,
  { penalty = 3, iterations = 150 }: { readonly penalty?: number; readonly iterations?: number } = {},
): readonly number[] {
  const scale = deviations(lists, width);
  const taught = lists
    .filter((list) => list.some(({ relevant }) => relevant))
    .map((list) =>
      list.map(({ features, relevant }) => ({
        relevant,
        features: features.map((value, at) => value / (scale[at] ?? 1)),
      })),
    );
  let weights: readonly number[] = new Array(width).fill(0);
  let current = objective(taught, weights, penalty);
  let step = 1 / Math.max(1, taught.length);
  for (let round = 0; round < iterations; round += 1) {
    const next = weights.map((weight, at) => Math.max(0, weight + step * (current.gradient[at] ?? 0)));
    const candidate = objective(taught, next, penalty);
    if (candidate.value > current.value) {
      weights = next;
      current = candidate;
      step *= 1.5;
    } else step /= 2;
  }
  return weights.map((weight, at) => weight / (scale[at] ?? 1));
}

export const scoreOf = (features: readonly number[], weights: readonly number[]): number =>
  features.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0);

function objective(lists: readonly ExampleList[], weights: readonly number[], penalty: number) {
  let value = -penalty * weights.reduce((sum, weight) => sum + weight * weight, 0);
  const gradient = weights.map((weight) => -2 * penalty * weight);
  for (const list of lists) {
    const scores = list.map(({ features }) => scoreOf(features, weights));
    const top = Math.max(...scores);
    const odds = scores.map((score) => Math.exp(score - top));
    const all = odds.reduce((sum, odd) => sum + odd, 0);
    const right = odds.reduce((sum, odd, at) => sum + (list[at]?.relevant ? odd : 0), 0);
    value += Math.log(right) - Math.log(all);
    list.forEach(({ features, relevant }, at) => {
      const odd = odds[at] ?? 0;
      const pull = (relevant ? odd / right : 0) - odd / all;
      for (let feature = 0; feature < gradient.length; feature += 1) {
        gradient[feature] = (gradient[feature] ?? 0) + pull * (features[feature] ?? 0);
      }
    });
  }
  return { value, gradient };
}

/** Standard deviation of each feature over all candidates; 1 for one that never differs. */
function deviations(lists: readonly ExampleList[], width: number): readonly number[] {
  const all = lists.flat();
  return Array.from({ length: width }, (_, at) => {
    const mean = all.reduce((sum, { features }) => sum + (features[at] ?? 0), 0) / (all.length || 1);
    const variance =
      all.reduce((sum, { features }) => sum + ((features[at] ?? 0) - mean) ** 2, 0) / (all.length || 1);
    return variance > 0 ? Math.sqrt(variance) : 1;
  });
}
