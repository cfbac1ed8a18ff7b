/**
 * Puts what is known of all pages on the scale of what is known of some: as many standard deviations from the mean of
 * those of which both are known. Undefined where there are no two that differ, as in a library of which nobody wrote.
 */
export function onScaleOf(
  some: ReadonlyMap<string, number>,
  all: (document: string) => number,
  documents: readonly string[],
): ((document: string) => number) | undefined {
  const both = documents.flatMap((document) => {
    const known = some.get(document);
    return known === undefined ? [] : [{ known, own: all(document) }];
  });
  const [known, own] = [spreadOf(both.map((pair) => pair.known)), spreadOf(both.map((pair) => pair.own))];
  if (known.deviation === 0 || own.deviation === 0) return undefined;
  return (document) => known.mean + ((all(document) - own.mean) * known.deviation) / own.deviation;
}

function spreadOf(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length || 1);
  return { mean, deviation: Math.sqrt(variance) };
}
