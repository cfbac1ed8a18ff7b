import assert from "node:assert/strict";
import { test } from "node:test";
import { versionKey } from "../../../../corpora/version.js";
import { OPEN } from "../../../../query/store/rows.js";
import type { VersionFact } from "../../../../scripts/eval/versions/facts.js";
import { historyOf, type SymbolLife } from "../../../../scripts/eval/versions/history.js";
import { judge } from "../../../../scripts/eval/versions/verdict.js";

const key = (version: string): string => versionKey("pep440", version);
const releases = ["1.0", "2.0"].map((version) => ({ version, key: key(version) }));

const life = (name: string, since: string, until?: string, more: Partial<SymbolLife> = {}): SymbolLife => ({
  name,
  aliases: [],
  kind: "function",
  signature: `${name}()`,
  parameters: "[]",
  deprecated: "",
  declaredSince: "",
  since: key(since),
  until: until === undefined ? OPEN : key(until),
  ...more,
});

const history = historyOf(
  [
    life("lib.stays", "1.0"),
    life("lib.gone", "1.0", "2.0", { deprecated: '{"message":"use stays"}' }),
    life("lib.fresh", "2.0", undefined, { aliases: ["lib.also"] }),
    life("lib.Model", "1.0", undefined, { kind: "class" }),
    life("lib.Model.fit", "1.0", undefined, { kind: "method" }),
    life("lib.f", "1.0", "2.0", { parameters: '[{"name":"m","kind":"keyword-only"}]' }),
    life("lib.f", "2.0", undefined, { parameters: '[{"name":"mean","kind":"keyword-only"}]' }),
    life("lib.shell", "1.0", undefined, { deprecated: '{"message":"shell is now removed"}' }),
    life("lib.told", "1.0", undefined, { declaredSince: "0.5" }),
  ],
  "pep440",
  releases,
);

const fact = (kind: VersionFact["kind"], symbol: string, more: Partial<VersionFact> = {}): VersionFact => ({
  id: "1",
  library: "lib",
  symbol,
  kind,
  note: "",
  source: "",
  ...more,
});

const CASES: readonly [VersionFact, string, string][] = [
  [fact("present", "lib.stays", { version: "1.0" }), "right", "its release has it"],
  [fact("present", "lib.fresh", { version: "1.0" }), "wrong", "it came later"],
  [fact("present", "lib.stays", { version: "1.5" }), "cannot verify", "that release was not read"],
  [fact("removed", "lib.gone", { version: "2.0" }), "right", "gone"],
  [fact("removed", "lib.stays", { version: "2.0" }), "wrong", "still there"],
  [fact("removed", "lib.stays"), "cannot verify", "no release is named of which it would be untrue"],
  [fact("removed", "lib.shell", { version: "2.0" }), "right", "it is there only to say that it is gone"],
  [fact("removed", "lib.Model.predict", { version: "2.0" }), "cannot verify", "a member may be inherited"],
  [fact("removed", "other.f", { version: "2.0" }), "cannot verify", "nothing was read there"],
  [
    fact("added", "lib.also", { version: "2.0" }),
    "right",
    "absent before, under any of its names present after",
  ],
  [fact("added", "lib.fresh", { version: "1.0" }), "cannot verify", "nothing older was read"],
  [fact("added", "lib.told", { version: "0.5" }), "right", "a directive says so"],
  [
    fact("renamed", "lib.gone", { version: "2.0", replacement: "lib.stays" }),
    "right",
    "only the new name is left",
  ],
  [fact("deprecated", "lib.gone", { version: "1.0" }), "right", "its notice was found"],
  [fact("deprecated", "lib.gone", { version: "2.0" }), "wrong", "it was deprecated before"],
  [fact("deprecated", "lib.stays", { version: "1.0" }), "cannot verify", "no notice says nothing"],
  [fact("argument_change", "lib.f", { from: "1.0", to: "2.0" }), "right", "the signatures differ"],
  [fact("argument_change", "lib.stays", { from: "1.0", to: "2.0" }), "wrong", "the signatures are the same"],
  [
    fact("argument_change", "lib.f", { version: "2.0", note: "argument `m` renamed to `mean`" }),
    "right",
    "only the new argument is there",
  ],
  [fact("behaviour_change", "lib.f", { version: "2.0" }), "cannot verify", "no signature shows it"],
];

for (const [asked, expected, why] of CASES) {
  test(`${asked.kind} ${asked.symbol} ${asked.version ?? asked.to ?? ""}: ${expected}, ${why}`, () => {
    assert.equal(judge(asked, history).verdict, expected);
  });
}

test("without an index nothing can be verified", () => {
  assert.equal(judge(fact("present", "lib.stays"), undefined).verdict, "cannot verify");
});
