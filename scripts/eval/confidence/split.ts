import { createHash } from "node:crypto";

/** Share of the questions that weights are fitted on. */
const FITTED = 0.5;

/** Whether a question is one of those that weights are fitted on: by its text, so that no text is on both sides. */
export function isFitted(text: string): boolean {
  const [first = 0] = createHash("sha256").update(text.trim().toLowerCase()).digest();
  return first < 256 * FITTED;
}
