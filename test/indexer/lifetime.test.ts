import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type LifetimePlan, type Living, livesOf, planRelease } from "../../indexer/lifetime.js";
import { OPEN } from "../../query/store/rows.js";

/** What the store does with a plan, in memory. */
function apply(rows: readonly Living[], plan: LifetimePlan): Living[] {
  const gone = new Set<Living>([...plan.changed.map(({ row }) => row), ...plan.removed]);
  return [
    ...rows.filter((row) => !gone.has(row)),
    ...plan.changed.map(({ row, to }) => ({ ...row, since: to.since, until: to.until })),
    ...plan.born,
    ...plan.revived,
  ];
}

const visible = (rows: readonly Living[], key: string): string[] =>
  rows
    .filter((row) => row.since <= key && key < row.until)
    .map(({ id }) => id)
    .sort();

const contents = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 5 });
const releases = fc
  .uniqueArray(fc.constantFrom("k1", "k2", "k3", "k4", "k5", "k6"), { minLength: 1, maxLength: 6 })
  .chain((keys) =>
    fc.tuple(fc.constant(keys), fc.array(contents, { minLength: keys.length, maxLength: keys.length })),
  );

describe("planRelease", () => {
  test("for any order of indexing, each release shows exactly its own contents", () => {
    fc.assert(
      fc.property(releases, ([keys, sets]) => {
        let rows: Living[] = [];
        const indexed: string[] = [];
        keys.forEach((key, index) => {
          rows = apply(rows, planRelease(rows, indexed, key, new Set(sets[index])));
          indexed.push(key);
        });
        keys.forEach((key, index) => {
          assert.deepEqual(visible(rows, key), [...(sets[index] ?? [])].sort());
        });
      }),
      { numRuns: 500 },
    );
  });

  test("the rows themselves do not depend on the order of indexing", () => {
    fc.assert(
      fc.property(releases, fc.integer(), ([keys, sets], seed) => {
        const index = (order: readonly number[]): string[] => {
          let rows: Living[] = [];
          const indexed: string[] = [];
          for (const at of order) {
            const key = keys[at] ?? "";
            rows = apply(rows, planRelease(rows, indexed, key, new Set(sets[at])));
            indexed.push(key);
          }
          return rows.map(({ id, since, until }) => `${id} ${since} ${until}`).sort();
        };
        const order = keys.map((_, at) => at);
        const shuffled = [...order].sort((a, b) => ((a * 7919 + seed) % 13) - ((b * 7919 + seed) % 13));
        assert.deepEqual(index(shuffled), index(order));
      }),
      { numRuns: 500 },
    );
  });

  test("reading a release again replaces it and leaves the others alone", () => {
    fc.assert(
      fc.property(releases, contents, fc.nat(), ([keys, sets], changed, pick) => {
        let rows: Living[] = [];
        const indexed: string[] = [];
        keys.forEach((key, index) => {
          rows = apply(rows, planRelease(rows, indexed, key, new Set(sets[index])));
          indexed.push(key);
        });
        const again = pick % keys.length;
        rows = apply(rows, planRelease(rows, keys, keys[again] ?? "", new Set(changed)));
        keys.forEach((key, index) => {
          const expected = index === again ? changed : (sets[index] ?? []);
          assert.deepEqual(visible(rows, key), [...expected].sort());
        });
      }),
      { numRuns: 500 },
    );
  });

  test("lives of one content never overlap", () => {
    fc.assert(
      fc.property(releases, ([keys, sets]) => {
        let rows: Living[] = [];
        const indexed: string[] = [];
        keys.forEach((key, index) => {
          rows = apply(rows, planRelease(rows, indexed, key, new Set(sets[index])));
          indexed.push(key);
        });
        for (const id of new Set(rows.map((row) => row.id))) {
          const lives = rows.filter((row) => row.id === id).sort((a, b) => (a.since < b.since ? -1 : 1));
          lives.slice(1).forEach((life, index) => {
            assert.ok((lives[index]?.until ?? "") < life.since);
          });
        }
      }),
    );
  });

  test("an unchanged release costs no write at all", () => {
    const rows: Living[] = [{ id: "a", since: "k1", until: OPEN }];
    const plan = planRelease(rows, ["k1"], "k2", new Set(["a"]));
    assert.deepEqual(plan, { born: [], revived: [], changed: [], removed: [] });
  });

  test("a release between two others splits a life that it does not share", () => {
    const rows: Living[] = [{ id: "a", since: "k1", until: OPEN }];
    const plan = planRelease(rows, ["k1", "k3"], "k2", new Set());
    assert.deepEqual(plan.changed, [{ row: rows[0], to: { since: "k1", until: "k2" } }]);
    assert.deepEqual(plan.revived, [{ id: "a", since: "k3", until: OPEN }]);
  });
});

test("livesOf finds the maximal runs", () => {
  const present = new Set(["k1", "k2", "k4"]);
  assert.deepEqual(
    livesOf(["k1", "k2", "k3", "k4"], (key) => present.has(key)),
    [
      { since: "k1", until: "k3" },
      { since: "k4", until: OPEN },
    ],
  );
});
