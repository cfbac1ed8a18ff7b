import { type FileEntry, type Reader, ZipReader } from "@zip.js/zip.js";
import { describeError, KbError } from "../../../corpora/errors.js";
import { tooLarge, unsafeName } from "../archive.js";
import { DEFAULT_LIMITS, unreadableArchive } from "../archive-format.js";
import type { SourceEvent } from "../source.js";

/** In bytes, of all members that are read. */
export const LARGEST_TOTAL_BYTES = 1_000_000_000;

/** One file of a zip archive; nothing of it has been read yet but its entry in the directory. */
export interface ZipMember {
  readonly name: string;
  /** `YYYY-MM-DDThh:mm:ss` as the archive has it, without a time zone. */
  readonly modified: string;
  /** In bytes, unpacked. */
  readonly size: number;
  read(): Promise<Uint8Array>;
}

/**
 * The files of a zip archive in the order in which they lie in it, so that reading them all goes
 * through the archive once. Members with unsafe names are left out with an event. Throws KbError
 * `ARCHIVE_UNREADABLE` when the directory cannot be read.
 */
export async function listZip(
  reader: Reader<unknown>,
  archive: string,
  emit: (event: SourceEvent) => void,
): Promise<readonly ZipMember[]> {
  const zip = new ZipReader(reader, {
    // Names are checked one by one below: a bad one costs its member, not the archive.
    filenameValidation: "tolerant",
    useWebWorkers: false,
    checkCrc32: true,
    checkOverlappingEntry: true,
  });
  const entries: FileEntry[] = [];
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      if (entry.directory) continue;
      const reason = unsafeName(entry.filename);
      if (reason === undefined) entries.push(entry);
      else emit({ type: "page-skipped", path: JSON.stringify(entry.filename).slice(1, -1), reason });
    }
  } catch (error) {
    if (error instanceof KbError) throw error;
    throw unreadableArchive(archive, describeError(error), error);
  }
  return entries.sort((a, b) => a.offset - b.offset).map(toMember);
}

/** Reads members one by one. What cannot or must not be unpacked is an event; over 1 GB in all is KbError `ARCHIVE_UNSAFE`. */
export async function* readZipMembers(
  members: readonly ZipMember[],
  archive: string,
  emit: (event: SourceEvent) => void,
): AsyncGenerator<{ readonly name: string; readonly bytes: Uint8Array }> {
  let total = 0;
  for (const member of members) {
    total += member.size;
    if (total > LARGEST_TOTAL_BYTES) {
      throw new KbError("ARCHIVE_UNSAFE", `The archive ${archive} has more than 1 GB of documentation.`, {
        facts: { archive, limit: LARGEST_TOTAL_BYTES },
        hint: "Narrow the include patterns of the corpus.",
      });
    }
    try {
      yield { name: member.name, bytes: await member.read() };
    } catch (error) {
      // A server that went away and a run that was stopped are not the fault of one page.
      if (error instanceof KbError || isAbort(error)) throw error;
      emit({ type: "page-skipped", path: member.name, reason: describeError(error) });
    }
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

function toMember(entry: FileEntry): ZipMember {
  return {
    name: entry.filename,
    modified: dosDate(Number(entry.rawLastModDate)),
    size: entry.uncompressedSize,
    read: async () => {
      const unsafe = unsafeSize(entry.uncompressedSize, entry.compressedSize);
      if (unsafe !== undefined) throw new Error(unsafe);
      return unpack(entry);
    },
  };
}

/** A wheel may hold gigabytes that nobody reads, so each member answers for itself. Sizes in bytes. */
function unsafeSize(unpacked: number, packed: number): string | undefined {
  const { maxRatio, ratioFromBytes } = DEFAULT_LIMITS;
  if (unpacked > ratioFromBytes && unpacked > packed * maxRatio) {
    return `unpacks to more than ${maxRatio} times its size`;
  }
  return tooLarge(unpacked, DEFAULT_LIMITS);
}

/** Stops as soon as more comes out than the directory promised. */
async function unpack(entry: FileEntry): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  await entry.getData(
    new WritableStream<Uint8Array>({
      write(chunk) {
        total += chunk.length;
        if (total > entry.uncompressedSize) throw new Error("it unpacks to more than the archive says");
        chunks.push(chunk);
      },
    }),
  );
  return Buffer.concat(chunks);
}

/** Date in the upper, time in the lower 16 bits; seconds in steps of two. Its zone is the builder's and unknown. */
function dosDate(raw: number): string {
  const date = (raw >>> 16) & 0xffff;
  const pad = (value: number, width = 2): string => String(value).padStart(width, "0");
  const day = `${pad((date >> 9) + 1980, 4)}-${pad((date >> 5) & 15)}-${pad(date & 31)}`;
  return `${day}T${pad((raw >> 11) & 31)}:${pad((raw >> 5) & 63)}:${pad((raw & 31) * 2)}`;
}
