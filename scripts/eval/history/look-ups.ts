import type { KnowledgeBase } from "../../../query/knowledge-base.js";
import { median, percentile } from "../../bench/statistics.js";

/** Milliseconds of warm look-ups. */
export interface LookUps {
  readonly count: number;
  readonly median: number;
  readonly p95: number;
}

const LOOK_UPS = 200;

type Asked = readonly [library: string, name: string];

/**
 * Asks for the history of symbols drawn evenly from what changed, and for as many names that are nowhere; each once to
 * warm up and once more.
 */
export async function measureLookUps(
  kb: KnowledgeBase,
): Promise<{ readonly known: LookUps; readonly unknown: LookUps }> {
  const names: Asked[] = [];
  for (const library of Object.keys(kb.snapshot.corpora)) {
    const oldest = kb.versions(library).at(-1)?.version;
    const { changes } = await kb.changes({ library, from: oldest });
    const symbols = [...new Set(changes.map(({ symbol }) => symbol))];
    const step = Math.max(1, Math.floor(symbols.length / 20));
    for (let at = 0; at < symbols.length; at += step) names.push([library, symbols[at] ?? ""]);
  }
  const step = Math.max(1, Math.floor(names.length / LOOK_UPS));
  const known = names.filter((_, at) => at % step === 0);
  const unknown = known.map(([library, name]): Asked => [library, `${name}_of_nowhere`]);
  return { known: await timesOf(kb, known), unknown: await timesOf(kb, unknown) };
}

async function timesOf(kb: KnowledgeBase, asked: readonly Asked[]): Promise<LookUps> {
  const times: number[] = [];
  for (const isWarm of [false, true]) {
    for (const [library, name] of asked) {
      const started = performance.now();
      await kb.symbol({ name, library });
      if (isWarm) times.push(performance.now() - started);
    }
  }
  return { count: times.length, median: median(times), p95: percentile(times, 0.95) };
}
