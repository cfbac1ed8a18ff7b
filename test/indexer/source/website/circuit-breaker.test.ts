import assert from "node:assert/strict";
import { test } from "node:test";
import { createCircuitBreaker } from "../../../../indexer/source/website/circuit-breaker.js";

function makeBreaker() {
  let time = 0;
  const breaker = createCircuitBreaker({ failuresToOpen: 3, coolDownMs: 100, now: () => time });
  const fail = (): boolean | undefined => breaker.admit()?.failed();
  const pass = (milliseconds: number): void => {
    time += milliseconds;
  };
  return { breaker, fail, pass };
}

test("opens at the third failure in a row", () => {
  const { breaker, fail } = makeBreaker();
  assert.deepEqual([fail(), fail(), fail()], [false, false, true]);
  assert.equal(breaker.isOpen(), true);
  assert.equal(breaker.admit(), undefined);
});

test("a success in between starts the count anew", () => {
  const { breaker, fail } = makeBreaker();
  fail();
  fail();
  breaker.admit()?.succeeded();
  assert.deepEqual([fail(), fail()], [false, false]);
  assert.equal(breaker.isOpen(), false);
});

test("requests that fail side by side are one failure", () => {
  const { breaker, fail } = makeBreaker();
  const together = [breaker.admit(), breaker.admit(), breaker.admit(), breaker.admit()];
  for (const admission of together) assert.equal(admission?.failed(), false);
  assert.deepEqual([fail(), fail()], [false, true]);
});

test("after the cool-down one request tries, the others are still refused", () => {
  const { breaker, fail, pass } = makeBreaker();
  for (let failure = 0; failure < 3; failure += 1) fail();
  pass(99);
  assert.equal(breaker.admit(), undefined);
  pass(1);
  const probe = breaker.admit();
  assert.ok(probe);
  assert.equal(breaker.admit(), undefined);
  probe.succeeded();
  assert.ok(breaker.admit());
});

test("a probe that fails opens it again for as long", () => {
  const { breaker, fail, pass } = makeBreaker();
  for (let failure = 0; failure < 3; failure += 1) fail();
  pass(100);
  assert.equal(fail(), true);
  pass(99);
  assert.equal(breaker.isOpen(), true);
  pass(1);
  breaker.admit()?.succeeded();
  assert.equal(fail(), false);
});

test("what was under way when it opened neither closes nor prolongs it", () => {
  const { breaker, fail, pass } = makeBreaker();
  const early = [breaker.admit(), breaker.admit()];
  for (let failure = 0; failure < 3; failure += 1) fail();
  pass(50);
  early[0]?.succeeded();
  assert.equal(early[1]?.failed(), false);
  assert.equal(breaker.isOpen(), true);
  pass(50);
  assert.equal(breaker.isOpen(), false);
});
