import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  backOff,
  DEFAULT_RETRIES,
  isTransientFailure,
  parseRetryAfter,
  TransientError,
  withRetries,
} from "../../../indexer/source/retry.js";

const never = new AbortController().signal;

/** Fails so often, then succeeds; counts. */
function failing(times: number, error: () => Error): { calls: () => number; attempt: () => Promise<string> } {
  let calls = 0;
  return {
    calls: () => calls,
    attempt: async () => {
      calls += 1;
      if (calls <= times) throw error();
      return "done";
    },
  };
}

const busy = (): Error => new TransientError("busy", { retryAfterMs: 0 });

describe("withRetries", () => {
  test("a passing failure is tried again", async () => {
    const { attempt, calls } = failing(2, busy);
    assert.equal(await withRetries(never, attempt), "done");
    assert.equal(calls(), 3);
  });

  test("after three tries the failure is thrown", async () => {
    const { attempt, calls } = failing(5, busy);
    await assert.rejects(withRetries(never, attempt), /busy/);
    assert.equal(calls(), 3);
  });

  test("another failure is thrown at once", async () => {
    const { attempt, calls } = failing(1, () => new Error("not there"));
    await assert.rejects(withRetries(never, attempt), /not there/);
    assert.equal(calls(), 1);
  });

  test("waiting ends when the run is stopped", async () => {
    const stop = new AbortController();
    const { attempt, calls } = failing(1, () => new TransientError("busy", { retryAfterMs: 60_000 }));
    const work = withRetries(stop.signal, attempt);
    stop.abort();
    await assert.rejects(work, { name: "AbortError" });
    assert.equal(calls(), 1);
  });
});

test("waits double, and chance takes up to half of each", () => {
  const waits = (chance: number): readonly number[] =>
    [1, 2, 3].map((failures) => backOff(failures, { ...DEFAULT_RETRIES, random: () => chance }));
  assert.deepEqual(waits(0), [500, 1000, 2000]);
  assert.deepEqual(waits(1), [250, 500, 1000]);
});

test("a policy may ask for more tries", async () => {
  const { attempt, calls } = failing(4, busy);
  assert.equal(await withRetries(never, attempt, { ...DEFAULT_RETRIES, tries: 5 }), "done");
  assert.equal(calls(), 5);
});

test("Retry-After is seconds or a date, never in the past", () => {
  const now = Date.parse("2024-01-01T00:00:00Z");
  assert.equal(parseRetryAfter("7", now), 7000);
  assert.equal(parseRetryAfter("Mon, 01 Jan 2024 00:00:05 GMT", now), 5000);
  assert.equal(parseRetryAfter("Sun, 31 Dec 2023 00:00:00 GMT", now), 0);
  assert.equal(parseRetryAfter("soon", now), undefined);
  assert.equal(parseRetryAfter(null, now), undefined);
});

test("a reset connection may pass, a host that is not there does not", () => {
  const coded = (code: string): Error => Object.assign(new Error(code), { code });
  assert.equal(isTransientFailure(new TypeError("fetch failed", { cause: coded("ECONNRESET") })), true);
  assert.equal(isTransientFailure(new TypeError("fetch failed", { cause: coded("ENOTFOUND") })), false);
  assert.equal(isTransientFailure(coded("ECONNREFUSED")), false);
});
