import type { CorpusDefinition } from "./corpus.js";

/** Lets a definition file be checked while it is typed. Not beside the schema: who reads only names need not load it. */
export const defineCorpus = (definition: CorpusDefinition): CorpusDefinition => definition;
