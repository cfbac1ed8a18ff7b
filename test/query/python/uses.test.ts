import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { type Use, usesIn } from "../../../query/python/uses.js";

const shown = (source: string, { path, spans, call }: Use): string => {
  const line = source.slice(0, spans.at(-1)?.from ?? 0).split("\n").length;
  const passed =
    call &&
    [call.positional, ...call.keywords.map(({ name }) => name), ...(call.spread ? ["*"] : [])].join(" ");
  return `${line} ${path}${passed === undefined ? "" : `(${passed})`}`;
};

/** `line path` of each use that is no import, with what a call passes. */
const told = (source: string): readonly string[] =>
  usesIn(source)
    .uses.filter(({ importedAs }) => importedAs === undefined)
    .map((use) => shown(source, use));

describe("usesIn", () => {
  test("imports and their aliases, whole names only", () => {
    const source =
      "import a.b\nimport c.d as e\nfrom f import g as h, i\na.b.x(1)\ne.y\nh(k=1)\ni.j.l\nunknown.z()\n";
    assert.deepEqual(told(source), ["4 a.b.x(1)", "5 c.d.y", "6 f.g(0 k)", "7 f.i.j.l"]);
    assert.deepEqual(
      usesIn(source)
        .uses.filter(({ importedAs }) => importedAs !== undefined)
        .map((use) => `${shown(source, use)} ${use.importedAs}`),
      ["1 a.b module", "2 c.d module", "3 f.g name", "3 f.i name"],
    );
  });

  test("what a call passes; an ellipsis stands for more", () => {
    assert.deepEqual(told("from a import f\nf(1, g(2), x=3, *y)\n"), ["2 a.f(2 x *)"]);
    assert.deepEqual(told("from a import f\nf()\nf(**k)\nf(x for x in y)\nf(1, ...)\n"), [
      ...["2 a.f(0)", "3 a.f(0 *)", "4 a.f(1)", "5 a.f(1 *)"],
    ]);
  });

  test("a generator is one argument, however many variables it has, and hides what it calls the same", () => {
    assert.deepEqual(told("from a import f\nf(g(n, k) for n, k in zip(x, y))\nf(x async for x, y in z)\n"), [
      ...["2 a.f(1)", "3 a.f(1)"],
    ]);
    assert.deepEqual(told("from a import f, K\nf(K.x for i, K in y)\nK.z\n"), ["2 a.f(1)", "3 a.K.z"]);
  });

  test("a pattern reads the classes and dotted values it asks for, and sets what it captures", () => {
    const source =
      "from a import K, L, M\nmatch v:\n  case K(n=L): pass\n  case M.q: pass\nK(1)\nL(1)\nM(1)\n";
    assert.deepEqual(
      told(source).filter((use) => use.endsWith("(1)")),
      ["5 a.K(1)", "7 a.M(1)"],
    );
  });

  test("what a variable was given last, on every way to the place", () => {
    assert.deepEqual(told("from a import K\nm = K(1)\nm.fit(X)\nK().go()\n"), [
      ...["2 a.K(1)", "3 a.K().fit(1)", "4 a.K().go(0)", "4 a.K(0)"],
    ]);
    assert.deepEqual(told("from a import K, L\nm = K()\nm.x()\nm = L()\nm.x()\n").slice(1, 4), [
      ...["3 a.K().x(0)", "4 a.L(0)", "5 a.L().x(0)"],
    ]);
    // After a branch, and in a loop, it can be either.
    assert.deepEqual(told("from a import K, L\nm = K()\nif c:\n    m = L()\nm.x()\n"), [
      "2 a.K(0)",
      "4 a.L(0)",
    ]);
    const loop = "from a import K\nm = K()\nfor i in r:\n    m.x()\n    m = 2\n";
    assert.deepEqual(told(loop), ["2 a.K(0)"]);
    assert.deepEqual(told("from a import K\nm = None\nm = K()\nm.x()\n"), ["3 a.K(0)", "4 a.K().x(0)"]);
  });

  test("scopes: parameters and locals hide what is imported; a class body hides nothing from its methods", () => {
    const source = `import a
def f(a):
    a.x()
def g():
    a.y()
def h():
    a = 1
    a.z()
class C(a.B):
    a = 2
    def m(self, v=a.d):
        return a.w
[a.q for a in r]
[a.p for b in r]
lambda a: a.n
`;
    assert.deepEqual(told(source), ["5 a.y(0)", "9 a.B", "12 a.w", "14 a.p"]);
    assert.deepEqual(told("import a\ndef f():\n    global a\n    a = 2\na.x\n"), []);
  });

  test("decorators, `with`, conditions and names taken apart", () => {
    assert.deepEqual(told("import a\n@a.d(k=1)\ndef f(): pass\nwith a.c() as x: x.y\nb, c = a.t()\nc.u\n"), [
      ...["2 a.d(0 k)", "4 a.c(0)", "5 a.t(0)"],
    ]);
    assert.deepEqual(told("from a import *\nf(1)\n"), ["2 a.*.f(1)"]);
    assert.deepEqual(told("from . import f\nfrom .x import g\nf()\ng()\n"), []);
  });

  test("code that is ready for a name's not being there says so", () => {
    const guarded = (source: string) =>
      usesIn(source).uses.map(({ path, isGuarded }) => `${path} ${isGuarded}`);
    assert.deepEqual(guarded("try:\n    from a import b\nexcept ImportError:\n    from c import b\n"), [
      ...["a.b true", "c.b true"],
    ]);
    assert.deepEqual(guarded("import a\nif hasattr(a, 'x'):\n    a.x()\nelse:\n    a.y()\n").slice(2), [
      ...["a.x true", "a.y true"],
    ]);
    assert.deepEqual(guarded("import a\nif a.__version__ > '1':\n    a.x\n").at(-1), "a.x true");
    assert.deepEqual(guarded("import a\nwith raises(TypeError):\n    a.x(1)\na.y\n").slice(1), [
      ...["a.x true", "a.y false"],
    ]);
    assert.deepEqual(
      guarded("import a\ntry:\n    a.x()\nexcept ValueError:\n    pass\n").at(-1),
      "a.x false",
    );
  });

  test("code that does not parse is read as far as it goes, and says where", () => {
    const broken = usesIn("from a import (\n    f,\n)\n\nf(1)\nif )\nf(2)\n");
    assert.ok(broken.uses.some(({ path, call }) => path === "a.f" && call !== undefined));
    assert.ok(broken.errors.length > 0);
    assert.ok(usesIn("import a\nprint 'x'\na.f()\n").isPython2);
  });

  test("any text is read without an error, and every place lies in it", () => {
    const words = [
      "import a",
      "from a import b",
      "a.b",
      "(",
      ")",
      ":",
      "\n",
      "    ",
      "def f(x):",
      "x = a.b()",
      "...",
      "'",
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 40 }), (parts) => {
        const source = parts.join(" ");
        for (const { spans } of usesIn(source).uses)
          for (const { from, to } of spans) assert.ok(from >= 0 && from <= to && to <= source.length);
      }),
    );
  });
});
