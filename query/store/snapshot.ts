import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describeError, KbError } from "../../corpora/errors.js";
import type { StorePaths } from "./paths.js";
import type { Snapshot } from "./snapshot-schema.js";

export type { CorpusState, IndexedRelease, Snapshot, SourceState } from "./snapshot-schema.js";

/**
 * A manifest as text. It carries its own checksum: one that agrees was written whole by this schema's writer, so
 * that a reader need not check it field by field.
 */
function manifestOf(state: Snapshot): string {
  return `${JSON.stringify({ checksum: checksumOf(state), ...state }, null, 1)}\n`;
}

const checksumOf = (state: unknown): string =>
  createHash("sha256").update(JSON.stringify(state)).digest("base64url");

/** Reads a manifest from disk. @throws KbError STORE_CORRUPT naming the file */
async function parseSnapshot(text: string, paths: StorePaths, file: string): Promise<Snapshot> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw corrupt(paths, file, `The snapshot manifest ${file} is not JSON`, { cause });
  }
  const { checksum, ...state } = (json ?? {}) as { checksum?: unknown };
  if (checksum === checksumOf(state)) return state as Snapshot;
  const { snapshotProblems } = await import("./snapshot-schema.js");
  throw corrupt(paths, file, `The snapshot manifest ${file} is not as kb wrote it`, {
    problems: snapshotProblems(state),
  });
}

function corrupt(
  { current }: StorePaths,
  file: string,
  message: string,
  { cause, ...facts }: { cause?: unknown; problems?: readonly string[] } = {},
): KbError {
  return new KbError("STORE_CORRUPT", message, {
    cause,
    facts: { file, ...facts },
    hint: `“kb rollback” returns to the snapshot before it. If there is none, delete ${current}: “kb index” then builds the index anew from the vectors it has.`,
  });
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new KbError("STORE_CORRUPT", `${file} cannot be read: ${describeError(error)}`, {
      cause: error,
      facts: { file },
      hint: "Check permissions, and that the data folder (--data, KB_DATA) is the one that was meant.",
    });
  }
}

/** The published snapshot, or undefined when nothing was ever published here. */
export async function readCurrentSnapshot(paths: StorePaths): Promise<Snapshot | undefined> {
  const id = await currentSnapshotId(paths);
  return id === undefined ? undefined : readSnapshot(paths, id);
}

/** Id of the published snapshot, without reading its manifest. */
export async function currentSnapshotId(paths: StorePaths): Promise<string | undefined> {
  return (await readIfThere(paths.current))?.trim() || undefined;
}

/** @throws KbError STORE_CORRUPT when the manifest is missing or damaged */
export async function readSnapshot(paths: StorePaths, id: string): Promise<Snapshot> {
  const file = join(paths.snapshots, `${id}.json`);
  const text = await readIfThere(file);
  if (text === undefined) throw corrupt(paths, file, `Snapshot ${id} has no manifest at ${file}`);
  return parseSnapshot(text, paths, file);
}

/** Ids of all kept snapshots, oldest first (ids begin with the time). */
export async function listSnapshots(paths: StorePaths): Promise<readonly string[]> {
  try {
    const names = await readdir(paths.snapshots);
    return names
      .filter((name) => name.endsWith(".json"))
      .map((name) => name.slice(0, -5))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Makes a snapshot the one that readers open. The rename of CURRENT is the commit. */
export async function publishSnapshot(paths: StorePaths, state: Snapshot): Promise<void> {
  await writeDurably(join(paths.snapshots, `${state.id}.json`), manifestOf(state));
  await writeDurably(paths.current, `${state.id}\n`);
}

/** Points CURRENT at a snapshot that exists. */
export async function switchSnapshot(paths: StorePaths, id: string): Promise<Snapshot> {
  const state = await readSnapshot(paths, id);
  await writeDurably(paths.current, `${id}\n`);
  return state;
}

export async function deleteSnapshot(paths: StorePaths, id: string): Promise<void> {
  await rm(join(paths.snapshots, `${id}.json`), { force: true });
}

/** What an interrupted run had finished, if it stands on the snapshot that is current now. */
export async function readPending(
  paths: StorePaths,
  base: string | undefined,
): Promise<Snapshot | undefined> {
  const text = await readIfThere(paths.pending);
  if (text === undefined) return undefined;
  try {
    const json = JSON.parse(text) as { base?: string; state?: unknown };
    if ((json.base ?? undefined) !== base) return undefined;
    const { checkSnapshot } = await import("./snapshot-schema.js");
    return checkSnapshot(json.state);
  } catch {
    return undefined; // a torn or foreign file only means that nothing can be resumed
  }
}

export async function writePending(
  paths: StorePaths,
  base: string | undefined,
  state: Snapshot,
): Promise<void> {
  await writeDurably(paths.pending, `${JSON.stringify({ base, state })}\n`);
}

export async function clearPending(paths: StorePaths): Promise<void> {
  await rm(paths.pending, { force: true });
}

/**
 * Write beside, flush, then rename: a reader or a crash sees the old file or the new one.
 *
 * @throws KbError STORE_WRITE_FAILED; nothing is left beside
 */
export async function writeDurably(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(beside, text, { flush: true });
    await rename(beside, file);
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw new KbError("STORE_WRITE_FAILED", `Writing ${file} failed: ${describeError(cause)}`, {
      cause,
      facts: { file },
      hint: WRITE_FAILED_HINT,
    });
  }
}

export const WRITE_FAILED_HINT =
  "What was published before still answers. Check free disk space and permissions, then run “kb index” again: it resumes.";
