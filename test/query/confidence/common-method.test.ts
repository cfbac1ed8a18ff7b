import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { KnowledgeBase } from "../../../query/knowledge-base.js";
import { openWaterlib } from "../../fixture.js";

/** Thirteen valves that all have the same method, and the first of them one of its own, named by a word of every sentence. */
const VALVES = Array.from(
  { length: 13 },
  (_, at) => `class Valve${at}:
    """Valve number ${at}, which stops water in pipe ${at}."""
    def close_slowly(self):
        """Turns valve ${at} until nothing runs."""
`,
).join("\n");
const OWN = `
class Hose:
    """A pipe that bends."""
    def to(self, place):
        """Leads the water to another place."""
    def let(self):
        """Waters what lies below."""
`;

describe("a method as people write of it", () => {
  let base: KnowledgeBase;
  before(async () => {
    base = await openWaterlib({ "waterlib/__init__.py": VALVES + OWN });
  });
  after(() => base.close());
  const ask = (question: string) => base.query({ question, library: "waterlib" });

  test("with parentheses it is found by its name, though the name is a word of every sentence", async () => {
    const { hits, named } = await ask("Why would I use to()?");
    assert.deepEqual([named[0]?.name, named[0]?.asked], ["waterlib.Hose.to", "to"]);
    assert.equal(hits[0]?.symbols[0], "waterlib.Hose.to");
  });

  test("that many classes have, it is nobody's, however it is written", async () => {
    for (const question of [
      "close_slowly",
      "how do I call close_slowly()",
      "What does waterlib's close_slowly return?",
    ]) {
      const { confidence, reasons } = await ask(question);
      assert.equal(confidence, "LOW", question);
      assert.match(reasons.join("\n"), /“close_slowly” is a method of many APIs/, question);
    }
    const { reasons } = await ask("close_slowly of Valve3");
    assert.doesNotMatch(reasons.join("\n"), /of many APIs/);
  });
});
