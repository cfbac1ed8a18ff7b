/** Says whether a host may be asked, from how the last requests to it went. */
export interface CircuitBreaker {
  /** Whether a request would be admitted now. */
  isOpen(): boolean;
  /** Undefined while the host is left alone. Whoever is admitted must say how it went. */
  admit(): Admission | undefined;
}

export interface Admission {
  succeeded(): void;
  /** Returns whether this failure made the breaker open. */
  failed(): boolean;
}

export interface BreakerOptions {
  readonly failuresToOpen: number;
  readonly coolDownMs: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
}

/**
 * A circuit breaker as Nygard describes it ("Release It!"): closed, open after consecutive failures, and
 * half-open after the cool-down, when a single request tries whether the host is back. Requests that were
 * under way together count as one failure: four that meet the same hiccup are no series.
 */
export function createCircuitBreaker({ failuresToOpen, coolDownMs, now }: BreakerOptions): CircuitBreaker {
  let generation = 0;
  let failures = 0;
  let openUntil: number | undefined;
  let probing = false;

  const isOpen = (): boolean => openUntil !== undefined && (probing || now() < openUntil);

  return {
    isOpen,
    admit() {
      if (isOpen()) return undefined;
      const probe = openUntil !== undefined;
      probing = probe;
      const admitted = generation;
      return {
        succeeded() {
          if (openUntil !== undefined && !probe) return;
          failures = 0;
          openUntil = undefined;
          probing = false;
        },
        failed() {
          if (probe) probing = false;
          else if (admitted !== generation || openUntil !== undefined) return false;
          generation += 1;
          failures += 1;
          if (!probe && failures < failuresToOpen) return false;
          openUntil = now() + coolDownMs;
          return true;
        },
      };
    },
  };
}
