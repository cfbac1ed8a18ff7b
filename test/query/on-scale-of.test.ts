import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { onScaleOf } from "../../query/on-scale-of.js";

const PAGES = ["pump", "valve", "tank", "lid"];

test("what is known of all is put as many deviations from the mean as it is among those of which both are known", () => {
  const own = new Map([
    ["pump", 1],
    ["valve", 3],
    ["tank", 2],
    ["lid", 4],
  ]);
  const asked = new Map([
    ["pump", 10],
    ["valve", 30],
  ]);
  const scaled = onScaleOf(asked, (page) => own.get(page) ?? 0, PAGES);
  assert.deepEqual(
    PAGES.map((page) => scaled?.(page)),
    [10, 30, 20, 40],
  );
});

test("the order of pages by what is known of all stays, and the mean of the known is the mean", () => {
  const values = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(values, values, (own, known) => {
      const ownOf = (page: string): number => own[PAGES.indexOf(page)] ?? 0;
      const scaled = onScaleOf(new Map(PAGES.map((page, at) => [page, known[at] ?? 0])), ownOf, PAGES);
      if (!scaled) return;
      for (const one of PAGES)
        for (const other of PAGES) if (ownOf(one) < ownOf(other)) assert.ok(scaled(one) < scaled(other));
      const meanOf = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / 4;
      assert.ok(Math.abs(meanOf(PAGES.map(scaled)) - meanOf(known)) < 1e-6);
    }),
  );
});

test("nothing is known where nobody asked, of one page alone, or of pages that are all alike", () => {
  const own = (page: string): number => page.length;
  assert.equal(onScaleOf(new Map(), own, PAGES), undefined);
  assert.equal(onScaleOf(new Map([["pump", 3]]), own, PAGES), undefined);
  const alike = new Map(PAGES.map((page) => [page, 2]));
  assert.equal(onScaleOf(alike, own, PAGES), undefined);
});
