import { describeError } from "../../../corpora/errors.js";
import type { Answer, AnsweredQuery } from "../answer.js";
import { atMost } from "../answer-confidence.js";
import type { AnswerSource } from "../citations.js";
import type { ChatModel } from "./chat-model.js";
import { type CheckedSentence, checkSentence, sentencesWithCitations } from "./check-sentence.js";
import { evidenceOf } from "./evidence.js";
import { promptOf } from "./prompt.js";

/** What a language model made of the evidence, as far as it could be checked. */
export interface Synthesis {
  /** As it was asked for: `openai:gpt-5-mini`. */
  readonly model: string;
  /** Sentences that passed every check, in order; none, and the quoted answer stands alone. */
  readonly text: string;
  /** All sentences, with what is wrong with those that were removed. */
  readonly sentences: readonly CheckedSentence[];
  /** Why it ended early or was not used; null where all went well. */
  readonly problem: string | null;
  /** Sources beyond the answer's own that sentences cite. */
  readonly sources: readonly AnswerSource[];
}

export interface SynthesisOptions {
  readonly model: ChatModel;
  /** Milliseconds for everything that the model writes. Default 60,000. */
  readonly timeoutMs?: number | undefined;
  /** Stops the model; then this throws. */
  readonly signal?: AbortSignal | undefined;
  /** Told each sentence as soon as it is complete and checked. */
  readonly onSentence?: ((sentence: CheckedSentence) => void) | undefined;
}

const TIMEOUT_MS = 60_000;
/** Share of sentences that must pass for a confidence of MEDIUM. */
const MOSTLY = 0.8;

/**
 * Lets a language model word an answer from its evidence, and keeps of it what can be checked. A model that fails, hangs
 * or writes nothing that holds changes nothing: the quotations are the answer. An answer that is refused is not asked.
 *
 * @throws the signal's reason when it is aborted
 */
export async function synthesise(answered: AnsweredQuery, options: SynthesisOptions): Promise<Answer> {
  const { answer } = answered;
  if (!answer.confidence.verified) return answer;
  const evidence = evidenceOf(answered);
  const written = await write(promptOf(answered.question, evidence), options);
  const sentences: CheckedSentence[] = [];
  let text = "";
  let problem: string | null = null;
  const take = (complete: readonly string[]) => {
    for (const sentence of complete) {
      const checked = checkSentence(sentence, evidence);
      sentences.push(checked);
      options.onSentence?.(checked);
    }
  };
  for await (const piece of written) {
    if (piece.type === "problem") problem = piece.problem;
    else {
      text += piece.text;
      // The last sentence may go on, and its citation may follow.
      const known = sentencesWithCitations(text);
      take(known.slice(sentences.length, -1));
    }
  }
  // What broke off in the middle of a sentence is not one.
  if (problem === null) take(sentencesWithCitations(text).slice(sentences.length));
  options.signal?.throwIfAborted();
  const kept = sentences.filter((sentence) => sentence.problem === null);
  const cited = new Set(kept.flatMap(({ sources }) => sources));
  const own = new Set(answer.sources.map(({ number }) => number));
  const synthesis: Synthesis = {
    model: options.model.name,
    text: kept.map((sentence) => sentence.text).join(" "),
    sentences,
    problem: problem ?? (kept.length === 0 ? "nothing that it wrote could be checked" : null),
    sources: evidence
      .map(({ source }) => source)
      .filter(({ number }) => cited.has(number) && !own.has(number)),
  };
  return { ...answer, synthesis, confidence: confidenceOf(answer, synthesis, kept.length) };
}

type Piece =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "problem"; readonly problem: string };

/** What the model writes; ends with a problem when it fails, hangs or breaks off. */
async function* write(
  prompt: ReturnType<typeof promptOf>,
  { model, timeoutMs = TIMEOUT_MS, signal }: SynthesisOptions,
): AsyncIterable<Piece> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const stop = signal ? AbortSignal.any([signal, timeout]) : timeout;
  try {
    for await (const text of withEnd(model.stream(prompt, stop), stop)) yield { type: "text", text };
  } catch (cause) {
    signal?.throwIfAborted();
    const late = timeout.aborted ? `it took more than ${timeoutMs / 1000} s` : describeError(cause);
    yield { type: "problem", problem: late };
  }
}

/** The same stream, which ends with an error as soon as the signal is aborted, whether or not its maker listens. */
async function* withEnd<Item>(stream: AsyncIterable<Item>, signal: AbortSignal): AsyncIterable<Item> {
  const iterator = stream[Symbol.asyncIterator]();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  aborted.catch(() => undefined);
  for (;;) {
    const next = await Promise.race([iterator.next(), aborted]);
    if (next.done) return;
    yield next.value;
  }
}

/** Words that somebody else put together are MEDIUM at most, and LOW where much of them did not hold. */
function confidenceOf(
  answer: Answer,
  { sentences, text, model }: Synthesis,
  kept: number,
): Answer["confidence"] {
  const { confidence } = answer;
  if (text === "") return confidence;
  const share = kept / sentences.length;
  const level = atMost(share >= MOSTLY ? "MEDIUM" : "LOW", confidence.level);
  const reason = `worded by ${model}: ${kept} of ${sentences.length} sentences hold against the sources they cite`;
  return { ...confidence, level, reasons: [reason, ...confidence.reasons] };
}
