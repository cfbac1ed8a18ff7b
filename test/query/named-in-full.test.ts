import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { KnowledgeBase } from "../../query/knowledge-base.js";
import { openWaterlib } from "../fixture.js";

/** A gauge, named on many pages, and its namesake, of which nobody speaks. */
const gauge = (where: string) => `def flow_rate(level):
    """Litres a second past the ${where} gauge.

    Parameters
    ----------
    level : float
        Where the water stands.
    """

def rinse(level):
    """Cleans the ${where} gauge."""

def rinse_(level):
    """In-place version of rinse, of the ${where} gauge."""
`;

const VESSELS = `class Vessel:
    """Anything that holds water, and says how much.

    Parameters
    ----------
    lid_size : float, default=1.0
        Of the lid, in metres.
    """
    def __init__(self, lid_size=1.0):
        pass
    def tell_volume(self, in_litres=True):
        """Says how much water there is.

        Parameters
        ----------
        in_litres : bool, default=True
            Otherwise in gallons.
        """

class Barrel(Vessel):
    """A vessel of wood that is split in two, water and all, split by split: split it once and it is split.

    Parameters
    ----------
    lid_size : float, default=1.0
        Of the lid, in metres. A barrel is split below the lid.
    """
    def __init__(self, lid_size=1.0):
        pass
    def split(self, where):
        """Cuts the wood."""

class Lid:
    """What covers a vessel.

    Attributes
    ----------
    lid_size : float
        In metres.
    """
`;

describe("an API that is named in full", () => {
  let base: KnowledgeBase;
  before(async () => {
    base = await openWaterlib({
      "waterlib/__init__.py":
        'from waterlib.vessels import Vessel, Barrel, Lid\n__all__ = ["Vessel", "Barrel", "Lid"]\n',
      "waterlib/vessels.py": VESSELS,
      "waterlib/north.py": gauge("northern"),
      "waterlib/south.py": gauge("southern"),
      ...Object.fromEntries(
        ["one", "two", "three", "four"].map((name) => [
          `guides/${name}.md`,
          `# Guide ${name}\n\nRead the gauge with \`waterlib.south.flow_rate\` every day of week ${name}.\n`,
        ]),
      ),
    });
  });
  after(() => base.close());
  const ask = (question: string) => base.answer({ question, library: "waterlib" });
  const about = async (question: string) => (await ask(question)).answer.about.map(({ name }) => name);

  test("is meant, not a namesake that more pages speak of", async () => {
    const { hits, named, answer } = await ask("waterlib.north.flow_rate example");
    assert.equal(hits[0]?.symbols[0], "waterlib.north.flow_rate");
    assert.deepEqual(
      named.map(({ name }) => name).filter((name) => name.endsWith("flow_rate")),
      ["waterlib.north.flow_rate"],
    );
    assert.notEqual(answer.confidence.level, "LOW");
  });

  test("by its class is the class's member where that only inherits it", async () => {
    const { hits, named, answer } = await ask("What does Barrel.tell_volume return?");
    assert.deepEqual(
      [named[0]?.name, named[0]?.match, named[0]?.asked],
      ["waterlib.Vessel.tell_volume", "name", "Barrel.tell_volume"],
    );
    assert.equal(hits[0]?.symbols[0], "waterlib.Vessel.tell_volume");
    assert.deepEqual(
      answer.about.map(({ name }) => name),
      ["waterlib.Vessel.tell_volume"],
    );
    const { answer: inherited } = await ask("default of in_litres in Barrel.tell_volume");
    assert.match(inherited.statements[0]?.text ?? "", /^default of `in_litres`: `True`/);
  });

  test("but not where no class above has such a member", async () => {
    const { named, confidence } = await ask("What does Barrel.tell_weight return?");
    assert.deepEqual(
      named.filter(({ match }) => match === "name"),
      [],
    );
    assert.equal(confidence, "LOW");
  });

  test("is shown by its own entry, not by that of its class, which has more of the words", async () => {
    const { hits } = await ask("How does Barrel.split split the barrel, water and all, below the lid?");
    assert.equal(hits[0]?.symbols[0], "waterlib.Barrel.split");
  });

  test("has the parameter that is named with it, whatever else is called so", async () => {
    assert.deepEqual(await about("waterlib.Barrel(lid_size=2)"), ["waterlib.Barrel"]);
    const { named } = await ask("lid_size argument of waterlib.Barrel");
    assert.ok(!named.some(({ name }) => name === "waterlib.Lid.lid_size"));
  });

  test("may end in a line, and is another one without", async () => {
    assert.deepEqual(await about("What does waterlib.north.rinse_ do?"), ["waterlib.north.rinse_"]);
    assert.deepEqual(await about("What does waterlib.north.rinse do?"), ["waterlib.north.rinse"]);
  });

  test("a plain word is the API that takes the parameter beside it, and no other", async () => {
    const { answer, named } = await ask("default of lid_size in barrel");
    assert.deepEqual(
      [named[0]?.name, named[0]?.match, named[0]?.asked],
      ["waterlib.Barrel", "name", "barrel"],
    );
    assert.match(answer.statements[0]?.text ?? "", /^default of `lid_size`: `1\.0`/);
    const other = await ask("default of in_litres in barrel");
    assert.notEqual(other.named[0]?.name, "waterlib.Barrel");
  });

  test("words that stand side by side may be a name, of a class or a function", async () => {
    const { named } = await ask("how do I read the flow rate?");
    assert.deepEqual(
      named
        .filter(({ asked }) => asked === "flow rate")
        .map(({ name, match }) => `${name} ${match}`)
        .sort(),
      ["waterlib.north.flow_rate leaf", "waterlib.south.flow_rate leaf"],
    );
    const apart = await ask("what rate does the flow have, to tell volume?");
    assert.deepEqual(
      apart.named.filter(({ name }) => /flow_rate|tell_volume/.test(name)),
      [],
    );
  });

  test("a method that is spelt as a parameter is, is the method where nothing takes such a parameter", async () => {
    const { answer } = await ask("tell_volume");
    assert.deepEqual(
      answer.about.map(({ name }) => name),
      ["waterlib.Vessel.tell_volume"],
    );
  });
});
