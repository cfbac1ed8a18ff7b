import { openKnowledgeBase } from "../../query/knowledge-base.js";
import { GENERATED_TODAY, type GeneratedLibrary, generateQuestion } from "./generate.js";
import { runPart } from "./part.js";

export interface AskSettings {
  readonly data: string;
  readonly libraries: readonly GeneratedLibrary[];
  readonly warmUp: number;
  readonly questions: number;
}

export interface AskResult {
  /** Of each question, in milliseconds. */
  readonly times: readonly number[];
  readonly hits: number;
}

/** Questions one after another, each with its library given, the libraries in turn. */
await runPart(async ({ data, libraries, warmUp, questions }: AskSettings): Promise<AskResult> => {
  const kb = await openKnowledgeBase({ data });
  const times: number[] = [];
  let hits = 0;
  try {
    for (let index = 0; index < warmUp + questions; index += 1) {
      const library = libraries[index % libraries.length];
      if (library === undefined) break;
      const question = generateQuestion(library, index);
      const started = performance.now();
      const result = await kb.query({ question, library: library.id, asOf: new Date(GENERATED_TODAY) });
      if (index >= warmUp) {
        times.push(performance.now() - started);
        hits += result.hits.length;
      }
    }
  } finally {
    await kb.close();
  }
  return { times, hits };
});
