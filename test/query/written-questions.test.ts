import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { KnowledgeBase } from "../../query/knowledge-base.js";
import { openWaterlib } from "../fixture.js";

const FILES = {
  "waterlib/__init__.py": `def transpose_axes(x):
    """Permutes the dimensions of a reservoir.

    Parameters
    ----------
    x : Water
        What is permuted.
    """

def evaporate(x, rate=0.5):
    """Subtracts a share.

    Parameters
    ----------
    x : Water
        What remains.
    """

def condense(x):
    """Adds a share."""
`,
  "guide.md":
    "# Guide\n\nReservoirs are built of stone.\n\n## Winter\n\nBelow zero all of it expands.\n\n## Transport\n\nTrucks carry reservoirs on the road.\n",
};

describe("questions that were written for an API or a section", () => {
  const asked = "my laundry stays damp in the bathroom";
  let plain: KnowledgeBase;
  let base: KnowledgeBase;
  before(async () => {
    plain = await openWaterlib(FILES);
    base = await openWaterlib(FILES, [
      {
        symbol: "waterlib.evaporate",
        questions: ["laundry is still damp after a day", "dry clothes in the bathroom"],
      },
      { symbol: "waterlib.gone", questions: ["my laundry stays damp in the bathroom"] },
      { corpus: "Waterlib", headingPath: ["Guide", "Winter"], questions: ["pipes burst when it is frosty"] },
    ]);
  });
  after(async () => {
    await plain.close();
    await base.close();
  });

  const first = async (kb: KnowledgeBase, question: string) => (await kb.query({ question })).hits[0];

  test("bring up what is asked for in none of its own words, and are no part of what is shown", async () => {
    assert.notDeepEqual((await first(plain, asked))?.symbols, ["waterlib.evaporate"]);
    const hit = await first(base, asked);
    assert.deepEqual(hit?.symbols, ["waterlib.evaporate"]);
    assert.equal(hit?.channels.questions, 1);
    const everything = JSON.stringify(await base.query({ question: asked }));
    assert.doesNotMatch(everything, /dry clothes|waterlib\.gone/);
  });

  test("order the pages of sections as well", async () => {
    const hit = await first(base, "why did pipes burst in frosty weather");
    assert.equal(hit?.title, "Guide");
    assert.equal(hit?.channels.questions, 1);
  });

  test("a section that nobody asked about is found by its own words all the same", async () => {
    const hit = await first(base, "how are reservoirs carried on the road?");
    assert.deepEqual(hit?.headingPath, ["Guide", "Transport"]);
  });

  test("a name in full is asked about whatever is written of others", async () => {
    const hit = await first(base, "waterlib.condense for damp laundry in the bathroom");
    assert.deepEqual(hit?.symbols, ["waterlib.condense"]);
  });
});
