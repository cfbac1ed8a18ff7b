import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { KnowledgeBase } from "../../../query/knowledge-base.js";
import { openWaterlib } from "../../fixture.js";

const described = (name: string, parameters: string): string =>
  `def ${name}(${parameters}):\n    """Moves the water of ${name}."""\n`;

const CODE = [
  described("lift", "height, rate=8, slack=1e-4, *, quiet=False, **options"),
  described("drop", "height, rate=2, slack=0.0001, depth=None"),
  described("hoist", "height, rate=8, slack=1e-4, *, quiet=False"),
  described("soak", "minutes=3"),
].join("\n");

describe("how two signatures differ", () => {
  let base: KnowledgeBase;
  before(async () => {
    base = await openWaterlib({ "waterlib/__init__.py": CODE });
  });
  after(() => base.close());
  const told = async (question: string) =>
    (await base.answer({ question, library: "waterlib" })).answer.statements
      .filter(({ label }) => label === "how their signatures differ")
      .map(({ text, sources }) => ({ text, sources: sources.length }));

  test("what one alone has, and defaults that are not the same value; each rests on both", async () => {
    assert.deepEqual(await told("difference between waterlib.lift and waterlib.drop"), [
      { text: "only `waterlib.lift` has `quiet`", sources: 2 },
      { text: "only `waterlib.drop` has `depth`", sources: 2 },
      { text: "default of `rate`: `8` in `waterlib.lift`, `2` in `waterlib.drop`", sources: 2 },
    ]);
  });

  test("nothing else than further arguments: the same", async () => {
    assert.deepEqual(await told("waterlib.lift vs waterlib.hoist"), [
      {
        text: "`waterlib.lift` and `waterlib.hoist` have parameters of the same names, with the same defaults",
        sources: 2,
      },
    ]);
  });

  test("nothing is said of two that have no parameter in common", async () => {
    assert.deepEqual(await told("difference between waterlib.lift and waterlib.soak"), []);
  });
});
