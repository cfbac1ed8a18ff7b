import { rm } from "node:fs/promises";
import { join } from "node:path";
import { generateCode } from "./generated-code.js";
import { callPart } from "./part.js";
import type { CheckMeasured, CheckSettings } from "./part-check.js";
import type { IndexResult, IndexSettings } from "./part-index.js";
import type { Figure } from "./report.js";

/** Code of one's own and the index that it is held against; generated where undefined. */
export interface CodeToCheck {
  readonly code: string;
  readonly data: string;
}

/** What `kb check` takes for so many files of Python, in a process of its own that also opens the index. */
export async function measureChecking(
  given: CodeToCheck | undefined,
  files: number,
  work: string,
  say: (text: string) => void,
): Promise<{ readonly figures: readonly Figure[]; readonly material: string }> {
  const { code, data } = given ?? (await generated(files, work, say));
  say(`Checking ${files} files of ${code}`);
  const measured = await callPart<CheckSettings, CheckMeasured>("check", { data, code, files });
  const thousands = measured.files / 1000;
  return {
    material: `Checking: ${measured.files} files of ${given === undefined ? "generated code" : code}, ${measured.resolved} uses of library names, ${measured.findings} findings`,
    figures: [
      {
        ...{ name: "kb check, 1,000 files of Python", value: measured.seconds / thousands, unit: "seconds" },
        target: { atMost: 30 },
      },
      { name: "– of processors", value: measured.processorSeconds / thousands, unit: "seconds" },
      {
        ...{ name: "Peak memory, kb check", value: measured.peak / 1e6, unit: "megabytes" },
        target: { atMost: 800 },
      },
    ],
  };
}

async function generated(files: number, work: string, say: (text: string) => void): Promise<CodeToCheck> {
  const folder = join(work, "code");
  const data = join(work, "code-index");
  for (const path of [folder, data]) await rm(path, { recursive: true, force: true });
  const { corpus, code } = await generateCode(folder, files);
  say("Indexing the package that the code uses");
  await callPart<IndexSettings, IndexResult>("index", { data, corpora: [corpus] });
  return { code, data };
}
