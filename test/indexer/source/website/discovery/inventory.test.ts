import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { deflateSync } from "node:zlib";
import { parseInventory } from "../../../../../indexer/source/website/discovery/inventory.js";

const HEAD = "# Sphinx inventory version 2\n# Project: Water\n# Version: 1.4\n# The rest is zlib.\n";
const packed = (body: string | Uint8Array) => Buffer.concat([Buffer.from(HEAD), deflateSync(body)]);

describe("parseInventory", () => {
  test("version 2: names with blanks, `$` for the name, long addresses", async () => {
    const found = await parseInventory(
      packed(
        "water.Pump py:class 1 api/pump.html#$ -\nHow to pump std:label -1 guide.html#how-to How to pump\nguide std:doc -1 guide.html Guide\n",
      ),
    );
    assert.equal(found?.version, "1.4");
    assert.deepEqual(found?.entries, [
      { name: "water.Pump", domain: "py", role: "class", address: "api/pump.html#water.Pump" },
      { name: "How to pump", domain: "std", role: "label", address: "guide.html#how-to" },
      { name: "guide", domain: "std", role: "doc", address: "guide.html" },
    ]);
  });

  test("version 1: plain text, Python only", async () => {
    const found = await parseInventory(
      Buffer.from(
        "# Sphinx inventory version 1\n# Project: Water\n# Version: 0.3\nwater mod api.html\nwater.pump function api.html\n",
      ),
    );
    assert.equal(found?.version, "0.3");
    assert.deepEqual(found?.entries, [
      { name: "water", domain: "py", role: "module", address: "api.html#module-water" },
      { name: "water.pump", domain: "py", role: "function", address: "api.html#water.pump" },
    ]);
  });

  test("what is no inventory, damaged, or a decompression bomb gives nothing", async () => {
    assert.equal(await parseInventory(Buffer.from("<!DOCTYPE html>")), undefined);
    assert.equal(await parseInventory(packed("x").subarray(0, HEAD.length + 4)), undefined);
    assert.equal(await parseInventory(packed(Buffer.alloc(65 * 1024 * 1024))), undefined);
  });

  test("lines that make no sense are passed over", async () => {
    const found = await parseInventory(packed("\nnonsense\nwater.pump py:function 1 api.html#$ -\n"));
    assert.deepEqual(
      found?.entries.map(({ name }) => name),
      ["water.pump"],
    );
  });
});
