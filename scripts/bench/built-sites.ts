import { cp, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { KbError } from "../../corpora/errors.js";
import { sphinxSite } from "./sphinx-site.js";

/** A built website in a folder of our own, which may be changed. */
export interface BuiltSite {
  readonly id: string;
  readonly version: string;
  readonly folder: string;
}

/** Copies of the sites `<id>/<version>/` of a folder. @throws KbError USAGE when there is none */
export async function copiedSites(from: string, work: string): Promise<readonly BuiltSite[]> {
  const sites: BuiltSite[] = [];
  for (const id of await readdir(from)) {
    for (const version of await foldersIn(join(from, id))) {
      const folder = join(work, id, version);
      await cp(join(from, id, version), folder, { recursive: true });
      sites.push({ id: id.toLowerCase(), version, folder });
    }
  }
  if (sites.length > 0) return sites;
  throw new KbError("USAGE", `${from} holds no built website at <id>/<version>/`, { facts: { from } });
}

export async function generatedSite(classes: number, work: string): Promise<readonly BuiltSite[]> {
  const [id, version] = ["waterlib", "1.4.2"];
  const folder = join(work, id, version);
  for (const [path, content] of Object.entries(sphinxSite({ version, classes }))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return [{ id, version, folder }];
}

/** Paths of a site's pages, in the order of the alphabet; those that generators add are not among them. */
export async function pagesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => name.endsWith(".html") && !/^(_|genindex|search|py-modindex|404)/.test(name))
    .sort();
}

/** Changes the words of every hundredth page. @returns how many those are */
export async function changeOnePercent({ folder }: BuiltSite): Promise<number> {
  const pages = await pagesIn(folder);
  const chosen = pages.filter((_, at) => at % 100 === 50 % pages.length);
  for (const path of chosen) {
    const html = await readFile(join(folder, path), "utf8");
    await writeFile(
      join(folder, path),
      html.replace(/<\/h1>/i, "</h1><p>This page was revised tonight.</p>"),
    );
  }
  return chosen.length;
}

/** Versions that the blocks "added", "changed" and "deprecated" of a page name. */
export async function versionNotesOf(file: string): Promise<readonly string[]> {
  const html = await readFile(file, "utf8");
  const blocks = /<span class="versionmodified[^"]*">[^<]*?version\s+([\w.]*\w)/gi;
  return [...html.matchAll(blocks)].map(([, version = ""]) => version);
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  if (!(await stat(folder)).isDirectory()) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
