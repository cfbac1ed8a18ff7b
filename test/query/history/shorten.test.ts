import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Change } from "../../../query/history/change.js";
import { bySymbol } from "../../../query/history/change-text.js";
import { entryText } from "../../../query/history/log-entry.js";
import type { RemovedModule } from "../../../query/history/removed-modules.js";
import { shortened } from "../../../query/history/shorten.js";
import { change } from "./change-fixture.js";

const told = (changes: readonly Change[], modules: readonly RemovedModule[] = []) =>
  shortened(bySymbol(changes), modules).map((entry) =>
    [entry.pattern ?? entry.symbols.map(([{ symbol }]) => symbol).join(), entryText(entry), entry.breaking]
      .filter((text) => text !== "")
      .join(" | "),
  );

const removed = (symbol: string, facts: Partial<Change> = {}) =>
  change({ kind: "removed", breaking: true, symbol, ...facts });

describe("a list that is too long", () => {
  test("names that are alike are one entry, with their members counted; what is replaced stands by itself", () => {
    const pumps = ["River", "Tank", "Well", "Rain"].map((name) =>
      removed(`water.${name}Pump`, { members: ["start"] }),
    );
    assert.deepEqual(told([...pumps, removed("water.SeaPump", { replacement: "water.Pump" })]), [
      "water.*Pump | 4 classes removed with 4 members | [breaking]",
      "water.SeaPump | class removed; use water.Pump | [breaking]",
    ]);
    assert.deepEqual(told(pumps.map((each) => ({ ...each, kind: "added", breaking: false }))), [
      "water.*Pump | 4 new classes with 4 members",
    ]);
  });

  test("a removed module is one entry for all that was in it", () => {
    const changes = [
      removed("water.old", { symbolKind: "module" }),
      removed("water.old.Tap"),
      removed("water.old.parts.Tap", { members: ["open"] }),
      removed("water.older"),
    ];
    assert.deepEqual(told(changes, [{ name: "water.old", version: "2.0" }]), [
      "water.old | module removed with 2 names | [breaking]",
      "water.older | class removed | [breaking]",
    ]);
  });

  test("names that moved from one module to another are one entry", () => {
    const moves = ["a", "b", "c", "d"].map((name) =>
      change({
        ...{ kind: "moved", breaking: true, symbol: `water.old.${name}`, symbolKind: "function" },
        ...{ after: `water.new.${name}`, replacement: `water.new.${name}` },
      }),
    );
    assert.deepEqual(told(moves), ["water.old.* | 4 names moved to water.new.* | [breaking]"]);
  });

  test("what happened to many is taken out of what happened to each", () => {
    const names = ["A", "B", "C", "D", "E", "F", "G", "H"];
    const common = names.map((name) =>
      change({ kind: "parameter-removed", breaking: true, symbol: `water.${name}`, parameter: "rate" }),
    );
    const own = change({ kind: "parameter-added", symbol: "water.B", parameter: "hot", after: "hot=1" });
    const keywords = names.map((name, at) =>
      change({
        ...{ kind: "parameter-made-keyword-only", breaking: true },
        ...{ symbol: `water.${name}`, parameter: `p${at % 6}` },
      }),
    );
    assert.deepEqual(told([...common, own]), [
      `${names.map((name) => `water.${name}`).join()} | rate removed | [breaking]`,
      "water.B | hot added (1)",
    ]);
    assert.deepEqual(told(keywords), [
      `${names.map((name) => `water.${name}`).join()} | p0, p1, p2, p3 and 2 more parameters are keyword-only | [breaking]`,
    ]);
  });

  test("of a symbol the first changes are told, those that break before others", () => {
    const changes = ["a", "b", "c", "d", "e"].map((parameter) =>
      change({ kind: "parameter-added", breaking: parameter === "e", parameter, after: `${parameter}=1` }),
    );
    assert.deepEqual(told(changes), [
      "water.Pump | e added (1) before others that are given by position; a added (1); b added (1); c added (1); and 1 more | [breaking]",
    ]);
  });

  test("what is made for the command line or for tests comes behind what users meet", () => {
    const changes = ["water.commands.run", "water.testing.check", "water._x.y", "water.z.a.b"].map((symbol) =>
      removed(symbol, { symbolKind: "function" }),
    );
    assert.match(told(changes)[0] ?? "", /^water\.z\.a\.b /);
  });
});
