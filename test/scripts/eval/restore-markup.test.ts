import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseRst } from "../../../indexer/parse/rst.js";
import { restoreMarkup } from "../../../scripts/eval/restore-markup.js";

const symbolsOf = (text: string): readonly string[] =>
  (parseRst("page.rst", restoreMarkup(text))?.sections ?? []).flatMap(({ symbols }) => symbols);

describe("restoreMarkup", () => {
  test("a class and its methods, the signature wrapped", () => {
    const page = [
      "# Oven",
      "",
      "`class kitchen.Oven(width, height,",
      "fan=True)` [source]",
      "",
      "    ",
      "Bakes.",
      "",
      "`heat(degrees)` [source]",
      "",
      "    ",
      "Until `door.close()` it stays cold.",
      "",
      "`door.close()`",
      "",
      "    >>> Oven(1, 2).heat(180)",
    ].join("\n");
    assert.deepEqual(symbolsOf(page), ["kitchen.Oven", "kitchen.Oven.heat"]);
    assert.match(restoreMarkup(page), /\.\. py:class:: kitchen\.Oven\(width, height, fan=True\)/);
    assert.match(restoreMarkup(page), /code-block:: python\n\n +>>> Oven/);
  });

  test("functions of a module, one after another", () => {
    const page = "# m\n\n`m.bake(x) → Bread`\n\n    \nBakes.\n\n`m.cool(x)`\n\n    \nCools.\n";
    assert.deepEqual(symbolsOf(page), ["m.bake", "m.cool"]);
  });

  test("a page whose signature is a block of code, with aliases and methods", () => {
    const page = [
      "# k.layers.Mix",
      "",
      "Mixes.",
      "",
      "#### View aliases",
      "",
      "`k.old.Mix`, `k.Mix`",
      "",
      "    ",
      "    k.layers.Mix(",
      "        speed=1",
      "    )",
      "    ",
      "More about it.",
      "",
      "## Methods",
      "",
      "### `stir`",
      "",
      "    stir(",
      "        times",
      "    )",
      "    ",
      "Stirs.",
    ].join("\n");
    assert.deepEqual(symbolsOf(page), ["k.layers.Mix", "k.old.Mix", "k.Mix", "k.layers.Mix.stir"]);
    assert.match(restoreMarkup(page), /More about it\./);
  });

  test("what looks like no signature stays text", () => {
    const page = "# Title\n\n`alphafloat, default=1.0`\n\n    \nThe weight.\n";
    assert.deepEqual(symbolsOf(page), []);
    assert.match(restoreMarkup(page), /alphafloat/);
  });
});
