import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { blocksOf } from "../../../query/answer/blocks.js";
import { createCitations } from "../../../query/answer/citations.js";
import { passages } from "../../../query/answer/passages.js";
import { relevanceOf } from "../../../query/answer/relevance.js";
import type { Drafting } from "../../../query/answer/statement.js";
import type { Material } from "../../../query/answer/subjects.js";
import { readQuestion } from "../../../query/question.js";
import { corpusState } from "../history/corpus-fixture.js";
import { hitWith } from "./hit-fixture.js";

const PAGE = `Pumps move water. They are loud at night.

The valve closes in two ways:

- by hand, with a key;
- by itself, when the pressure falls.

See the user guide for more about how a valve closes at night.

\`\`\`python
valve = Valve()
valve.close()
\`\`\`

**See also**

- how a valve closes at night`;

/** What is quoted of one page for a question. */
function quoted(question: string, code = false): readonly string[] {
  const hit = hitWith([PAGE], { symbols: [], signature: null });
  const blocks = blocksOf(hit);
  const asked = readQuestion(question);
  const state = corpusState({ "pypi:water": ["2.0"] });
  const release = {
    version: "2.0",
    key: "k2.0",
    date: undefined,
    dateOrigin: "none",
    prerelease: false,
  } as const;
  const material: Material = {
    isCommonMethod: false,
    ...{ question: asked, corpus: { id: "waterlib", state }, release: { ...release, sources: {} } },
    ...{ named: [], hits: [hit], history: [], lives: [] },
  };
  const { score: relevance, share } = relevanceOf(asked, [], blocks);
  const citations = createCitations(material);
  const drafting: Drafting = { material, subjects: [], citations, blocks, relevance, share };
  return passages(drafting, { most: 1, code }).map(({ text }) => text);
}

describe("passages", () => {
  test("what introduces a list is quoted with the list, and an item with its neighbours", () => {
    const list = "- by hand, with a key;\n- by itself, when the pressure falls.";
    assert.deepEqual(quoted("in which ways does a valve close"), [
      `The valve closes in two ways:\n\n${list}`,
    ]);
    assert.deepEqual(quoted("what if the pressure falls"), [list]);
  });

  test("references to elsewhere are passed over, however well they fit", () => {
    assert.deepEqual(quoted("loud at night"), ["Pumps move water. They are loud at night."]);
  });

  test("the example of the same page goes with it, where one is wanted", () => {
    assert.deepEqual(quoted("loud at night", true).slice(1), ["valve = Valve()\nvalve.close()"]);
  });

  test("without a word in common there is nothing to quote", () => {
    assert.deepEqual(quoted("sourdough bread"), []);
  });
});
