import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import lockfile from "proper-lockfile";
import { describeError, KbError } from "../corpora/errors.js";

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

/** A lock whose holder stopped refreshing it this long ago is free. */
const STALE_MS = 60_000;
const REFRESH_MS = 5_000;

/**
 * One writer to a data folder at a time. The lock is refreshed while it is held, so that it outlives no
 * crash: a holder on this machine that no longer runs loses it at once, one elsewhere after a minute.
 *
 * @param onLost called when the lock went to another process all the same, for example after a long sleep
 * @returns a function that gives the lock back
 * @throws KbError INDEX_LOCKED naming the holder, STORE_WRITE_FAILED when the folder cannot be written
 */
export async function acquireLock(
  dataDir: string,
  onLost: (error: KbError) => void = () => undefined,
): Promise<() => Promise<void>> {
  const lockfilePath = join(dataDir, "index.lock");
  const holderFile = join(dataDir, "index.lock.json");
  try {
    await mkdir(dataDir, { recursive: true });
    await clearDeadHolder(holderFile, lockfilePath);
    const release = await lockfile.lock(dataDir, {
      lockfilePath,
      stale: STALE_MS,
      update: REFRESH_MS,
      onCompromised: () => void readHolder(holderFile).then((holder) => onLost(locked(dataDir, holder))),
    });
    const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
    await writeFile(holderFile, `${JSON.stringify(holder)}\n`).catch(async (error: unknown) => {
      await release();
      throw error;
    });
    return async () => {
      if ((await readHolder(holderFile))?.pid === process.pid) await rm(holderFile, { force: true });
      // A lock that was lost on the way is no longer ours to give back.
      await release().catch(() => undefined);
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ELOCKED")
      throw locked(dataDir, await readHolder(holderFile));
    throw new KbError("STORE_WRITE_FAILED", `${dataDir} cannot be written: ${describeError(error)}`, {
      cause: error,
      facts: { dataDir },
      hint: "Check free disk space and permissions, or name another folder with --data.",
    });
  }
}

/**
 * Takes the lock away from a process of this machine that no longer runs. The rename decides between two
 * that try: only one of them gets the dead holder's file, and a living holder's is put back.
 */
async function clearDeadHolder(holderFile: string, lockfilePath: string): Promise<void> {
  const isDead = (holder: Holder | undefined): boolean =>
    holder !== undefined && holder.host === hostname() && !isRunning(holder.pid);
  if (!isDead(await readHolder(holderFile))) return;
  const claimed = `${holderFile}.${process.pid}`;
  try {
    await rename(holderFile, claimed);
  } catch {
    return; // another process was faster
  }
  if (!isDead(await readHolder(claimed))) return rename(claimed, holderFile);
  await rm(lockfilePath, { recursive: true, force: true });
  await rm(claimed, { force: true });
}

function locked(dataDir: string, holder: Holder | undefined): KbError {
  const who = holder ? `process ${holder.pid} on ${holder.host} since ${holder.since}` : "another process";
  return new KbError("INDEX_LOCKED", `${dataDir} is being indexed by ${who}`, {
    facts: { dataDir, ...holder },
    hint: "Wait for it to finish, or use another folder with --data. Queries are not affected.",
  });
}

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
