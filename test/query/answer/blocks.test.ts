import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { blocksOf, blockText } from "../../../query/answer/blocks.js";
import { hitWith } from "./hit-fixture.js";

const text = `\`\`\`python
waterlib.Pump(rate=5)
\`\`\`

Moves water.

**Parameters**

- **rate** (int, default=5): Litres a second:

  - 5 is quiet;
  - 8 is loud.

> **Deprecated since version 1.1:** \`rate\`: Use \`speed\` instead.

- **a**, **b** (int): Ends.
- **x, y** (float): Place.

**Returns**

- a plain item
  that goes on
- another

| a | b |
| - | - |
| 1 | 2 |

**Examples**

Start it:

\`\`\`python
pump = Pump()

pump.start()
\`\`\``;

describe("blocksOf", () => {
  const blocks = blocksOf(hitWith([text]));

  test("takes a text apart at its own joints", () => {
    assert.deepEqual(
      blocks.map(({ type, section, names }) => [type, section, ...names]),
      [
        ["code", "description"],
        ["paragraph", "description"],
        ["entry", "parameters", "rate"],
        ["admonition", "parameters", "rate"],
        ["entry", "parameters", "a"],
        ["entry", "parameters", "x", "y"],
        ["item", "returns"],
        ["item", "returns"],
        ["table", "returns"],
        ["paragraph", "examples"],
        ["code", "examples"],
      ],
    );
  });

  test("an entry has what is indented below it; code ends at its fence, not at a blank line", () => {
    assert.match(blocks[2] ? blockText(blocks[2]) : "", /^- \*\*rate\*\* .*8 is loud\.$/s);
    assert.match(blocks[10] ? blockText(blocks[10]) : "", /^```python\n.*pump\.start\(\)\n```$/s);
  });

  test("no block crosses the end of a chunk, and a section goes on in the next", () => {
    const hit = hitWith(["**Returns**\n\n- **a**: one", "  two\n\n- **b**: three"]);
    assert.deepEqual(
      blocksOf(hit).map((block) => [block.section, blockText(block)]),
      [
        ["returns", "- **a**: one"],
        ["returns", "  two"],
        ["returns", "- **b**: three"],
      ],
    );
  });

  test("a fence that never ends takes the rest of its chunk", () => {
    assert.deepEqual(blocksOf(hitWith(["```\ncode\n\nmore"])).map(blockText), ["```\ncode\n\nmore"]);
  });
});
