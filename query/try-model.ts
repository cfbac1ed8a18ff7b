import { KbError } from "../corpora/errors.js";
import {
  describeModel,
  type Embedder,
  type EmbedderOptions,
  type ModelDescription,
  openEmbedder,
} from "./embedder.js";

/** Loads a model and embeds a word with it: what can do so is sound. @throws KbError MODEL_UNUSABLE */
export async function tryModel(options: EmbedderOptions): Promise<ModelDescription> {
  const model = await describeModel(options);
  const embedder = await openEmbedder({ threads: 1, ...options }, model);
  try {
    await embedWord(embedder);
  } finally {
    await embedder.close();
  }
  return model;
}

/** Embeds a word. @throws KbError MODEL_UNUSABLE where nothing comes of it */
export async function embedWord(embedder: Embedder): Promise<void> {
  const [vector] = await embedder.embed(["word"]);
  if (vector?.some((value) => value !== 0)) return;
  throw new KbError(
    "MODEL_UNUSABLE",
    `The model "${embedder.id}" cannot be used: it has no vector for a word`,
    {
      facts: { model: embedder.id },
      hint: "Its tokenizer.json and its weights may belong to different models.",
    },
  );
}
