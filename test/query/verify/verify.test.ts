import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { KbError } from "../../../corpora/errors.js";
import { type KnowledgeBase, openKnowledgeBase } from "../../../query/knowledge-base.js";
import { describePart, renderVerdict } from "../../../query/verify/render-verdict.js";
import type { ClaimVerdict } from "../../../query/verify/verdict.js";
import { indexReleases } from "./release-fixture.js";

const TABLE: readonly (readonly [ClaimVerdict, string])[] = [
  ["supported", "waterlib.Pump exists"],
  ["supported", "Pump is a class"],
  ["contradicted", "Pump is a function"],
  ["contradicted", "waterlib.Sluice exists"],
  ["supported", "waterlib.Sluice does not exist"],
  // A member may be inherited, or made at run time.
  ["cannot verify", "waterlib.Pump.stop exists"],
  ["supported", "Pump is a class in waterlib.pump"],
  ["supported", "drain is a function in waterlib.pump in 1.1"],
  ["contradicted", "Pump is a function in waterlib.pump"],
  ["supported", "Pump has a method start"],
  ["contradicted", "Pump has no start method"],
  ["cannot verify", "Pump has a method stop"],
  ["supported", "Valve has the open method"],
  ["cannot verify", "Pump has the start and stop methods"],
  ["cannot verify", "waterlib._Sluice exists"],
  // Which release is meant is not said.
  ["cannot verify", "Pump had a cold parameter"],
  ["supported", "in Waterlib 1.1 Pump had a cold parameter"],
  ["cannot verify", "the default of rate in Pump was 5"],
  ["cannot verify", "the default of rate in Pump is 8 if warm is True"],
  ["cannot verify", "Pump has a default"],
  ["cannot verify", "Pump has no default"],
  ["cannot verify", "Pump has an optional rate parameter"],
  // No row documents the module; the names in it show that it is there.
  ["cannot verify", "waterlib.pump is a module"],
  ["cannot verify", "Pump has an attribute start"],
  ["supported", "The start method of Pump has a now parameter"],
  ["contradicted", "The start method of Pump has a rate parameter"],
  ["supported", "Pump has a rate parameter with default 8.0"],
  ["contradicted", "Pump has a rate parameter (default 5)"],
  ["supported", "Pump's default rate is 8"],
  ["supported", "the rate of Pump is 8e0"],
  ["contradicted", "the rate of Pump is 5"],
  // A method, and what may be an attribute.
  ["cannot verify", "the start of Pump is 5"],
  ["cannot verify", "the level of Pump is 5"],
  ["contradicted", "the default of rate and warm in Pump is 8"],
  ["supported", "Pump has rate, which defaults to 8, and warm"],
  ["contradicted", "Pump rate defaults to 8 and has a cold parameter"],
  ["cannot verify", "Pump has a cold parameter that saves energy"],
  // What one entry of a list says of a parameter is not said of the API.
  ["cannot verify", "waterlib.Mixer warms the tank"],
  ["cannot verify", "waterlib.Mixer makes no noise"],
  ["supported", "waterlib.Mixer stirs what is in a tank"],
  ["supported", "Pump has a rate parameter"],
  ["contradicted", "Pump has no rate parameter"],
  ["contradicted", "Pump has a cold parameter"],
  // What is accepted is a parameter, unless it may be a value.
  ["contradicted", "Pump accepts cold"],
  ["contradicted", "Pump takes max_rate"],
  ["cannot verify", "Pump has max_rate"],
  ["cannot verify", "Pump accepts arrays"],
  ["supported", "Pump accepts rate"],
  ["supported", "Waterlib 1.1 has waterlib.drain"],
  ["contradicted", "Waterlib 2.0 has waterlib.drain"],
  ["supported", "Waterlib 2.0 has no waterlib.drain"],
  ["supported", "In Waterlib 1.1 Pump has a cold parameter"],
  ["supported", "the default of rate in Pump is 8"],
  ["contradicted", "the default of rate in Pump is 5"],
  ["supported", "the default of rate in Pump is 5 in 1.0"],
  ["supported", "the default of rate in Pump changed from 5 to 8 in 1.1"],
  ["contradicted", "the default of rate in Pump changed from 5 to 8 in 2.0"],
  ["contradicted", "the default of rate in Pump changed from 6 to 8"],
  ["supported", "the signature of Pump is Pump(rate=8, *, warm=False)"],
  ["contradicted", "the signature of Pump is Pump(rate=8, warm=False)"],
  ["supported", "the signature of Valve.open is open(wide=True)"],
  ["supported", "the signature of Valve.open is open(wide=True) -> bool"],
  ["cannot verify", "the signature of Valve.open is open(wide=True) -> int"],
  ["supported", "Pump has a warm argument since 1.1"],
  ["contradicted", "Pump has a warm argument since 2.0"],
  // The oldest release has it: it may have come before.
  ["cannot verify", "Pump has a rate argument since 1.0"],
  ["contradicted", "Pump has a rate argument since 1.1"],
  ["supported", "waterlib.Valve was added in 2.0"],
  ["supported", "waterlib.empty was added in 1.1"],
  ["contradicted", "waterlib.Valve was added in 1.0"],
  // It may have come in 1.1.1, which is not indexed.
  ["cannot verify", "waterlib.Valve was added in 1.1"],
  ["supported", "waterlib.drain was removed in 2.0"],
  ["contradicted", "waterlib.drain was removed in 1.1"],
  ["contradicted", "waterlib.Pump was removed"],
  // These stay only to say that they are gone.
  ["supported", "waterlib.pour was removed"],
  ["cannot verify", "waterlib.pour was removed in 1.2"],
  ["supported", "waterlib.spill was removed in 1.2"],
  ["contradicted", "waterlib.spill was removed in 2.0"],
  ["cannot verify", "waterlib.pour is deprecated"],
  ["supported", "waterlib.pour is deprecated since 1.1"],
  ["supported", "the cold parameter of Pump was removed in Waterlib 2.0"],
  ["supported", "in Waterlib 1.1 waterlib.drain is deprecated in favor of waterlib.empty"],
  ["cannot verify", "Pump is deprecated"],
  ["contradicted", "sieve is deprecated"],
  ["supported", "in Waterlib 1.1 sieve is deprecated"],
  ["supported", "the speed parameter of Mixer is deprecated"],
  ["supported", "speed of Mixer is deprecated since 1.1 in favour of turns"],
  ["contradicted", "speed of Mixer is deprecated since 1.0"],
  ["cannot verify", "speed of Mixer is deprecated in favour of quiet"],
  // It still is in the next release.
  ["supported", "in Waterlib 2.0 the speed parameter of Mixer is deprecated"],
  ["contradicted", "the speed parameter of Mixer was deprecated in 2.0"],
  ["supported", "in Waterlib 2.0 waterlib.drain no longer exists"],
  ["cannot verify", "speed of Mixer was deprecated in 1.1 and Mixer has a turns parameter"],
  // One of its values is; its default announces another.
  ["cannot verify", "the mode parameter of Mixer is deprecated"],
  ["cannot verify", "the heat parameter of Mixer is deprecated"],
  ["cannot verify", "the quiet parameter of Mixer is deprecated"],
  ["supported", "Mixer's rounds parameter was renamed to turns"],
  ["supported", "Mixer's rounds parameter was renamed to turns in 1.1"],
  ["supported", "silent of Mixer was renamed to quiet"],
  ["contradicted", "quiet of Mixer was renamed to silent"],
  ["contradicted", "Mixer's rounds parameter was renamed to turns in 2.0"],
  ["cannot verify", "Mixer's speed parameter was renamed to turns"],
  ["cannot verify", "the default of rate in Pump is not 5"],
  ["cannot verify", "Pump has a rate parameter that saves energy"],
  ["supported", "pumps move water at night by default"],
  // Other words, another order, a denial.
  ["cannot verify", "pumps move water at noon by default"],
  // Two entries of a list.
  ["supported", "wheels turn slowly in winter"],
  ["cannot verify", "wheels turn slowly and sluices close"],
  ["cannot verify", "water moves pumps at night by default"],
  // A qualifier may be left out, not a whole phrase; a word said twice stands twice.
  ["supported", "the gauge counts litres for each tank for each valve"],
  ["cannot verify", "the gauge counts litres for each valve"],
  ["supported", "sluice opened by the tide table"],
  ["cannot verify", "sluice sluice by the northern tide table"],
  ["cannot verify", "valves leak when they are closed"],
  ["cannot verify", "in Waterlib 3.0 Pump has a rate parameter"],
];

