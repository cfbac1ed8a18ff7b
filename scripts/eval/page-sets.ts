import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { list } from "tar";
import { restoreMarkup } from "./restore-markup.js";

/** API pages of one release, one plain-text file a page, in which the questions' symbols are found. */
export interface PageSet {
  /** Id of the corpus that is made of it. */
  readonly corpus: string;
  readonly version: string;
  readonly archive: string;
}

export const PAGE_SETS: readonly PageSet[] = [
  { corpus: "pytorch", version: "2", archive: "pages-pytorch-2.tar.gz" },
  { corpus: "scikit-learn", version: "1", archive: "pages-scikit-learn-1.tar.gz" },
  { corpus: "tensorflow", version: "2.4", archive: "pages-tensorflow-2.4.tar.gz" },
];

/** Raised when `restoreMarkup` would write other pages. */
const RESTORED = 1;

/**
 * Unpacks a page set with its markup restored into a folder named after its content: done once.
 *
 * @returns the folder
 */
export async function unpackPageSet(archive: string, name: string, folder: string): Promise<string> {
  const digest = createHash("sha256")
    .update(await readFile(archive))
    .digest("hex")
    .slice(0, 8);
  const target = join(folder, `${name}-${digest}-${RESTORED}`);
  if (existsSync(target)) return target;
  const draft = `${target}.draft`;
  await rm(draft, { recursive: true, force: true });
  const pages = await readPages(archive);
  for (const [path, text] of pages) {
    const file = join(draft, path.replace(/\.txt$/, ".rst"));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, restoreMarkup(text));
  }
  await rename(draft, target);
  return target;
}

/** Every text file of an archive by its path below the archive's one folder. */
async function readPages(archive: string): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  const reading: Promise<void>[] = [];
  await list({
    file: archive,
    filter: (path) => path.endsWith(".txt") && !path.split("/").includes(".."),
    onReadEntry: (entry) => {
      const path = entry.path.split("/").slice(1).join("/");
      reading.push(entry.concat().then((bytes) => void pages.set(path, Buffer.from(bytes).toString("utf8"))));
    },
  });
  await Promise.all(reading);
  return pages;
}
