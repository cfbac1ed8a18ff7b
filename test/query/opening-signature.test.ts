import assert from "node:assert/strict";
import { test } from "node:test";
import { openingSignature } from "../../query/opening-signature.js";

const opening = (name: string, code: string): string =>
  openingSignature({ symbols: [name], text: `\`\`\`python\n${code}\n\`\`\`\n\nReverses drops.` });

test("a chunk opens an entry with the signature of the first name that it documents", () => {
  const signatures = [
    ["waterlib.flip", "waterlib.flip(x, axis=0)"],
    ["waterlib.Pump", "class waterlib.Pump(\n    power,\n)"],
    ["waterlib.Pump", "Pump(power)"],
    ["@water/lib.Pump.start", "static async Pump.start<T>(options?: T): Promise<void>"],
    ["waterlib.DEPTH", "waterlib.DEPTH: int = 3"],
    ["waterlib.Pump.__call__", "waterlib.Pump.__call__(x)"],
  ] as const;
  for (const [name, code] of signatures) {
    assert.equal(opening(name, code), `\`\`\`python\n${code}\n\`\`\``, code);
  }
});

test("an example of its use does not open it, nor another's signature, nor prose", () => {
  const examples = [
    ">>> waterlib.flip(x)",
    "from waterlib import flip",
    "flipped = waterlib.flip(x)",
    "assert waterlib.flip(x) is x",
    "waterlib.flip_all(x)",
    "print(flip(x))",
  ];
  for (const code of examples) assert.equal(opening("waterlib.flip", code), "", code);
  assert.equal(openingSignature({ symbols: ["waterlib.flip"], text: "Reverses drops." }), "");
  assert.equal(openingSignature({ symbols: [], text: "```python\nwaterlib.flip(x)\n```" }), "");
});
