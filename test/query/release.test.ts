import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { resolveSymbol } from "../../query/history/resolve-symbol.js";
import { corpusReleases, isVisible, visibleAt } from "../../query/release.js";
import { openTables } from "../../query/store/lancedb.js";
import { OPEN, type SymbolRow } from "../../query/store/rows.js";
import { temporaryFolder } from "../fixture.js";
import { corpusState } from "./history/corpus-fixture.js";

const VERSIONS = ["1.0", "2.0", "3.0"] as const;
const SOURCES = ["wheel", "website"] as const;
const NAMES = ["water.pump.Pump", "water.Pump", "water.tank.Pump"] as const;

/** A source is not read for every release: it failed, or the release was held back. */
const readFor = fc.record({
  wheel: fc.subarray([...VERSIONS], { minLength: 1 }),
  website: fc.subarray([...VERSIONS]),
});

const row = fc
  .tuple(
    fc.constantFrom(...SOURCES),
    fc.constantFrom(...NAMES),
    fc.subarray(["water.Pump"]),
    fc.constantFrom("k1.0", "k2.0", "k3.0"),
    fc.constantFrom("k2.0", "k3.0", OPEN),
  )
  .map(([source, name, aliases, since, until]): SymbolRow => {
    const own = { source, name, aliases: aliases.filter((alias) => alias !== name), since, until };
    return {
      ...{ ...own, id: "", leaves: ["pump"], bases: [], kind: "class", signature: "" },
      ...{ parameters: "[]", parameterNames: [], summary: "", deprecated: "", declaredSince: "" },
      ...{ path: "pump.py", title: name, anchor: name },
    };
  });

test("the rows that a release shows are the same to the program and to the database, and names mean what is shown", async (t) => {
  const tables = await openTables(await temporaryFolder(t));
  let run = 0;
  await fc.assert(
    fc.asyncProperty(readFor, fc.array(row, { minLength: 1, maxLength: 8 }), async (read, drawn) => {
      run += 1;
      const rows = drawn.map((each, at) => ({ ...each, id: String(at) }));
      const table = await tables.create(`symbols${run}`, "symbols", 2);
      await table.add(rows);
      for (const release of corpusReleases(corpusState(read))) {
        const shown = rows.filter((each) => isVisible(each, release));
        const told = await table.rows<{ id: string }>(["id"], visibleAt(release));
        assert.deepEqual(told.map(({ id }) => id).sort(), shown.map(({ id }) => id).sort());
        for (const asked of [...NAMES, "Pump", "pump.Pump"]) {
          const resolved = await resolveSymbol(table, asked, release);
          const names = new Set(shown.map(({ name }) => name));
          const isBorne = shown.some(
            (each) => each.name.endsWith(asked) || each.aliases.some((alias) => alias.endsWith(asked)),
          );
          if (isBorne)
            assert.ok(
              resolved?.names.every((name) => names.has(name)),
              asked,
            );
          if (names.has(asked)) assert.deepEqual(resolved, { names: [asked], match: "name" });
        }
      }
    }),
    { numRuns: 25 },
  );
  tables.close();
});
