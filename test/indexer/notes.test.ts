import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { parseCorpus } from "../../corpora/corpus.js";
import { buildIndex } from "../../indexer/index.js";
import { type KnowledgeBase, openKnowledgeBase } from "../../query/knowledge-base.js";
import { corpusReleases, visibleAt } from "../../query/release.js";
import { openTables } from "../../query/store/lancedb.js";
import { storePaths } from "../../query/store/paths.js";
import type { NoteRow } from "../../query/store/rows.js";
import { writeFiles } from "../fixture.js";

const ONE = `## 1.0.0 (2024-01-15)

### Added
- New \`waterlib.Pump\` class.
`;
const TWO = `## 1.1.0 (2024-07-01)

### Added
- \`waterlib.Valve\` opens.
### Changed
- \`waterlib.Pump\` no longer leaks.
`;
const changelog = (...parts: readonly string[]) => `# Changelog\n\n${parts.join("\n")}`;

/** The notes grow on top; 1.1.0 says the same in two files. */
const RELEASES = {
  "1.0.0": { "CHANGELOG.md": changelog(ONE) },
  "1.1.0": { "CHANGELOG.md": changelog(TWO, ONE), "docs/changelog.md": changelog(TWO) },
};

describe("release notes in the index", () => {
  let folder = "";
  const bases: KnowledgeBase[] = [];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "kb-notes-"));
    for (const [version, files] of Object.entries(RELEASES)) await writeFiles(join(folder, version), files);
  });
  after(async () => {
    for (const base of bases) await base.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** No source tells a date but that of 1.0.0. */
  async function index(order: readonly string[]) {
    const data = join(folder, `data-${order.join("-")}`);
    const corpus = parseCorpus(
      {
        id: "waterlib",
        name: "Waterlib",
        homepage: "https://waterlib.example/",
        sources: [
          {
            kind: "directory",
            path: join(folder, "{version}"),
            releases: [{ version: "1.0.0", date: "2024-01-20" }, { version: "1.1.0" }],
            urls: { page: "https://waterlib.example/{version}/{stem}.html#{anchor}" },
          },
        ],
      },
      "fixture",
    );
    for (const version of order)
      await buildIndex({ data, corpora: [corpus], choice: { type: "requests", requests: [version] } });
    const base = await openKnowledgeBase({ data });
    bases.push(base);
    const state = base.snapshot.corpora["waterlib"];
    assert.ok(state);
    const tables = await openTables(storePaths(data, base.snapshot.model.id).tables);
    const notes = await tables.open(state.tables.notes.name, state.tables.notes.version);
    const columns: readonly (keyof NoteRow)[] = [
      ...(["id", "version", "date", "kind", "text", "symbols", "path", "anchor"] as const),
    ];
    const visible = new Map<string, NoteRow[]>();
    for (const release of corpusReleases(state)) {
      const rows = await notes.rows<NoteRow>(columns, visibleAt(release));
      visible.set(
        release.version,
        rows.sort((a, b) => (a.id < b.id ? -1 : 1)),
      );
    }
    const total = await notes.count();
    tables.close();
    return { state, visible, total };
  }

  test("an entry is one row, however many releases and files have it; its version is its own", async () => {
    const { visible, total } = await index(["1.0.0", "1.1.0"]);
    assert.equal(total, 3);
    assert.equal(visible.get("1.0.0")?.length, 1);
    const told = (visible.get("1.1.0") ?? []).map(({ version, date, kind, symbols, path, anchor }) =>
      [version, date, kind, symbols.join(" "), path, anchor].join(" "),
    );
    assert.deepEqual(told.sort(), [
      "1.0.0 2024-01-15 added waterlib.Pump CHANGELOG.md 100-2024-01-15",
      "1.1.0 2024-07-01 added waterlib.Valve CHANGELOG.md 110-2024-07-01",
      "1.1.0 2024-07-01 changed waterlib.Pump CHANGELOG.md 110-2024-07-01",
    ]);
  });

  test("in whatever order the releases are indexed", async () => {
    const [a, b] = [await index(["1.0.0", "1.1.0"]), await index(["1.1.0", "1.0.0"])];
    assert.deepEqual(b.visible, a.visible);
    assert.equal(b.total, a.total);
    const dates = ({ state }: typeof a) =>
      corpusReleases(state).map(({ version, date, dateOrigin }) => [version, date, dateOrigin]);
    assert.deepEqual(dates(b), dates(a));
  });

  test("notes date a release that nothing else dates", async () => {
    const { state } = await index(["1.0.0", "1.1.0"]);
    assert.deepEqual(
      corpusReleases(state).map(({ version, date, dateOrigin }) => [version, date, dateOrigin]),
      [
        ["1.1.0", "2024-07-01", "notes"],
        ["1.0.0", "2024-01-20", "definition"],
      ],
    );
  });
});
