/** What a symbol is, in a word: an API where a page lists it and does not say. */
export const kindText = (kind: string): string => (kind === "unknown" ? "API" : kind);
