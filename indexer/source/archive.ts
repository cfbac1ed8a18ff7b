import { open } from "node:fs/promises";
import { describeError } from "../../corpora/errors.js";
import {
  type ArchiveFile,
  type ArchiveLimits,
  DEFAULT_LIMITS,
  type MemberHeader,
  type ScanArchive,
  unreadableArchive,
} from "./archive-format.js";
import { scanTar, scanTarGz } from "./archive-tar.js";
import { scanZip } from "./archive-zip.js";
import { isTooMuchUnread } from "./unread.js";
import { folderVersionIndex } from "./version-template.js";

export interface ReadArchiveOptions {
  /** Overrides of single limits. */
  readonly limits?: Partial<ArchiveLimits>;
  readonly signal: AbortSignal;
  /** Says by its path, prefix stripped, whether a member is to be read. Default: all are. */
  readonly wanted?: (path: string) => boolean;
  /**
   * `"auto"` takes off the folders in which everything in the archive lies, e.g. `mylib-1.2/`: with
   * `version`, up to the last of them that names it; otherwise, the outermost one, unless it is a
   * documentation folder (`docs/`), which a fuller archive of the next release would still show.
   * It costs a first reading of the names, in which all limits already apply. Default `"none"`.
   */
  readonly stripPrefix?: "auto" | "none";
  /** The release that the archive holds; used by `stripPrefix`. */
  readonly version?: string;
}

/** A plain file of an archive, or what was left out and why. */
export type ArchiveMember =
  | { readonly path: string; readonly bytes: Uint8Array }
  | { readonly path: string; readonly skipped: string };

/** Folders that keep their place in a path even where nothing lies beside them. */
const DOCUMENTATION_FOLDER = /^(doc|docs|documentation|site|website|content|guides?|html|source|src)$/i;

/** Ends of file names that `readArchive` understands, longest first. */
export const ARCHIVE_ENDINGS = [".tar.gz", ".tgz", ".tar", ".zip"] as const;

export function isArchiveName(name: string): boolean {
  const lower = name.toLowerCase();
  return ARCHIVE_ENDINGS.some((ending) => lower.endsWith(ending));
}

/**
 * Reads the plain files of a .tar, .tar.gz or .zip in their order, one at a time, never unpacking to
 * disk. The format is told by the content, not by the name. Unsafe names, links, devices and encrypted
 * members are reported as skipped, wanted or not; wanted files also when they exceed the size limit,
 * repeat an earlier path or are damaged. Folders and unwanted files are passed over in silence.
 *
 * @throws KbError ARCHIVE_UNSAFE when the archive as a whole exceeds a limit
 * @throws KbError ARCHIVE_UNREADABLE when it is truncated, damaged or no archive; for a zip with many
 * damaged members only after the last of the others
 */
export async function* readArchive(file: string, options: ReadArchiveOptions): AsyncGenerator<ArchiveMember> {
  const { signal, wanted = () => true, stripPrefix = "none" } = options;
  signal.throwIfAborted();
  const { size, scan } = await identify(file);
  const archive: ArchiveFile = { file, size, signal, limits: { ...DEFAULT_LIMITS, ...options.limits } };
  const depth = stripPrefix === "auto" ? await prefixDepth(archive, scan, options.version) : 0;

  const skipped: ArchiveMember[] = [];
  const seen = new Set<string>();
  const pathOf = (name: string): string => segmentsOf(name).slice(depth).join("/");
  const choose = (header: MemberHeader): boolean => {
    if (header.kind === "folder") return false;
    const unsafe = unsafeName(header.name) ?? header.problem;
    if (unsafe !== undefined) {
      skipped.push({ path: header.name, skipped: unsafe });
      return false;
    }
    const path = pathOf(header.name);
    if (!wanted(path)) return false;
    const problem =
      tooLarge(header.size, archive.limits) ?? (seen.has(path) ? "second of that name" : undefined);
    if (problem !== undefined) skipped.push({ path, skipped: problem });
    else seen.add(path);
    return problem === undefined;
  };

  let unread = 0;
  for await (const content of scan(archive, choose)) {
    yield* skipped.splice(0);
    const path = pathOf(content.name);
    if ("failure" in content) unread += 1;
    yield "bytes" in content ? { path, bytes: content.bytes } : { path, skipped: content.failure };
  }
  yield* skipped.splice(0);
  if (isTooMuchUnread(unread, seen.size)) {
    throw unreadableArchive(file, `${unread} of its ${seen.size} files are damaged`);
  }
}

/** Why a file of that size is not read, or undefined. */
export function tooLarge(size: number, limits: Pick<ArchiveLimits, "maxFileBytes">): string | undefined {
  return size > limits.maxFileBytes ? `${size} bytes, above the limit of ${limits.maxFileBytes}` : undefined;
}

/** Why a name from an archive or a repository must not be taken as a path inside a release, or undefined. */
export function unsafeName(name: string): string | undefined {
  if (name.includes("\0")) return "name holds a NUL character";
  if (/[\u0001-\u001f\u007f]/.test(name)) return "name holds a control character";
  if (name.includes("\\")) return "name holds a backslash";
  if (name.startsWith("/")) return "absolute name";
  if (/^[a-z]:/i.test(name)) return "name starts with a drive letter";
  if (name.split("/").includes("..")) return "name leaves its folder by ..";
  if (segmentsOf(name).length === 0) return "empty name";
  return undefined;
}

const segmentsOf = (name: string): string[] => name.split("/").filter((part) => part !== "" && part !== ".");

async function prefixDepth(
  archive: ArchiveFile,
  scan: ScanArchive,
  version: string | undefined,
): Promise<number> {
  let shared: readonly string[] | undefined;
  const note = (header: MemberHeader): boolean => {
    if (header.kind === "file" && unsafeName(header.name) === undefined) {
      const folders = segmentsOf(header.name).slice(0, -1);
      shared = shared === undefined ? folders : commonStart(shared, folders);
    }
    return false;
  };
  for await (const _ of scan(archive, note)) {
    // Nothing is chosen, so nothing is yielded: the scan is run for its headers.
  }
  return strippedDepth(shared ?? [], version);
}

function commonStart(a: readonly string[], b: readonly string[]): readonly string[] {
  const end = a.findIndex((part, index) => part !== b[index]);
  return end === -1 ? a : a.slice(0, end);
}

/** How many of the folders that all members share are the archive's wrapping and not part of a page's path. */
export function strippedDepth(shared: readonly string[], version: string | undefined): number {
  const named = version === undefined ? -1 : folderVersionIndex(shared, version);
  if (named >= 0) return named + 1;
  const [first] = shared;
  return first === undefined || DOCUMENTATION_FOLDER.test(first) ? 0 : 1;
}

async function identify(file: string): Promise<{ size: number; scan: ScanArchive }> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
      return { size, scan: scannerFor(buffer) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadableArchive(file, describeError(error), error);
  }
}

function scannerFor(start: Buffer): ScanArchive {
  const magic = start.toString("latin1");
  if (magic.startsWith("PK\x03\x04") || magic.startsWith("PK\x05\x06")) return scanZip;
  return magic.startsWith("\x1f\x8b") ? scanTarGz : scanTar;
}
