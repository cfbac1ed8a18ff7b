import { KbError } from "../../corpora/errors.js";

/** What an archive may cost. Sizes in bytes, uncompressed. */
export interface ArchiveLimits {
  /** One member; a larger one is skipped and reported. Default 50 MB. */
  readonly maxFileBytes: number;
  /** All members together; beyond it the archive is refused. Default 2 GB. */
  readonly maxTotalBytes: number;
  /** Number of members; beyond it the archive is refused. Default 200,000. */
  readonly maxEntries: number;
  /** Uncompressed against compressed size; beyond it the archive is refused. Default 200. */
  readonly maxRatio: number;
  /** Uncompressed size from which `maxRatio` counts: a small archive may compress well. Default 10 MB. */
  readonly ratioFromBytes: number;
}

export const DEFAULT_LIMITS: ArchiveLimits = {
  maxFileBytes: 50_000_000,
  maxTotalBytes: 2_000_000_000,
  maxEntries: 200_000,
  maxRatio: 200,
  ratioFromBytes: 10_000_000,
};

/** An archive on disk, and the rules under which it is read. */
export interface ArchiveFile {
  readonly file: string;
  /** Bytes on disk. */
  readonly size: number;
  readonly limits: ArchiveLimits;
  readonly signal: AbortSignal;
}

/** What an archive says about a member before its content is read. */
export interface MemberHeader {
  /** As stored. */
  readonly name: string;
  readonly kind: "file" | "folder" | "other";
  /** Why it must not be read, e.g. that it is a link. */
  readonly problem: string | undefined;
  readonly size: number;
}

/** A member that was chosen: its bytes, or why they could not be had. */
export type MemberContent =
  | { readonly name: string; readonly bytes: Uint8Array }
  | { readonly name: string; readonly failure: string };

/**
 * Reads an archive once, in its own order, holding one member at a time. Every member is shown to
 * `choose` exactly once; the contents of those it accepts are yielded.
 *
 * @throws KbError ARCHIVE_UNSAFE, ARCHIVE_UNREADABLE
 */
export type ScanArchive = (
  archive: ArchiveFile,
  choose: (header: MemberHeader) => boolean,
) => AsyncGenerator<MemberContent>;

/** Throws when the archive has grown beyond what it may cost. */
export function checkSize(archive: ArchiveFile, totalBytes: number): void {
  const { maxTotalBytes, maxRatio, ratioFromBytes } = archive.limits;
  if (totalBytes > maxTotalBytes) {
    throw unsafeArchive(archive, `it unpacks to more than ${maxTotalBytes} bytes`, { maxTotalBytes });
  }
  if (totalBytes > ratioFromBytes && totalBytes > archive.size * maxRatio) {
    throw unsafeArchive(archive, `it unpacks to more than ${maxRatio} times its size`, { maxRatio });
  }
}

/** Throws when the archive has more members than it may. */
export function checkEntries(archive: ArchiveFile, entries: number): void {
  const { maxEntries } = archive.limits;
  if (entries > maxEntries) {
    throw unsafeArchive(archive, `it has more than ${maxEntries} members`, { maxEntries });
  }
}

function unsafeArchive(archive: ArchiveFile, reason: string, facts: Record<string, unknown>): KbError {
  return new KbError("ARCHIVE_UNSAFE", `The archive ${archive.file} was refused: ${reason}.`, {
    facts: { file: archive.file, ...facts },
    hint: "Unpack it yourself if you trust it, and give the folder instead of the archive.",
  });
}

export function unreadableArchive(file: string, reason: string, cause?: unknown): KbError {
  return new KbError("ARCHIVE_UNREADABLE", `The archive ${file} cannot be read: ${reason}.`, {
    facts: { file, reason },
    hint: "It may be incomplete or no .tar, .tar.gz or .zip at all: fetch it again and compare its size and checksum.",
    ...(cause === undefined ? {} : { cause }),
  });
}
