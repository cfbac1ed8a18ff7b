import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { KnowledgeBase } from "../../query/knowledge-base.js";
import { openWaterlib } from "../fixture.js";

const TANKS = `class TNK:
    """A tank that is emptied by gravity.

    Parameters
    ----------
    rim_height : int, default=9
        Centimetres above the water.
    r : float, default=0.5
        Radius in metres.
    shape : str, default="round"
        Seen from above.

        .. versionchanged:: 0.9
            The value \`\`"oval"\`\` was deprecated.
    old_rim : int, default="deprecated"
        Height of the rim.

        .. deprecated:: 1.0
            Use \`\`rim_height\`\` instead.

    Attributes
    ----------
    levels_ : list
        Where the water stood.
    """
    def __init__(self, *, rim_height=9, r=0.5, shape="round", old_rim="deprecated"):
        self.levels_ = []
    def fill_up(self, litres):
        """Fills the tank with so many litres."""
    def run_dry(self):
        """Lets all water out of the tank."""

class Basin:
    """A basin that is emptied by hand.

    Parameters
    ----------
    rim_height : int, default=2
        Centimetres above the water.
    """
    def __init__(self, *, rim_height=2):
        pass
    def fill_up(self, litres):
        """Fills the basin with so many litres."""
    def run_dry(self):
        """Lets all water out of the basin."""
`;
const TREES = `def pipe_map(f, pipes):
    """Applies a function to all pipes, as waterlib.pipe_map did in days gone by."""
`;
const MIXER = `class Mixer:
    """Mixes hot and cold water, as waterlib.taps.Mixer did."""
`;

describe("names as questions spell them", () => {
  let base: KnowledgeBase;
  before(async () => {
    base = await openWaterlib({
      "waterlib/__init__.py":
        '"""WaterLib moves water."""\nfrom waterlib.tanks import TNK, Basin\n__all__ = ["TNK", "Basin"]\n',
      "waterlib/tanks.py": TANKS,
      "waterlib/pipe_util.py": TREES,
      "waterlib/old/taps.py": MIXER,
    });
  });
  after(() => base.close());
  const ask = (question: string) => base.answer({ question, library: "waterlib" });
  const about = async (question: string) => (await ask(question)).answer.about;

  test("a word in capitals is the API that is so spelt, another is a word", async () => {
    const parameters = ["rim_height"];
    assert.deepEqual(await about("default of rim_height in TNK"), [{ name: "waterlib.TNK", parameters }]);
    assert.deepEqual((await ask("does a GPU fill up the BASIN")).unknownNames, []);
    assert.deepEqual(await about("does it run on a GPU"), []);
  });

  test("a parameter written as a member, and one of a single letter", async () => {
    for (const [question, parameter] of [
      ["default of waterlib.TNK.rim_height", "rim_height"],
      ["default of r in TNK", "r"],
      ["TNK(r=3)", "r"],
    ] as const) {
      const { answer, unknownNames } = await ask(question);
      assert.deepEqual(
        [answer.about, unknownNames],
        [[{ name: "waterlib.TNK", parameters: [parameter] }], []],
      );
      assert.match(answer.statements[0]?.text ?? "", /^default of /, question);
    }
  });

  test("a constructor's message names the class, and what it refuses is not there", async () => {
    const message = "TypeError: TNK.__init__() got an unexpected keyword argument 'rim'";
    const { missing, reasons } = await ask(message);
    assert.deepEqual([missing[0]?.name, missing[0]?.of], ["rim", "waterlib.TNK"]);
    assert.match(reasons[0] ?? "", /^waterlib\.TNK has no “rim” in/);
  });

  test("a member that no object of a class has is unknown, with the one that may be meant", async () => {
    const { confidence, missing } = await ask("TNK(r=2).levels");
    assert.equal(confidence, "LOW");
    assert.deepEqual([missing[0]?.name, missing[0]?.nearest[0]], ["TNK.levels", "waterlib.TNK.levels_"]);
    assert.deepEqual((await ask("TNK(r=2).fill_up(3)")).unknownNames, []);
  });

  test("a full name that the release has elsewhere only is unknown, though a text mentions it", async () => {
    const { confidence, missing } = await ask("How do I use waterlib.pipe_map?");
    assert.equal(confidence, "LOW");
    assert.equal(missing[0]?.nearest[0], "waterlib.pipe_util.pipe_map");
    const { confidence: sure, missing: gone } = await ask("How do I use waterlib.taps.Mixer?");
    assert.deepEqual([sure, gone[0]?.nearest[0]], ["LOW", "waterlib.old.taps.Mixer"]);
    assert.deepEqual((await ask("How do I use waterlib.old.taps.Mixer?")).missing, []);
  });

  test("the library's own name is no API of the question", async () => {
    assert.deepEqual(
      (await ask("how do I let all water out with WaterLib")).named.filter(({ match }) => match === "name"),
      [],
    );
  });

  test("members are those of the class that is named with them", async () => {
    const names = await about("difference between fill_up and run_dry in TNK");
    assert.deepEqual(
      names.map(({ name }) => name),
      ["waterlib.TNK.fill_up", "waterlib.TNK.run_dry"],
    );
  });

  test("what the index tells for certain is answered, whatever was retrieved", async () => {
    for (const question of ["is TNK deprecated", "is waterlib.Basin removed in 1.0", "since when is Basin"]) {
      const { answer } = await ask(question);
      assert.equal(answer.confidence.verified, true, question);
      assert.notEqual(answer.confidence.level, "LOW", question);
    }
    const { answer } = await ask("deprecated parameters of TNK");
    assert.match(answer.statements[0]?.text ?? "", /^`old_rim` of `waterlib\.TNK` is marked as deprecated/);
    // A value of it is.
    const shape = await ask("is the shape parameter of TNK deprecated");
    assert.match(shape.answer.statements[0]?.text ?? "", /neither the signature nor its entry marks it/);
  });

  test("confidence is the same however many hits are shown", async () => {
    const judged = async (limit?: number, budget?: number) => {
      const { hits, probability, answer } = await base.answer({
        ...{ question: "how do I fill up a tank", library: "waterlib", limit, budget },
      });
      return { shown: hits.length, told: [probability, answer.confidence, answer.statements] };
    };
    const usual = await judged();
    const one = await judged(1);
    assert.deepEqual([usual.shown > 1, one.shown], [true, 1]);
    for (const other of [one, await judged(20), await judged(5, 100), await judged(2, 90_000)])
      assert.deepEqual(other.told, usual.told);
  });

  test("what is no word is nowhere", async () => {
    assert.equal((await ask("x".repeat(100_000))).confidence, "LOW");
  });
});
