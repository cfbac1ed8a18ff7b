import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openTables } from "../../../query/store/lancedb.js";
import { type ChunkRow, OPEN } from "../../../query/store/rows.js";
import { temporaryFolder } from "../../fixture.js";

const chunk = (id: string, text: string, since: string, until = OPEN): ChunkRow & { vector: number[] } => ({
  ...{ id, source: "s", document: `d${id}`, path: `${id}.md`, title: id, kind: "guide", anchor: "" },
  ...{ headingPath: [id], symbols: [`lib.${id}`], text, names: `lib ${id}` },
  ...{ embedding: id, since, until, vector: id === "a" ? [1, 0] : [0, 1] },
});

const visible = (key: string) => ({ filter: `since <= '${key}' AND until > '${key}'`, limit: 10 });

describe("a table of chunks", () => {
  test("every search sees the rows of the version that was opened, and the filter comes first", async (t) => {
    const tables = await openTables(await temporaryFolder(t));
    const table = await tables.create("lib.chunks", "chunks", 2);
    await table.add([chunk("a", "a pump moves water", "1", "2"), chunk("b", "a valve stops water", "1")]);
    assert.deepEqual(await table.index("chunks"), { rows: 2, indexed: 2 });
    const version = await table.version();

    const older = await tables.open("lib.chunks", version);
    await table.add([chunk("c", "a tank holds water", "2")]);
    assert.deepEqual(await table.index("chunks"), { rows: 3, indexed: 3 });

    const newer = await tables.open("lib.chunks");
    const water = async (of: typeof newer, key: string) =>
      [...((await of.lexical({ text: "water" }, visible(key))).get("text") ?? [])].map(({ id }) => id).sort();
    assert.deepEqual(await water(newer, "2"), ["b", "c"]);
    assert.deepEqual(await water(newer, "1"), ["a", "b"]);
    assert.deepEqual(await water(older, "2"), ["b"]);

    const near = await newer.lexical({ text: "water" }, { ...visible("1"), vector: Float32Array.of(0.5, 2) });
    const similarities = new Map(near.get("text")?.map(({ id, similarity }) => [id, similarity]));
    assert.deepEqual([similarities.get("a"), similarities.get("b")], [0.5, 2]);

    const [nearest] = await newer.dense(Float32Array.of(1, 0), visible("1"));
    assert.equal(nearest?.id, "a");
    assert.equal(nearest?.document, "da");
    const elsewhere = await newer.dense(Float32Array.of(1, 0), visible("2"));
    assert.ok(!elsewhere.some(({ id }) => id === "a"));
    tables.close();
  });

  test("scores of all rows of a filter: the inner product, whatever the index would look at", async (t) => {
    const tables = await openTables(await temporaryFolder(t));
    const table = await tables.create("lib.mentions", "mentions", 2);
    const row = (id: string, since: string, vector: readonly number[]) => ({
      ...{ id, source: "s", document: `d${id}`, symbols: [`lib.${id}`], pages: 2, text: "said" },
      ...{ since, until: OPEN, vector },
    });
    const known = [row("a", "1", [1, 0]), row("b", "1", [0.5, -0.5]), row("c", "2", [0, 1])];
    await table.add(known);
    const scored = await table.scored<{ document: string; symbols: string[] }>(
      ["document", "symbols"],
      Float32Array.of(0.5, 0.5),
      visible("1").filter,
    );
    scored.sort((a, b) => (a.document < b.document ? -1 : 1));
    assert.deepEqual(
      scored.map(({ document, symbols, score }) => [document, symbols[0], score]),
      [
        ["da", "lib.a", 0.5],
        ["db", "lib.b", 0],
      ],
    );
    tables.close();
  });

  test("a question no field knows anything about finds nothing, in every field asked", async (t) => {
    const tables = await openTables(await temporaryFolder(t));
    const table = await tables.create("lib.chunks", "chunks", 2);
    await table.add([chunk("a", "a pump moves water", "1")]);
    await table.index("chunks");
    const found = await table.lexical({ text: "zebra", names: "zebra" }, visible("1"));
    assert.deepEqual(
      [...found],
      [
        ["names", []],
        ["text", []],
      ],
    );
    tables.close();
  });

  test("small additions rewrite nothing that an older snapshot reads; many are put together", async (t) => {
    const tables = await openTables(await temporaryFolder(t));
    const table = await tables.create("lib.chunks", "chunks", 2);
    await table.add([chunk("a", "a pump moves water", "1")]);
    await table.index("chunks");
    const first = await table.version();
    for (let at = 0; at < 20; at += 1) {
      await table.add([chunk(`x${at}`, `tank ${at} holds water`, "2")]);
      assert.deepEqual(await table.index("chunks"), { rows: at + 2, indexed: at + 2 });
    }
    await table.cleanUp(first);
    const old = await tables.open("lib.chunks", first);
    assert.equal(await old.count(), 1);
    const now = await tables.open("lib.chunks", await table.version());
    assert.equal(await now.count(), 21);
    tables.close();
  });
});
