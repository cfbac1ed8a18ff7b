/** Characters a token of documentation and code, as tokenizers of language models cut it. */
const CHARACTERS = 3.6;

/**
 * About how many tokens a text costs whoever hands it to a language model. Independent of the embedding model,
 * whose vocabulary may leave out what a language model reads.
 */
export const estimateTokens = (text: string): number => Math.ceil(text.length / CHARACTERS);
