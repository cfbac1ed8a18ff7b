import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseSignature } from "../../../../indexer/parse/html/signature.js";

test("kinds, annotations, defaults and result", () => {
  assert.deepEqual(parseSignature('(a, /, b: int = 1, *args, c="x, y", **kw) -> Dict[str, int]'), {
    parameters: [
      { name: "a", kind: "positional-only" },
      { name: "b", kind: "positional-or-keyword", default: "1", annotation: "int" },
      { name: "args", kind: "var-positional" },
      { name: "c", kind: "keyword-only", default: '"x, y"' },
      { name: "kw", kind: "var-keyword" },
    ],
    returns: "Dict[str, int]",
  });
});

test("commas and equal signs inside brackets and strings belong to the default", () => {
  const { parameters } = parseSignature("(f=<function a.<lambda>>, d=device(type='cpu', n=1), *, e=')')");
  assert.deepEqual(
    parameters.map((it) => [it.name, it.default]),
    [
      ["f", "<function a.<lambda>>"],
      ["d", "device(type='cpu', n=1)"],
      ["e", "')'"],
    ],
  );
});

test("an attribute has no parameters", () => {
  assert.deepEqual(parseSignature(": str = None"), { parameters: [] });
});

test("names come back as they were put in, whatever the defaults", () => {
  const name = fc.stringMatching(/^[a-z]\w{0,8}$/);
  const value = fc.constantFrom("None", "'a,b'", "[1, 2]", "{'k': (1, 2)}", "f(x=1)", '"="');
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(name, value), { selector: ([it]) => it }), (items) => {
      const text = `(${items.map(([it, def]) => `${it}=${def}`).join(", ")})`;
      const found = parseSignature(text).parameters.map((it) => [it.name, it.default]);
      assert.deepEqual(found, items);
    }),
  );
});
