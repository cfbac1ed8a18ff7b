/** The least of a chat model that synthesis needs. */
export interface ChatModel {
  /** As it was asked for: `openai:gpt-5-mini`. */
  readonly name: string;
  /**
   * What the model writes to one system and one user message, piece by piece.
   *
   * @throws whatever went wrong on the way; nothing is retried after the first piece
   */
  stream(prompt: ChatPrompt, signal: AbortSignal): AsyncIterable<string>;
}

export interface ChatPrompt {
  readonly system: string;
  readonly user: string;
}
