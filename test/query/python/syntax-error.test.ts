import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { syntaxError } from "../../../query/python/syntax-error.js";

/** `line:column reason` */
function told(text: string): string | undefined {
  const error = syntaxError(text);
  if (error === undefined) return undefined;
  const before = text.slice(0, error.at).split("\n");
  return `${before.length}:${(before.at(-1) ?? "").length + 1} ${error.reason}`;
}

describe("what proves to be no Python", () => {
  for (const [text, expected] of [
    ["def broken(:\n    pass\n", "1:11 “(” is never closed"],
    ["x = [1, 2)\n", "1:10 “)” does not close “[”"],
    ["x = 1)\n", "1:6 “)” closes nothing"],
    ["x = 'one\ny = 2\n", "1:5 the string that begins here has no end"],
    ['"""Never ends.\n', "1:1 the string that begins here has no end"],
    ["def f(x)\n    return x\n", "1:1 the colon of the block is missing"],
    ["if x:\ny = 1\n", "2:1 an indented block is missing before this"],
    ["class C:\n", "1:1 its indented block is missing"],
    ["x = 1\n  y = 2\n", "2:3 it is indented, and no block begins"],
    ["if x:\n        y = 1\n    z = 2\n", "3:5 it is indented as no line before it is"],
    ["x = 1\n<<<<<<< HEAD\n", "2:1 no operator is “<<<<<<<”"],
    ["=======\n", "1:1 no statement begins with “=”"],
    ["x =\ny = 1\n", "1:1 nothing stands after its last “=”"],
  ] as const) {
    test(JSON.stringify(text), () => assert.equal(told(text), expected));
  }
});

describe("what is Python, or may be in another version", () => {
  for (const text of [
    "",
    "\ufeff# only a mark\n",
    "def f(a, /, b: int = 1, *, c): return a\n",
    "if True: pass\nelse:\n\tpass\n",
    "from a import *\nx = 1,\n",
    "with open('x') as (a, b), (\n  c):\n    pass\n",
    "match x:\n    case Point(x=0): pass\n    case _:\n        ...\n",
    "type A[*Ts] = tuple[*Ts]\n",
    "x = 'a\\\nb' \\\n    + r'\\\\'\n",
    'x = f\'{a["b"]!r:>{width}} {{ {c:%H:%M} }\' f"""{\n  d}"""\n',
    "x = f'\\N{DEGREE SIGN} {a['b']} {{{d}}}' rf'\\{{\\}}'\n",
    'x = t\'{a}\' b\'\\\'\' Rb""""a"""\n',
    "@a.b[0](lambda x: (yield))\nasync def f():\n    await x\n",
    "for x in y:\n  if x:\n    z = (1 +\n2)\n  else:\n    z = {\n}\n",
    "class A:\n    x = 1\n\n    # a comment\n  # another one\n    y = 2\n",
    "if a:\n\tb = 1\n        \n\tc = 2\n",
    "\fx = 1\r\nif x:\r\n    y = 2\r\n",
  ]) {
    test(JSON.stringify(text), () => assert.equal(told(text), undefined));
  }

  test("of any text it says nothing or a place in it", () => {
    const texts = fc.string({ unit: fc.constantFrom(..."ab(){}[]:'\"\\\n\t #f=<,{"), maxLength: 40 });
    fc.assert(
      fc.property(texts, (text) => {
        const error = syntaxError(text);
        assert.ok(error === undefined || (error.at >= 0 && error.at < text.length));
      }),
    );
  });

  test("what is proved stays so whatever follows it", () => {
    const lines = fc.array(fc.constantFrom("x = 1", "y = [", "]", "z = 'a'", "def f():", "    pass", ")"));
    fc.assert(
      fc.property(lines, (some) => {
        const text = `${some.join("\n")}\n`;
        assert.ok(syntaxError(`x = 1)\n${text}`) !== undefined);
      }),
    );
  });
});
