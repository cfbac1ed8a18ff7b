import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { Parser, type ReadEntry } from "tar";
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

const GZIP_MAGIC = [0x1f, 0x8b] as const;
const CHUNK_BYTES = 65_536;
const FILE_TYPES: readonly string[] = ["File", "OldFile", "ContiguousFile"];
const FOLDER_TYPES: readonly string[] = ["Directory", "GNUDumpDir"];
const LINK_TYPES: readonly string[] = ["Link", "SymbolicLink"];

export const scanTar: ScanArchive = (archive, choose) => scan(archive, rawChunks(archive), choose);
export const scanTarGz: ScanArchive = (archive, choose) => scan(archive, gunzippedChunks(archive), choose);

/**
 * The parser is fed small chunks and all its entries flow, so whatever a chunk completes is in
 * `complete` when `write` returns: no more than one unfinished member is held.
 */
async function* scan(
  archive: ArchiveFile,
  chunks: AsyncIterable<Buffer>,
  choose: (header: MemberHeader) => boolean,
): AsyncGenerator<MemberContent> {
  const complete: MemberContent[] = [];
  let entries = 0;
  let total = 0;
  let damage: string | undefined;
  let endMark = false;
  let ended = false;

  const parser = new Parser({ zstd: false, brotli: false });
  parser.on("entry", (entry: ReadEntry) => {
    entries += 1;
    if (!choose(headerOf(entry))) {
      entry.resume();
      return;
    }
    const parts: Buffer[] = [];
    entry.on("data", (part) => parts.push(part));
    entry.on("end", () => complete.push({ name: entry.path, bytes: Buffer.concat(parts) }));
  });
  parser.on("ignoredEntry", (entry: ReadEntry) => {
    entries += 1;
    if (!entry.meta) choose(headerOf(entry));
  });
  parser.on("nullBlock", () => {
    endMark = true;
  });
  parser.on("eof", () => {
    ended = true;
  });
  parser.on("warn", (code: string, message: string | Error) => {
    if (code !== "TAR_ENTRY_INFO") damage ??= String(message instanceof Error ? message.message : message);
  });

  const settle = (): MemberContent[] => {
    checkEntries(archive, entries);
    if (damage !== undefined) throw unreadableArchive(archive.file, damage);
    return complete.splice(0);
  };

  try {
    for await (const chunk of chunks) {
      archive.signal.throwIfAborted();
      // The parser would unpack a second layer by itself, without our limits.
      if (total === 0 && GZIP_MAGIC.every((byte, index) => chunk[index] === byte)) {
        throw unreadableArchive(archive.file, "it is compressed twice");
      }
      total += chunk.length;
      checkSize(archive, total);
      // What follows the end mark is padding: read to the end for the checksum, but not kept.
      if (!ended) parser.write(chunk);
      yield* settle();
    }
    if (!ended) parser.end();
    yield* settle();
  } catch (error) {
    archive.signal.throwIfAborted();
    throw error instanceof KbError ? error : unreadableArchive(archive.file, describeError(error), error);
  }
  if (!endMark) throw unreadableArchive(archive.file, "it stops before its end mark");
}

function headerOf(entry: ReadEntry): MemberHeader {
  const { type, path: name, size } = entry;
  if (FILE_TYPES.includes(type)) return { name, size, kind: "file", problem: undefined };
  if (FOLDER_TYPES.includes(type)) return { name, size, kind: "folder", problem: undefined };
  const problem = LINK_TYPES.includes(type)
    ? `link to ${entry.linkpath ?? "?"}`
    : `no plain file but ${type}`;
  return { name, size, kind: "other", problem };
}

const rawChunks = (archive: ArchiveFile): AsyncIterable<Buffer> =>
  createReadStream(archive.file, { highWaterMark: CHUNK_BYTES, signal: archive.signal });

const gunzippedChunks = (archive: ArchiveFile): AsyncIterable<Buffer> =>
  pipeline(
    createReadStream(archive.file, { signal: archive.signal }),
    createGunzip({ chunkSize: CHUNK_BYTES }),
    // An error of either stream surfaces where the last one is read.
    () => undefined,
  );
