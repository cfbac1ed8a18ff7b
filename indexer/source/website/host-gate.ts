import { setTimeout as wait } from "node:timers/promises";
import PQueue from "p-queue";
import { createCircuitBreaker } from "./circuit-breaker.js";
import { RefusedError } from "./refused.js";

export interface HostGateOptions {
  /** As in messages, e.g. `docs.example.org`. */
  readonly host: string;
  readonly concurrency: number;
  /** Between the starts of two requests. */
  readonly intervalMs: number;
  readonly failuresToOpen: number;
  readonly coolDownMs: number;
  /** A longer wait than this is not waited. */
  readonly longestWaitMs: number;
  readonly signal: AbortSignal;
  readonly onNotice: (message: string) => void;
}

/** Lets requests to one host through: so many at a time, so far apart, none while the host wants to be left alone. */
export interface HostGate {
  /**
   * Runs a request when its turn comes. What it throws counts as a failure of the host, unless it is a
   * RefusedError other than `time`.
   *
   * @throws RefusedError `host-failing` without running it
   */
  run<T>(request: () => Promise<T>, options?: { readonly again?: boolean }): Promise<T>;
  /**
   * The host asked for a pause.
   *
   * @throws RefusedError `host-failing` when it is longer than the longest wait; nothing is asked any more
   */
  pause(milliseconds: number): void;
  /** Widens the distance between requests, one at a time (`Crawl-delay`). */
  slowDown(intervalMs: number): void;
}

export function createHostGate(options: HostGateOptions): HostGate {
  const { host, longestWaitMs, signal, onNotice, coolDownMs, failuresToOpen } = options;
  const now = (): number => performance.now();
  const queue = new PQueue({ concurrency: options.concurrency });
  const breaker = createCircuitBreaker({ failuresToOpen, coolDownMs, now });
  let { intervalMs } = options;
  let nextStart = 0;
  let pausedUntil = 0;
  let leftAlone: string | undefined;

  const refuse = (): never => {
    throw new RefusedError("host-failing", leftAlone ?? `${host} keeps failing, so it is left alone`);
  };
  const check = (): void => {
    signal.throwIfAborted();
    if (leftAlone !== undefined || breaker.isOpen()) refuse();
  };
  const turn = async (): Promise<void> => {
    for (;;) {
      check();
      const early = Math.max(nextStart, pausedUntil) - now();
      if (early <= 0) break;
      await wait(Math.ceil(early), undefined, { signal });
    }
    nextStart = now() + intervalMs;
  };

  return {
    async run(request, { again = false } = {}) {
      return queue.add(
        async () => {
          await turn();
          const admission = breaker.admit() ?? refuse();
          try {
            const result = await request();
            admission.succeeded();
            return result;
          } catch (error) {
            const innocent = error instanceof RefusedError && error.refusal !== "time";
            if (innocent || signal.aborted) admission.succeeded();
            else if (admission.failed()) {
              onNotice(`${host} keeps failing: it is left alone for ${seconds(coolDownMs)}.`);
            }
            throw error;
          }
        },
        { priority: again ? 1 : 0 },
      );
    },
    pause(milliseconds) {
      if (milliseconds > longestWaitMs) {
        leftAlone ??= `${host} asked to be left alone for ${seconds(milliseconds)}`;
        onNotice(`${leftAlone}: nothing more is asked of it in this run.`);
        refuse();
      }
      pausedUntil = Math.max(pausedUntil, now() + milliseconds);
    },
    slowDown(wanted) {
      if (wanted <= intervalMs) return;
      intervalMs = wanted;
      queue.concurrency = 1;
      nextStart = Math.max(nextStart, now() + wanted);
    },
  };
}

function seconds(milliseconds: number): string {
  return `${Math.ceil(milliseconds / 1000)} s`;
}
