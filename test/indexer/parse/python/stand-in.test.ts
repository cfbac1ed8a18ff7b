import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createPythonPackageParser } from "../../../../indexer/parse/python/package.js";

const STAND_INS = `
from .needs import DummyObject, requires_backends
class Trainer(metaclass=DummyObject):
    _backends = ["torch"]
    def __init__(self, *args, **kwargs):
        requires_backends(self, ["torch"])
    @classmethod
    def load(cls, *args, **kwargs):
        requires_backends(cls, ["torch"])
class Compiled(metaclass=DummyObject):
    _backends = ["torch"]
    def __init__(self, *args, **kwargs):
        requires_backends(self, ["torch"])
class Old(metaclass=DummyObject):
    _backends = ["torch"]
    def __init__(self, *args, **kwargs):
        requires_backends(self, ["torch"])
def schedule(*args, **kwargs):
    requires_backends(schedule, ["torch"])
def forward(*args, **kwargs):
    print(forward, "torch")
class Partial:
    def __init__(self, *args, **kwargs):
        requires_backends(self, ["torch"])
        self.ready = True
class Derived(Partial):
    def __init__(self, *args, **kwargs):
        requires_backends(self, ["torch"])
`;

const FILES = {
  "pkg/__init__.py": "",
  "pkg/needs.py": "class DummyObject(type): ...\ndef requires_backends(obj, backends): ...",
  "pkg/dummies.py": STAND_INS,
  "pkg/trainer.py":
    "class Trainer:\n    def __init__(self, model): ...\nclass New: ...\nOld = New\ndef schedule(step): ...\n" +
    "def forward(x): ...\nclass Partial: ...\nclass Derived: ...",
};

function read(files: Readonly<Record<string, string>>) {
  const parser = createPythonPackageParser();
  for (const [path, source] of Object.entries(files)) parser.add(path, source);
  const names = [...parser.finish()].flatMap(({ symbols }) => symbols.map(({ name }) => name));
  return { names, bound: parser.names() };
}

describe("stand-ins for what is not installed", () => {
  const { names, bound } = read(FILES);
  const dummies = names.filter((name) => name.startsWith("pkg.dummies."));

  test("are no API where the package has what they stand for, under another definition's name as well", () => {
    assert.ok(names.includes("pkg.trainer.Trainer") && names.includes("pkg.trainer.schedule"));
    for (const name of ["Trainer", "Trainer.load", "schedule", "Old"])
      assert.ok(!dummies.includes(`pkg.dummies.${name}`), name);
  });

  test("are all that is known of a name that nothing else has", () => {
    assert.ok(dummies.includes("pkg.dummies.Compiled"));
  });

  test("what does anything else, or is derived from something, is none", () => {
    for (const name of ["forward", "Partial", "Derived"])
      assert.ok(dummies.includes(`pkg.dummies.${name}`), name);
  });

  test("are names that their module binds all the same", () => {
    const module = bound?.modules["pkg.dummies"];
    assert.equal(module?.names["Trainer"], "pkg.dummies:Trainer");
    assert.equal(bound?.objects["pkg.dummies:Trainer"]?.symbol, undefined);
    assert.equal(bound?.objects["pkg.trainer:Trainer"]?.symbol, "pkg.trainer.Trainer");
  });
});
