import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { load } from "cheerio";
import { z } from "zod";
import { describeError, KbError } from "../../../corpora/errors.js";
import { shownUrl } from "../credentials.js";
import type { HttpClient } from "./http.js";

const ACCEPT = [
  "application/vnd.pypi.simple.v1+json",
  "application/vnd.pypi.simple.v1+html;q=0.2",
  "text/html;q=0.1",
].join(", ");

/** One file that an index offers. */
export interface IndexFile {
  readonly filename: string;
  /** `file:`, `http:` or `https:`; may carry a user name and password. */
  readonly url: URL;
  readonly sha256: string | undefined;
  /** In bytes. */
  readonly size: number | undefined;
  /** PEP 700, as the index writes it. */
  readonly uploadTime: string | undefined;
  readonly yanked: boolean;
}

/** PEP 503: case, `.`, `_` and `-` make no difference in the name of a package. */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

/** A location as pip takes it: an URL, or a path against the working folder, `~` being `home`. */
export function locationUrl(location: string, home: string): URL {
  if (/^[a-z][a-z0-9+.-]+:/i.test(location)) return new URL(location);
  const expanded = /^~(?=[\\/]|$)/.test(location) ? home + location.slice(1) : location;
  return pathToFileURL(path.resolve(expanded));
}

/**
 * The files of one package on one index (PEP 503 and PEP 691), or undefined when the index does not
 * have the package. Throws KbError `SOURCE_UNREACHABLE` when the index cannot be read.
 */
export async function listIndex(
  index: URL,
  packageName: string,
  http: HttpClient,
): Promise<readonly IndexFile[] | undefined> {
  const project = new URL(index);
  project.pathname = `${project.pathname.replace(/\/+$/, "")}/${normalizeName(packageName)}/`;
  if (index.protocol === "file:") return listLocalProject(fileURLToPath(index), fileURLToPath(project));
  return listRemotePage(project, http);
}

/** The files that a `find-links` location offers: those in a folder, or those an HTML page links to. */
export async function listFindLinks(location: URL, http: HttpClient): Promise<readonly IndexFile[]> {
  if (location.protocol !== "file:") {
    const files = await listRemotePage(location, http);
    if (files === undefined) throw unreachable(location, "the server answered 404");
    return files;
  }
  const place = fileURLToPath(location);
  try {
    const stats = await stat(place);
    return stats.isDirectory() ? await listFolder(place) : parseHtml(await readFile(place, "utf8"), location);
  } catch (error) {
    throw unreachable(location, describeError(error));
  }
}

async function listFolder(folder: string): Promise<readonly IndexFile[]> {
  const names = (await readdir(folder)).sort();
  return names.map((filename) => ({
    filename,
    url: pathToFileURL(path.join(folder, filename)),
    sha256: undefined,
    size: undefined,
    uploadTime: undefined,
    yanked: false,
  }));
}

async function listLocalProject(index: string, project: string): Promise<readonly IndexFile[] | undefined> {
  const page = path.join(project, "index.html");
  try {
    return parseHtml(await readFile(page, "utf8"), pathToFileURL(page));
  } catch (error) {
    const indexIsThere = await stat(index).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
    if (indexIsThere && isMissing(error)) return undefined;
    throw unreachable(pathToFileURL(index), describeError(error));
  }
}

async function listRemotePage(url: URL, http: HttpClient): Promise<readonly IndexFile[] | undefined> {
  const answer = await http.get(url, { headers: { accept: ACCEPT } });
  if (answer.status === 404 || answer.status === 410) return undefined;
  if (answer.status !== 200) throw unreachable(url, `the server answered ${answer.status}`);
  const text = new TextDecoder().decode(answer.body);
  const mediaType = answer.headers.get("content-type") ?? "";
  if (!/\bjson\b/i.test(mediaType)) return parseHtml(text, answer.url);
  try {
    return parseJson(text, answer.url);
  } catch (error) {
    throw unreachable(url, `its JSON is not that of PEP 691 (${describeError(error)})`);
  }
}

const PROJECT_PAGE = z.object({
  files: z.array(
    z.object({
      filename: z.string(),
      url: z.string(),
      hashes: z.record(z.string(), z.string()).default({}),
      size: z.number().optional(),
      "upload-time": z.string().nullish(),
      yanked: z.union([z.boolean(), z.string()]).default(false),
    }),
  ),
});

/** PEP 691, with the fields of PEP 700 where the index has them. A file whose URL is none is left out. */
export function parseJson(text: string, base: URL): readonly IndexFile[] {
  const { files } = PROJECT_PAGE.parse(JSON.parse(text));
  return files.flatMap((file) => {
    const url = resolveUrl(file.url, base);
    if (url === undefined) return [];
    return {
      filename: file.filename,
      url,
      sha256: file.hashes["sha256"]?.toLowerCase(),
      size: file.size,
      uploadTime: file["upload-time"] ?? undefined,
      // An empty reason still withdraws the file.
      yanked: file.yanked !== false,
    };
  });
}

/** PEP 503: each anchor is a file, the fragment its hash, `data-yanked` its withdrawal (PEP 592). */
export function parseHtml(html: string, page: URL): readonly IndexFile[] {
  const $ = load(html);
  const base = resolveUrl($("base[href]").attr("href") ?? "", page) ?? page;
  return $("a[href]")
    .toArray()
    .flatMap((anchor) => {
      const url = resolveUrl($(anchor).attr("href") ?? "", base);
      if (url === undefined) return [];
      const sha256 = /(?:^#|&)sha256=([0-9a-f]{64})\b/i.exec(url.hash)?.[1]?.toLowerCase();
      url.hash = "";
      return {
        filename: decodeName(url.pathname.slice(url.pathname.lastIndexOf("/") + 1)),
        url,
        sha256,
        size: undefined,
        uploadTime: undefined,
        yanked: $(anchor).attr("data-yanked") !== undefined,
      };
    });
}

/** Links keep to what this program can read; a page from the network never points into the local disk. */
function resolveUrl(href: string, base: URL): URL | undefined {
  if (!URL.canParse(href, base.href)) return undefined;
  const url = new URL(href, base);
  if (url.protocol === "file:" && base.protocol !== "file:") return undefined;
  return ["http:", "https:", "file:"].includes(url.protocol) ? url : undefined;
}

function decodeName(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

function unreachable(url: URL, reason: string): KbError {
  return new KbError("SOURCE_UNREACHABLE", `${shownUrl(url)} cannot be read: ${reason}.`, {
    facts: { url: shownUrl(url), reason },
    hint: "Check the address in pip's configuration.",
  });
}
