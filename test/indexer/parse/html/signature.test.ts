import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseSignature, withDefaults } from "../../../../indexer/parse/html/signature.js";

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

test("TypeScript: type parameters, optional and rest parameters, generics with commas", () => {
  const text =
    "<F extends (a: string) => void>(first: Map<string, number>, second?: F, ...rest: T[]): Promise<void>";
  assert.deepEqual(parseSignature(text), {
    parameters: [
      { name: "first", kind: "positional-or-keyword", annotation: "Map<string, number>" },
      { name: "second", kind: "positional-or-keyword", annotation: "F" },
      { name: "rest", kind: "var-positional", annotation: "T[]" },
    ],
    returns: "Promise<void>",
  });
});

test("C: types stand before names", () => {
  assert.deepEqual(parseSignature("(const char *name, int n = 3)").parameters, [
    { name: "name", kind: "positional-or-keyword", annotation: "const char *" },
    { name: "n", kind: "positional-or-keyword", annotation: "int", default: "3" },
  ]);
});

test("brackets around what can be left out, and those of lists", () => {
  const names = (text: string): string[] => parseSignature(text).parameters.map(({ name }) => name);
  assert.deepEqual(names("(source, mode[, flags[, dont]])"), ["source", "mode", "flags", "dont"]);
  assert.deepEqual(names("([x])"), ["x"]);
  assert.deepEqual(parseSignature("(a=[1, 2])").parameters[0]?.default, "[1, 2]");
});

test("defaults that stand beside a signature are written into it", () => {
  const text = "(a: Map<string, number>, b?: number): T";
  assert.equal(withDefaults(text, new Map([["b", "10"]])), "(a: Map<string, number>, b?: number = 10): T");
  assert.equal(withDefaults(": number", new Map([["b", "10"]])), ": number");
});
