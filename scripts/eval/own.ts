import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Corpus, parseCorpus } from "../../corpora/corpus.js";
import { packageRoot } from "../../corpora/package-root.js";
import type { LabelledQuestion } from "./questions.js";

const ownSet = z.object({
  about: z.string(),
  corpora: z.array(z.record(z.string(), z.unknown())),
  questions: z.array(
    z.object({
      id: z.string(),
      library: z.string(),
      query: z.string(),
      relevant: z.array(z.string()).min(1),
    }),
  ),
});

/** The questions that come with `kb`, and the corpora that they are about. */
export function readOwnSet(): {
  readonly corpora: readonly Corpus[];
  readonly questions: readonly LabelledQuestion[];
} {
  const file = join(packageRoot(), "scripts", "eval", "own-questions.json");
  const { corpora, questions } = ownSet.parse(JSON.parse(readFileSync(file, "utf8")));
  return {
    corpora: corpora.map((definition) => parseCorpus(definition, file)),
    questions: questions.map((question) => ({ ...question, tier: "own" })),
  };
}
