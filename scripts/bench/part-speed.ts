import { openEmbedder } from "../../query/embedder.js";
import { generatePages, generateQuestion } from "./generate.js";
import { runPart } from "./part.js";
import { median } from "./statistics.js";

export interface SpeedSettings {
  readonly texts: number;
}

export interface SpeedResult {
  readonly model: string;
  readonly textsPerSecond: number;
  /** Median time of one question, in milliseconds. */
  readonly question: number;
}

/** Tokens of each text, the two special ones included. */
const TOKENS = 128;
const QUESTIONS = 100;

await runPart(async ({ texts }: SpeedSettings): Promise<SpeedResult> => {
  const embedder = await openEmbedder();
  const library = { id: "speedlib", pages: texts };
  const made: string[] = [];
  for (const page of generatePages(library, 0)) {
    const words = page.text.split(/\s+/);
    let taken = 0;
    let tokens = 0;
    for (const word of words) {
      const more = embedder.countTokens(word);
      if (tokens + more > TOKENS - 2) break;
      tokens += more;
      taken += 1;
    }
    made.push(words.slice(0, taken).join(" "));
  }
  await embedder.embed(made.slice(0, 32));
  const started = performance.now();
  await embedder.embed(made);
  const seconds = (performance.now() - started) / 1000;
  const times: number[] = [];
  for (let index = 0; index < QUESTIONS; index += 1) {
    const asked = performance.now();
    await embedder.embed([generateQuestion(library, index)]);
    times.push(performance.now() - asked);
  }
  await embedder.close();
  return { model: embedder.id, textsPerSecond: made.length / seconds, question: median(times) };
});
