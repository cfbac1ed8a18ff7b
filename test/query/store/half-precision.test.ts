import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { innerProducts } from "../../../query/store/half-precision.js";

/** Bits of numbers that half precision holds exactly. */
const EXACT: Readonly<Record<string, number>> = { 0: 0x0000, 1: 0x3c00, "-2": 0xc000, 0.5: 0x3800 };

test("the inner product of each row, in order", () => {
  const rows = Uint16Array.of(EXACT[1] ?? 0, EXACT[0.5] ?? 0, EXACT["-2"] ?? 0, EXACT[1] ?? 0);
  assert.deepEqual([...innerProducts(rows, Float32Array.of(3, 4))], [5, -2]);
});

test("whatever the rows, each is multiplied by itself alone", () => {
  const exact = fc.constantFrom(...Object.keys(EXACT).map(Number));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(exact, exact, exact), { maxLength: 8 }),
      fc.tuple(exact, exact, exact),
      (rows, vector) => {
        const stored = Uint16Array.from(rows.flat(), (value) => EXACT[String(value)] ?? 0);
        const expected = rows.map((row) =>
          row.reduce((sum, value, at) => sum + value * (vector[at] ?? 0), 0),
        );
        assert.deepEqual(
          [...innerProducts(stored, Float32Array.from(vector))].map((value) => value + 0),
          expected.map((value) => value + 0),
        );
      },
    ),
  );
});

test("rows of another width are an error", () => {
  assert.throws(() => innerProducts(new Uint16Array(5), new Float32Array(2)), RangeError);
});
