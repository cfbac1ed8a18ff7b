import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Reader } from "@zip.js/zip.js";
import { describeError, KbError } from "../../../corpora/errors.js";
import { shownUrl } from "../credentials.js";
import { FileHandleReader, openRemoteFile } from "./byte-reader.js";
import { type HttpClient, HttpTooLarge } from "./http.js";
import type { IndexFile } from "./simple-index.js";

const LARGEST_SDIST_BYTES = 256 * 1024 * 1024;

export interface FileBytesOptions {
  readonly http: HttpClient;
  /** Whole downloads are kept here under their checksum. */
  readonly cacheDir: string;
}

export interface OpenFile {
  readonly reader: Reader<unknown>;
  close(): Promise<void>;
}

/** Opens a file for reading here and there: in place on disk, by ranges from a server, or downloaded when small. */
export async function openFile(file: IndexFile, { http, cacheDir }: FileBytesOptions): Promise<OpenFile> {
  const local = await localPath(file, cacheDir);
  if (local !== undefined) return openLocal(local, file);
  const remote = await openRemoteFile(file.url, http);
  if (remote.type === "ranges") return { reader: remote.reader, close: async () => {} };
  return openLocal(await keep(file, remote.bytes, cacheDir), file);
}

/** The path of a file on disk: its own, or that of a download, checked and kept. */
export async function fileOnDisk(file: IndexFile, { http, cacheDir }: FileBytesOptions): Promise<string> {
  return (await localPath(file, cacheDir)) ?? (await download(file, http, cacheDir));
}

/** Size and time of change identify a local file that comes without a checksum; undefined when it is not there. */
export async function localDigest(url: URL): Promise<string | undefined> {
  try {
    const { size, mtimeMs } = await stat(fileURLToPath(url));
    return `file:${size}:${Math.trunc(mtimeMs)}`;
  } catch {
    return undefined;
  }
}

async function localPath(file: IndexFile, cacheDir: string): Promise<string | undefined> {
  if (file.url.protocol === "file:") return fileURLToPath(file.url);
  if (file.sha256 === undefined) return undefined;
  const kept = keptPath(file, file.sha256, cacheDir);
  return (await exists(kept)) ? kept : undefined;
}

async function openLocal(place: string, file: IndexFile): Promise<OpenFile> {
  let handle: FileHandle;
  try {
    handle = await open(place, "r");
  } catch (error) {
    throw unreadable(file, describeError(error));
  }
  const { size } = await handle.stat();
  return { reader: new FileHandleReader(handle, size), close: () => handle.close() };
}

async function download(file: IndexFile, http: HttpClient, cacheDir: string): Promise<string> {
  try {
    const answer = await http.get(file.url, { maxBytes: LARGEST_SDIST_BYTES });
    if (answer.status !== 200) throw unreadable(file, `the server answered ${answer.status}`);
    return await keep(file, answer.body, cacheDir);
  } catch (error) {
    throw error instanceof HttpTooLarge ? unreadable(file, "it is larger than 256 MB") : error;
  }
}

/** Checks the bytes against the index's checksum and puts them in place in one step. */
async function keep(file: IndexFile, bytes: Uint8Array, cacheDir: string): Promise<string> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (file.sha256 !== undefined && file.sha256 !== sha256) {
    throw new KbError("ARCHIVE_UNREADABLE", `${file.filename} is not the file that its index describes.`, {
      facts: { file: file.filename, url: shownUrl(file.url), expected: file.sha256, actual: sha256 },
      hint: "Run again; if it stays so, the index or something on the way to it is at fault.",
    });
  }
  const place = keptPath(file, sha256, cacheDir);
  const partial = `${place}.${process.pid}.partial`;
  await mkdir(path.dirname(place), { recursive: true });
  try {
    await writeFile(partial, bytes);
    await rename(partial, place);
  } finally {
    await rm(partial, { force: true });
  }
  return place;
}

/** The name comes from the network: only harmless characters of it are kept. */
function keptPath(file: IndexFile, sha256: string, cacheDir: string): string {
  return path.join(cacheDir, "pypi", sha256, file.filename.replace(/[^\w.+-]/g, "_"));
}

async function exists(place: string): Promise<boolean> {
  return stat(place).then(
    () => true,
    () => false,
  );
}

function unreadable(file: IndexFile, reason: string): KbError {
  return new KbError("SOURCE_UNREACHABLE", `${file.filename} cannot be read: ${reason}.`, {
    facts: { file: file.filename, url: shownUrl(file.url), reason },
    hint: "Check that the file its index names is there.",
  });
}
