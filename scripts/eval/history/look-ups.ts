import type { KnowledgeBase } from "../../../query/knowledge-base.js";
import { median, percentile } from "../../bench/statistics.js";

/** Milliseconds of a warm look-up. */
export interface LookUps {
  readonly count: number;
  readonly median: number;
  readonly p95: number;
}

const LOOK_UPS = 200;

/** Asks for the history of symbols drawn evenly from what changed, each once to warm up and once more. */
export async function measureLookUps(kb: KnowledgeBase): Promise<LookUps> {
  const names: (readonly [string, string])[] = [];
  for (const library of Object.keys(kb.snapshot.corpora)) {
    const oldest = kb.versions(library).at(-1)?.version;
    const { changes } = await kb.changes({ library, from: oldest });
    const symbols = [...new Set(changes.map(({ symbol }) => symbol))];
    const step = Math.max(1, Math.floor(symbols.length / 20));
    for (let at = 0; at < symbols.length; at += step) names.push([library, symbols[at] ?? ""]);
  }
  const step = Math.max(1, Math.floor(names.length / LOOK_UPS));
  const asked = names.filter((_, at) => at % step === 0);
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
