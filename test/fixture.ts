import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { type Corpus, parseCorpus } from "../corpora/corpus.js";
import type { WrittenRow } from "../corpora/written-questions.js";
import { buildIndex } from "../indexer/index.js";
import { type KnowledgeBase, openKnowledgeBase } from "../query/knowledge-base.js";

/** A folder that is gone after the test. */
export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "kb-test-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files given as path -> text. */
export async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** A corpus read from `<folder>/<version>/`. */
export function directoryCorpus(
  folder: string,
  releases: Readonly<Record<string, string | undefined>>,
): Corpus {
  return parseCorpus(
    {
      id: "waterlib",
      name: "Waterlib",
      aliases: ["water"],
      homepage: "https://waterlib.example/",
      packages: { pypi: ["waterlib"] },
      sources: [
        {
          kind: "directory",
          path: join(folder, "{version}"),
          releases: Object.entries(releases).map(([version, date]) => ({ version, ...(date && { date }) })),
          urls: { page: "https://waterlib.example/{version}/{stem}.html#{anchor}" },
        },
      ],
    },
    "fixture",
  );
}

/** Waterlib 1.0, indexed and open, with questions written for it where they are given. Whoever opens it closes it: then its folder is gone. */
export async function openWaterlib(
  files: Readonly<Record<string, string>>,
  written?: readonly WrittenRow[],
): Promise<KnowledgeBase> {
  const folder = await mkdtemp(join(tmpdir(), "kb-waterlib-"));
  await writeFiles(join(folder, "1.0"), files);
  const data = join(folder, "data");
  const corpora = [directoryCorpus(folder, { "1.0": "2025-01-15" })];
  const questions = join(folder, "questions");
  const lines = written?.map((row) => JSON.stringify(row)).join("\n");
  if (lines !== undefined) await writeFiles(questions, { "waterlib.jsonl": lines });
  await buildIndex({ data, corpora, choice: { type: "all" }, ...(written && { questions }) });
  const base = await openKnowledgeBase({ data });
  const close = async () => {
    await base.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...base, close };
}

/** Three releases of a small library: a page that stays, one that changes, one that comes and one that goes. */
export const WATERLIB: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "1.0": {
    "install.md": "# Installation\n\nInstall waterlib with the package manager of your choice.\n",
    "pump.md": "# Pumps\n\nThe default of `flow_rate` is 5 litres a second.\n",
    "valve.md": "# Valves\n\nA valve opens with `open_valve()` and closes by itself.\n",
  },
  "1.1": {
    "install.md": "# Installation\n\nInstall waterlib with the package manager of your choice.\n",
    "pump.md": "# Pumps\n\nThe default of `flow_rate` is 8 litres a second.\n",
    "valve.md": "# Valves\n\nA valve opens with `open_valve()` and closes by itself.\n",
  },
  "2.0": {
    "install.md": "# Installation\n\nInstall waterlib with the package manager of your choice.\n",
    "pump.md": "# Pumps\n\nThe default of `flow_rate` is 5 litres a second.\n",
    "tank.md": "# Tanks\n\nA tank holds water until `drain_tank()` is called.\n",
  },
};

/** Writes the releases of `WATERLIB` and describes them as a corpus. */
export async function waterlib(folder: string): Promise<Corpus> {
  for (const [version, files] of Object.entries(WATERLIB)) await writeFiles(join(folder, version), files);
  return directoryCorpus(folder, { "1.0": "2024-01-15", "1.1": "2024-07-01", "2.0": "2025-02-20" });
}