describe("kb.verify", () => {
  let folder = "";
  let base: KnowledgeBase;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "kb-verify-"));
    base = await openKnowledgeBase({ data: await indexReleases(folder) });
  });
  after(async () => {
    await base.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const [verdict, claim] of TABLE) {
    test(`${verdict}: ${claim}`, async () => {
      const result = await base.verify(claim);
      const told = result.parts.map((part) => `${describePart(part)}: ${part.verdict}, ${part.because}`);
      assert.equal(result.verdict, verdict, told.join("\n"));
    });
  }

  test("a part has its evidence: a quotation, its release and where it stands", async () => {
    const { parts } = await base.verify("Pump has a cold parameter");
    const [part] = parts;
    assert.equal(part?.because, "waterlib.Pump has no parameter cold in Waterlib 2.0; 1.1 had it");
    assert.deepEqual(part?.evidence[0], {
      kind: "change",
      quotation: "Pump(…, cold=False, …)",
      version: "1.1",
      url: "https://waterlib.example/1.1/waterlib/pump.html#waterlib.Pump",
      source: "directory",
    });
    assert.deepEqual(part?.nearest, ["rate", "warm"]);
  });

  test("a release that is not indexed is never replaced: the claim's cannot be verified, one asked for is refused", async () => {
    const { version, parts } = await base.verify("in Waterlib 3.0 Pump has a rate parameter");
    assert.equal(version, "3.0");
    assert.match(parts[0]?.because ?? "", /^Waterlib 3\.0 is not indexed; indexed: 2\.0, 1\.1, 1\.0$/);
    await assert.rejects(
      base.verify("Pump has a rate parameter", { version: "3.0" }),
      (error) => error instanceof KbError && error.code === "VERSION_NOT_INDEXED",
    );
  });

  test("a claim about a library that is not indexed cannot be verified", async () => {
    const result = await base.verify("Steamlib 2.16 uses Waterlib 3 by default");
    assert.deepEqual([result.verdict, result.library, result.version], ["cannot verify", null, null]);
    assert.deepEqual(result.libraries, ["waterlib"]);
    assert.match(result.parts[0]?.because ?? "", /^Steamlib is not indexed$/i);
    assert.match(
      renderVerdict(result, false),
      /\nchecked in no library; name one with --library, of waterlib\n/,
    );
    await assert.rejects(base.verify("Pump has a rate parameter", { library: "steamlib" }), {
      code: "CORPUS_UNKNOWN",
    });
  });

  test("a person reads the verdict first, then each part with its quotation", async () => {
    const text = renderVerdict(await base.verify("waterlib.drain was removed in 2.0"), false);
    const [first, second, , part, because, quotation] = text.split("\n");
    assert.equal(first, "supported: waterlib.drain was removed in 2.0");
    assert.equal(second, "checked in Waterlib 2.0 - newest stable that is indexed, released 2025-02-20");
    assert.equal(part, "waterlib.drain removed in 2.0: supported");
    assert.equal(because, "   waterlib.drain went after 1.1, in 2.0 at the latest");
    assert.match(quotation ?? "", /^ {3}> .*drain\(tank, speed=1\)$/);
  });
});
