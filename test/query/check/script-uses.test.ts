import assert from "node:assert/strict";
import { test } from "node:test";
import { scriptUsesIn } from "../../../query/check/script-uses.js";

const told = (text: string, file = "a.ts"): readonly string[] =>
  scriptUsesIn(text, file).uses.map(({ path, importedAs }) => (importedAs ? `import ${path}` : path));

test("named imports, members of a namespace, and of what `new` makes", () => {
  const text = `import { a, b as c } from "@x/y";
import * as ns from "z";
import d, { type T } from "w";
c.e.f();
ns.g.h(1);
const i = new a();
i.j();
d.k();
`;
  assert.deepEqual(told(text), [
    ...["import @x/y.a", "import @x/y.b", "import w.T", "@x/y.b.e.f", "z.g.h", "@x/y.a().j"],
  ]);
});

test("require and import() are imports; subpaths, files and names declared twice are left alone", () => {
  assert.deepEqual(told('const { a } = require("x");\nconst n = await import("y");\nn.b;\na.c;\n', "a.mjs"), [
    ...["import x.a", "y.b", "x.a.c"],
  ]);
  assert.deepEqual(told('import { a } from "./x";\nimport { b } from "x/sub";\na.c;\nb.c;\n'), []);
  assert.deepEqual(told('import * as a from "x";\nfunction f(a: number) { return a.b; }\n'), []);
  assert.deepEqual(told("const x = <div>{a.b}</div>;\n(((", "a.tsx"), []);
});

test("what cannot be parsed is told, and every comment", () => {
  assert.deepEqual(scriptUsesIn("let a = 1;\n", "a.ts").errors, []);
  const [first = 0] = scriptUsesIn("let a = 1;\nlet b = (;\n", "a.ts").errors;
  assert.equal("let a = 1;\nlet b = (;\n".slice(0, first).split("\n").length, 2);
  const text = `f(1 /* a */, 2); // b
/* c */
const s = "// no";
`;
  assert.deepEqual(
    scriptUsesIn(text, "a.ts").comments.map(({ from, to }) => text.slice(from, to)),
    ["/* a */", "// b", "/* c */"],
  );
});
