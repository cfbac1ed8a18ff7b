import { openEmbedder } from "../../query/embedder.js";
import { runPart } from "./part.js";
import { readTexts } from "./text-file.js";

export interface EmbedSettings {
  readonly file: string;
}

export interface EmbedResult {
  readonly texts: number;
  readonly seconds: number;
}

/** Embedding alone: every text of a file in one call, the model loaded before. */
await runPart(async ({ file }: EmbedSettings): Promise<EmbedResult> => {
  const texts = await readTexts(file);
  const embedder = await openEmbedder();
  const started = performance.now();
  await embedder.embed(texts);
  const seconds = (performance.now() - started) / 1000;
  await embedder.close();
  return { texts: texts.length, seconds };
});
