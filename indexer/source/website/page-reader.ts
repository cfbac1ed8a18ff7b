import { basicAuthorization } from "../credentials.js";
import {
  backOff,
  failureReason,
  isTransientFailure,
  isTransientStatus,
  parseRetryAfter,
  TransientError,
  withRetries,
} from "../retry.js";
import { userAgent } from "../user-agent.js";
import { createAddressGuard } from "./address-guard.js";
import { ACCEPTED_ENCODINGS, decodeContent } from "./content-encoding.js";
import { type Answer, createExchange } from "./exchange.js";
import type { FetchSettings } from "./fetch-options.js";
import { createHostGate, type HostGate } from "./host-gate.js";
import { RefusedError } from "./refused.js";
import type { Tally } from "./tally.js";

/** Thrown when the network or the server failed, after retries. */
export class FailedError extends Error {
  /** The last answer's, where there was one. */
  readonly status: number | undefined;

  constructor(reason: string, status: number | undefined, cause?: unknown) {
    super(reason, { cause });
    this.name = "FailedError";
    this.status = status;
  }
}

/** A server's final word on one address, a redirect included. */
export interface ServerAnswer {
  readonly status: number;
  header(name: string): string | undefined;
  /** Decoded, whole; empty unless the status is 2xx. */
  readonly bytes: Uint8Array;
}

export interface PageReader {
  /**
   * Asks one address when its host's turn comes, again where it is worth it.
   *
   * @throws RefusedError for a rule of ours, FailedError, or what the run's signal says
   */
  read(
    url: URL,
    options: { readonly maxBytes: number; readonly headers?: Readonly<Record<string, string>> },
  ): Promise<ServerAnswer>;
  /** Keeps requests to the host of an address at least so far apart. */
  slowDown(url: URL, intervalMs: number): void;
  userAgent(): Promise<string>;
  close(): Promise<void>;
}

const ACCEPT = "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.8";

/** Politeness by host, retries and decoding around single exchanges. */
export function createPageReader(settings: FetchSettings, tally: Tally): PageReader {
  const { signal, retries } = settings;
  const guard = createAddressGuard(settings.allowed, settings.lookup);
  const exchange = createExchange(settings, guard);
  const credentials = new Map(settings.credentials.map((url) => [url.origin, basicAuthorization(url)]));
  const gates = new Map<string, HostGate>();

  const gateOf = (url: URL): HostGate => {
    const known = gates.get(url.host) ?? createHostGate({ ...settings, host: url.host, longestWaitMs });
    gates.set(url.host, known);
    return known;
  };
  const longestWaitMs = retries.longestDelayMs;
  const ownName = async (): Promise<string> => settings.userAgent ?? (await userAgent());

  /** A busy server holds up every request to its host, not only this one. */
  const busy = (answer: Answer, gate: HostGate, tried: number): TransientError => {
    const { status } = answer;
    const asked = parseRetryAfter(answer.header("retry-after") ?? null, Date.now());
    const retryAfterMs = asked ?? (status === 429 ? backOff(tried, retries) : undefined);
    if (retryAfterMs !== undefined) gate.pause(retryAfterMs);
    return new TransientError(`the server answered ${status}`, { status, retryAfterMs });
  };

  return {
    async read(url, { maxBytes, headers = {} }) {
      guard.check(url);
      const gate = gateOf(url);
      const authorization = credentials.get(url.origin);
      const sent = {
        "user-agent": await ownName(),
        accept: ACCEPT,
        "accept-encoding": ACCEPTED_ENCODINGS,
        ...(authorization === undefined ? {} : { authorization }),
        ...headers,
      };
      const attempt = async (tried: number): Promise<ServerAnswer> => {
        const ask = async (): Promise<Answer> => {
          tally.request();
          if (tried > 1) tally.retry();
          const answer = await exchange.get(url, { headers: sent, maxBytes, onBytes: tally.bytes });
          tally.answer(answer.status);
          if (isTransientStatus(answer.status)) throw busy(answer, gate, tried);
          return answer;
        };
        const { status, header, body } = await gate.run(ask, { again: tried > 1 });
        return { status, header, bytes: await decodeContent(body, header("content-encoding"), maxBytes) };
      };
      try {
        return await withRetries(signal, (tried) => attempt(tried).catch(markTransient), retries);
      } catch (error) {
        if (error instanceof RefusedError) throw error;
        signal.throwIfAborted();
        const status = error instanceof TransientError ? error.status : undefined;
        throw new FailedError(failureReason(error), status, error);
      }
    },
    slowDown: (url, intervalMs) => gateOf(url).slowDown(intervalMs),
    userAgent: ownName,
    close: () => exchange.close(),
  };
}

function markTransient(error: unknown): never {
  if (!(error instanceof TransientError) && isTransientFailure(error)) {
    throw new TransientError(failureReason(error), { cause: error });
  }
  throw error;
}
