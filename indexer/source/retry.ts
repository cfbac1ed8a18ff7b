import { setTimeout as wait } from "node:timers/promises";

const TRIES = 3;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 60_000;

/** Thrown by an attempt that may succeed when made again. */
export class TransientError extends Error {
  /** What the server asked for (`Retry-After`), in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: { retryAfterMs?: number | undefined; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "TransientError";
    this.retryAfterMs = options.retryAfterMs;
  }
}

/**
 * Makes the attempt up to three times, waiting half a second and then doubling, or as long as the
 * server asked (at most a minute). Only `TransientError` is tried again; the last one is thrown.
 */
export async function withRetries<T>(signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof TransientError) || tried === TRIES) throw error;
      const delay = error.retryAfterMs ?? FIRST_DELAY_MS * 2 ** (tried - 1);
      await wait(Math.min(delay, LONGEST_DELAY_MS), undefined, { signal });
    }
  }
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
