import { type FileHandle, open } from "node:fs/promises";
import { WritableStream } from "node:stream/web";
import { type Entry, type FileEntry, Reader, ZipReader } from "@zip.js/zip.js";
import { describeError, KbError } from "../../corpora/errors.js";
import {
  type ArchiveFile,
  checkEntries,
  checkSize,
  type MemberContent,
  type MemberHeader,
  type ScanArchive,
  unreadableArchive,
} from "./archive-format.js";

/** File type bits of a Unix mode, kept in the upper half of a member's attributes. */
const TYPE_BITS = 0o170000;
const REGULAR_FILE = 0o100000;

export const scanZip: ScanArchive = async function* (archive, choose) {
  const handle = await open(archive.file);
  const zip = new ZipReader(new FileReader(handle, archive.size), { useWebWorkers: false });
  try {
    const entries = await listEntries(zip, archive);
    for (const entry of entries) {
      archive.signal.throwIfAborted();
      if (choose(headerOf(entry)) && !entry.directory) yield await readEntry(entry, archive);
    }
  } finally {
    await zip.close();
    await handle.close();
  }
};

/** The table of contents. Sizes in it are claims: `readEntry` holds each member to its own. */
async function listEntries(zip: ZipReader<FileHandle>, archive: ArchiveFile): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let total = 0;
  try {
    // Names are judged by the caller, member by member, so that one bad name does not cost the archive.
    for await (const entry of zip.getEntriesGenerator({ filenameValidation: "tolerant" })) {
      archive.signal.throwIfAborted();
      entries.push(entry);
      total += entry.uncompressedSize;
      checkEntries(archive, entries.length);
      checkSize(archive, total);
    }
  } catch (error) {
    archive.signal.throwIfAborted();
    throw error instanceof KbError ? error : unreadableArchive(archive.file, describeError(error), error);
  }
  return entries;
}

async function readEntry(entry: FileEntry, archive: ArchiveFile): Promise<MemberContent> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const sink = new WritableStream<Uint8Array>({
    write(part) {
      size += part.length;
      if (size > entry.uncompressedSize) throw new Error("it is larger than the archive says");
      parts.push(part);
    },
  });
  try {
    await entry.getData(sink, { checkSignature: true, checkOverlappingEntry: true, signal: archive.signal });
    return { name: entry.filename, bytes: Buffer.concat(parts) };
  } catch (error) {
    archive.signal.throwIfAborted();
    return { name: entry.filename, failure: describeError(error) };
  }
}

function headerOf(entry: Entry): MemberHeader {
  const { filename: name, uncompressedSize: size } = entry;
  if (entry.directory) return { name, size, kind: "folder", problem: undefined };
  const type = (entry.externalFileAttributes >>> 16) & TYPE_BITS;
  if (entry.symlink) return { name, size, kind: "other", problem: "symbolic link" };
  if (type !== 0 && type !== REGULAR_FILE) return { name, size, kind: "other", problem: "no plain file" };
  return { name, size, kind: "file", problem: entry.encrypted ? "encrypted" : undefined };
}

/** Random access to a file, so that only the table of contents and wanted members are read. */
class FileReader extends Reader<FileHandle> {
  readonly #handle: FileHandle;

  constructor(handle: FileHandle, size: number) {
    super(handle);
    this.#handle = handle;
    this.size = size;
  }

  override async readUint8Array(offset: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - offset)));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await this.#handle.read(bytes, filled, bytes.length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  }
}
