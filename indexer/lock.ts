import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import lockfile from "proper-lockfile";
import { KbError } from "../corpora/errors.js";

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
 * @returns a function that gives the lock back
 * @throws KbError INDEX_LOCKED naming the holder
 */
export async function acquireLock(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const lockfilePath = join(dataDir, "index.lock");
  const holderFile = join(dataDir, "index.lock.json");
  const take = () =>
    lockfile.lock(dataDir, {
      lockfilePath,
      stale: STALE_MS,
      update: REFRESH_MS,
      onCompromised: () => undefined,
    });
  let release: () => Promise<void>;
  try {
    release = await take();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
    const holder = await readHolder(holderFile);
    if (holder === undefined || holder.host !== hostname() || isRunning(holder.pid))
      throw locked(dataDir, holder);
    await rm(lockfilePath, { recursive: true, force: true });
    release = await take();
  }
  const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  await writeFile(holderFile, `${JSON.stringify(holder)}\n`);
  return release;
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
