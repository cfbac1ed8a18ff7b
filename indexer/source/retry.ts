import { setTimeout as wait } from "node:timers/promises";
import { describeError } from "../../corpora/errors.js";

export interface RetryPolicy {
  /** Attempts in all, the first included. */
  readonly tries: number;
  /** Before the second attempt; doubled before each further one, less up to half of it by chance. */
  readonly firstDelayMs: number;
  /** What a server asks for is cut to this. */
  readonly longestDelayMs: number;
  /** From 0 up to 1, as `Math.random`. */
  readonly random: () => number;
}

export const DEFAULT_RETRIES: RetryPolicy = {
  tries: 3,
  firstDelayMs: 500,
  longestDelayMs: 60_000,
  random: Math.random,
};

/** Thrown by an attempt that may succeed when made again. */
export class TransientError extends Error {
  /** What the server asked for (`Retry-After`), in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** The answer's status, where there was an answer. */
  readonly status: number | undefined;

  constructor(
    message: string,
    options: { retryAfterMs?: number | undefined; status?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "TransientError";
    this.retryAfterMs = options.retryAfterMs;
    this.status = options.status;
  }
}

/**
 * Makes the attempt until it succeeds or the policy's tries are used up, with exponential back-off and
 * jitter, or after the time that the server asked for. Only `TransientError` is tried again; the last one
 * is thrown.
 */
export async function withRetries<T>(
  signal: AbortSignal,
  attempt: (tried: number) => Promise<T>,
  policy: RetryPolicy = DEFAULT_RETRIES,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt(tried);
    } catch (error) {
      if (!(error instanceof TransientError) || tried >= policy.tries) throw error;
      const delay = error.retryAfterMs ?? backOff(tried, policy);
      await wait(Math.min(delay, policy.longestDelayMs), undefined, { signal });
    }
  }
}

/** How long to wait after so many failures, in milliseconds; jitter keeps callers from coming back together. */
export function backOff(failures: number, { firstDelayMs, random }: RetryPolicy): number {
  return firstDelayMs * 2 ** (failures - 1) * (1 - random() / 2);
}

/** `Retry-After` as seconds or a date (RFC 9110), in milliseconds from `now`. */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  const milliseconds = /^\s*\d+\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}

const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

export function isTransientStatus(status: number): boolean {
  return TRANSIENT_STATUSES.has(status);
}

/**
 * Failures of a connection that was there. A host that cannot be found or refuses (ENOTFOUND,
 * ECONNREFUSED, ...) is not among them: trying again only makes the user wait.
 */
const TRANSIENT_CODES: ReadonlySet<string> = new Set([
  "ECONNRESET",
  "EPIPE",
  "ERR_SOCKET_TIMEOUT",
  "ETIMEDOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_SOCKET",
]);

/** Looks at the error and what caused it. */
export function isTransientFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && typeof error.code === "string" && TRANSIENT_CODES.has(error.code)) return true;
  return isTransientFailure(error.cause);
}

/** `fetch failed` says nothing; what the socket said does. */
export function failureReason(error: unknown): string {
  if (error instanceof TransientError) return error.message;
  if (error instanceof Error && error.cause instanceof Error) return failureReason(error.cause);
  if (error instanceof Error && error.message === "" && "code" in error) return String(error.code);
  return describeError(error);
}
