import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { usesIn } from "../../../query/upgrade/python-uses.js";

/** `line name` of each use that is no import, with what a call passes. */
const told = (source: string): readonly string[] =>
  usesIn(source)
    .filter(({ isImport }) => !isImport)
    .map(({ name, line, call }) => {
      const passed = call && [call.positional, ...call.keywords, ...(call.spread ? ["*"] : [])].join(" ");
      return `${line} ${name}${passed === undefined ? "" : `(${passed})`}`;
    });

describe("usesIn", () => {
  test("imports and their aliases, whole names only", () => {
    const source =
      "import a.b\nimport c.d as e\nfrom f import g as h, i\na.b.x(1)\ne.y\nh(k=1)\ni.j.l\nunknown.z()\n";
    assert.deepEqual(told(source), ["4 a.b.x(1)", "5 c.d.y", "6 f.g(0 k)", "7 f.i.j.l"]);
    assert.deepEqual(
      usesIn(source)
        .filter(({ isImport }) => isImport)
        .map(({ name, line }) => `${line} ${name}`),
      ["1 a", "2 c.d", "3 f.g", "3 f.i"],
    );
  });

  test("what a call passes", () => {
    assert.deepEqual(told("from a import f\nf(1, g(2), x=3, *y)\n"), ["2 a.f(2 x *)"]);
    assert.deepEqual(told("from a import f\nf()\nf(**k)\n"), ["2 a.f(0)", "3 a.f(0 *)"]);
  });

  test("methods of what was made in place, or of a variable assigned once", () => {
    const source = "from a import K\nm = K(1)\nm.fit(X)\nK().go()\n";
    assert.deepEqual(told(source), ["2 a.K(1)", "3 a.K.fit(1)", "4 a.K.go(0)", "4 a.K(0)"]);
    // Assigned twice, it can hold either.
    assert.deepEqual(told("from a import K\nm = K()\nm = 2\nm.fit()\n"), ["2 a.K(0)"]);
  });

  test("relative imports, `import *` and keywords are no uses; broken code is read all the same", () => {
    assert.deepEqual(told("from . import f\nfrom .x import g\nfrom a import *\nf()\ng()\nh()\n"), []);
    assert.deepEqual(told("from a import f\nother(f=1)\ndef g(f): pass\n"), []);
    assert.ok(told("from a import (\n    f,\n)\n\nf(1)\nif )\nf(2)\n").includes("5 a.f(1)"));
  });
});
