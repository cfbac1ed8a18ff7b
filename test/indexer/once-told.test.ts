import assert from "node:assert/strict";
import { test } from "node:test";
import type { HarvestedDocument } from "../../indexer/harvest.js";
import { onceTold } from "../../indexer/once-told.js";
import type { SymbolFact } from "../../indexer/parse/document.js";

const told = (path: string, name: string, facts: Partial<SymbolFact> = {}) => {
  const document: HarvestedDocument = { id: path, path, title: path, kind: "api", chunks: [] };
  const fact: SymbolFact = {
    ...{ name, aliases: [], kind: "unknown", signatures: [], parameters: [], summary: "" },
    ...{ anchor: undefined, ...facts },
  };
  return { document, fact };
};

test("what is told elsewhere in the release, under any of its names, is not listed beside it", () => {
  const code = told("water/pump.py", "water.Pump", {
    ...{ signatures: ["water.Pump()"], aliases: ["water.pump.Pump"] },
  });
  const other = told("doc/api.rst", "water.Pipe");
  const lists = [told("doc/api.rst", "water.Pump"), told("doc/api.rst", "water.pump.Pump"), other];
  assert.deepEqual(onceTold([...lists, code]), [other, code]);
});

test("of several lists the one counts that says what it is, or else the first by path", () => {
  const [b, a] = [told("doc/b.rst", "water.Pump"), told("doc/a.rst", "water.Pump")];
  const known = told("doc/c.rst", "water.Pump", { kind: "class" });
  assert.deepEqual(onceTold([b, a]), [a]);
  assert.deepEqual(onceTold([b, known, a]), [known]);
});
