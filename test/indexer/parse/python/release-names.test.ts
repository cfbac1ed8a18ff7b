import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createPythonPackageParser } from "../../../../indexer/parse/python/package.js";
import { type Resolved, resolvePath } from "../../../../query/check/resolve-path.js";
import type { ReleaseNames } from "../../../../query/store/release-names.js";

function namesOf(files: Readonly<Record<string, string>>, unread: readonly string[] = []): ReleaseNames {
  const parser = createPythonPackageParser();
  for (const path of unread) parser.note(path);
  for (const [path, source] of Object.entries(files)) parser.add(path, source);
  for (const _ of parser.finish());
  const names = parser.names();
  assert.ok(names);
  return names;
}

const ask = (names: ReleaseNames, path: string): string => {
  const resolved: Resolved = resolvePath(path, names, new Set(names.planted));
  if (resolved.type === "missing") return resolved.isOpen ? "open" : "missing";
  return resolved.type === "skipped" ? resolved.reason : resolved.type;
};

describe("releaseNames", () => {
  test("names that a module sets on itself", () => {
    const names = namesOf({
      "p/__init__.py": `import sys as _sys
_here = _sys.modules[__name__]
setattr(_here, "late", object())
`,
      "p/open.py": `import sys
here = sys.modules[__name__]
for name in ["a"]:
    setattr(here, name, 1)
`,
    });
    assert.equal(ask(names, "p.late"), "found");
    assert.equal(ask(names, "p.later"), "missing");
    assert.equal(ask(names, "p.open.anything"), "open");
  });

  test("modules of its own that a package makes and puts into sys.modules", () => {
    const names = namesOf({
      "p/__init__.py": `import sys, types
def alias(name, target):
    module = types.ModuleType(name)
    sys.modules[name] = module
alias(f"{__name__}.old", ".new")
`,
      "p/new.py": "def f(): ...",
    });
    assert.equal(ask(names, "p.old"), "found");
    assert.equal(ask(names, "p.old.f"), "undescribed");
    assert.equal(ask(names, "p.older"), "missing");
  });

  test("every binding of a module counts, documented or not", () => {
    const names = namesOf({
      "p/__init__.py": `import os, a.b as ab
from c import d
X, (Y, Z) = 1, (2, 3)
for i in range(3): pass
with open("f") as handle: pass
try:
    import fast
except ImportError as error:
    fast = None
if (walrus := 3): typed: int = 1
def f():
    global made
    made = 1
class C: inner = 1
`,
    });
    for (const name of [
      "os",
      "ab",
      "d",
      "X",
      "Y",
      "Z",
      "i",
      "handle",
      "fast",
      "walrus",
      "typed",
      "made",
      "f",
      "C",
    ])
      assert.equal(ask(names, `p.${name}`), "found", name);
    assert.equal(ask(names, "p.nothing"), "missing");
    assert.equal(ask(names, "p.constructor"), "missing");
    assert.equal(ask(names, "p.C.inner"), "found");
    assert.equal(ask(names, "p.C.other"), "missing");
    assert.equal(ask(names, "q.x"), "foreign");
  });

  test("modules that are there and not read are there", () => {
    const names = namesOf({ "p/__init__.py": "" }, [
      "p/fast.cpython-311-x86_64-linux-gnu.so",
      "p/tests/test_a.py",
    ]);
    assert.equal(ask(names, "p.fast"), "found");
    assert.equal(ask(names, "p.tests"), "found");
    assert.equal(ask(names, "p.slow"), "missing");
  });

  test("what makes names at run time leaves a module open; what only refuses some does not", () => {
    const open = (source: string) => ask(namesOf({ "p/__init__.py": source }), "p.x");
    assert.equal(open("globals()['a'] = 1\n"), "open");
    assert.equal(open("from elsewhere import *\n"), "open");
    assert.equal(
      open("import importlib\ndef __getattr__(name):\n    return getattr(importlib, name)\n"),
      "open",
    );
    assert.equal(open("def __getattr__(name):\n    raise AttributeError(name)\n"), "missing");
    const lazy = namesOf({
      "p/__init__.py": `import importlib
_parts = ["a", "b"]
def __getattr__(name):
    if name == "gone":
        raise ImportError("gone is gone")
    if name in _parts:
        return importlib.import_module("p." + name)
    raise AttributeError(name)
`,
    });
    assert.deepEqual(
      [ask(lazy, "p.a"), ask(lazy, "p.x"), ask(lazy, "p.gone")],
      ["found", "missing", "missing"],
    );
    assert.deepEqual(lazy.modules["p"]?.refused, { gone: "gone is gone" });
  });

  test("a lazy module may make a name of another one's, if it ends as its class knows", () => {
    const names = namesOf({
      "p/__init__.py": `from .lazy import Lazy
import sys
_import_structure = {"a": ["Tokenizer"]}
sys.modules[__name__] = Lazy(__name__, _import_structure)
`,
      "p/a.py": "class Tokenizer: pass\n",
      "p/lazy.py": `class Lazy:
    def __getattr__(self, name):
        if name.endswith("Fast"):
            return getattr(self, name[:-4])
        raise AttributeError(name)
`,
    });
    assert.deepEqual(
      ["Tokenizer", "TokenizerFast", "TokenizerSlow"].map((name) => ask(names, `p.${name}`)),
      ["found", "found", "missing"],
    );
    const made = resolvePath("p.TokenizerFast", names, new Set());
    assert.ok(made.type === "found" && made.isMadeLate);
  });

  test("members: bases, instances, what is planted, and what a class makes at run time", () => {
    const names = namesOf({
      "p/__init__.py": `from elsewhere import Foreign
class Base:
    def __init__(self): self.late = 1
    def own(self): pass
class A(Base): pass
class B(Foreign): pass
class D:
    def __getattr__(self, name): return name
class E:
    def __init_subclass__(cls):
        for m in "ab": setattr(cls, f"set_{m}_x", 1)
A.planted = 1
`,
    });
    assert.deepEqual(
      ["late", "own", "planted", "other"].map((name) => ask(names, `p.A().${name}`)),
      ["found", "found", "planted", "missing"],
    );
    assert.equal(ask(names, "p.B().x"), "inherited");
    assert.equal(ask(names, "p.D().x"), "dynamic");
    assert.deepEqual([ask(names, "p.E().set_a_x"), ask(names, "p.E().set_a")], ["found", "missing"]);
    assert.equal(ask(names, "p.A().own().x"), "undescribed");
  });

  test("a class has the names that it is given by a text of a variable, and no other", () => {
    const names = namesOf({
      "p/__init__.py": `class A:
    def __init_subclass__(cls):
        for m in "ab":
            name = f"set_{m}_x"
            if not hasattr(cls, name):
                setattr(cls, name, 1)
class B:
    def __init_subclass__(cls):
        for name in "ab": setattr(cls, name, 1)
`,
    });
    assert.deepEqual(
      ["p.A().set_a_x", "p.A().x", "p.B().x"].map((path) => ask(names, path)),
      [...["found", "missing", "dynamic"]],
    );
  });

  test("a function is refused where all it can do is say that it was removed", () => {
    const names = namesOf({
      "p/__init__.py": `def gone(x):
    y = x
    raise RuntimeError("gone was deprecated and is now removed. " f"Use {y}.")
def partly(x):
    if x: return 1
    raise RuntimeError("partly without x is now removed")
def abstract(x):
    raise NotImplementedError("to be deprecated")
`,
    });
    const refused = ["gone", "partly", "abstract"].map((name) => names.objects[`p:${name}`]?.refused);
    assert.match(refused[0] ?? "", /^gone was deprecated and is now removed\. Use/);
    assert.deepEqual(refused.slice(1), [undefined, undefined]);
  });

  test("a class pattern sets what it captures, not the class", () => {
    const names = namesOf({ "p/__init__.py": "match 3:\n  case K(n=c): pass\n" });
    assert.deepEqual(
      ["p.c", "p.K", "p.n"].map((path) => ask(names, path)),
      ["found", "missing", "missing"],
    );
  });

  test("a call is described only where nothing on the way can change what it takes", () => {
    const names = namesOf({
      "p/__init__.py": `from dataclasses import dataclass
def plain(a, b=1, /, c=2, *args, d, **rest): pass
@unknown
def wrapped(a): pass
class A:
    def __init__(self, a, *, b=None): pass
class Sub(A): pass
class Made(A, metaclass=M): pass
@dataclass
class Data:
    x: int
    y: int = 2
`,
      "p/c.pyi": "def declared(a): ...\n",
    });
    const calls = (key: string) => names.objects[key]?.calls;
    assert.deepEqual(calls("p:plain"), ["a,b=,/,c=,*args,d,**rest"]);
    assert.equal(calls("p:wrapped"), undefined);
    assert.deepEqual([calls("p:A"), calls("p:Sub")], [["a,*,b="], ["a,*,b="]]);
    assert.equal(calls("p:Made"), undefined);
    assert.deepEqual(calls("p:Data"), ["x,y="]);
    assert.equal(calls("p.c:declared"), undefined);
  });
});
