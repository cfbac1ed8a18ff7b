import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import cacache from "cacache";

/** Results of work on contents that never change, kept on disk between runs. May be deleted at any time. */
export interface Memo<T> {
  /** What was kept under a key; undefined when nothing was, or when it cannot be read any more. */
  get(key: string): Promise<T | undefined>;
  set(key: string, value: T): Promise<void>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const TIDY_EVERY_MS = 7 * DAY_MS;
/** What is older is worked out anew: contents that have gone would stay for ever otherwise. */
const KEEP_MS = 90 * DAY_MS;

/**
 * @param name of the kind of results; a folder in `cacheDir`
 * @param version of their shape: results of other versions are thrown away
 */
export function openMemo<T>(cacheDir: string, name: string, version: number): Memo<T> {
  const folder = join(cacheDir, `${name}-${version}`);
  let tidied: Promise<void> | undefined;
  return {
    async get(key) {
      try {
        const { data } = await cacache.get(folder, key);
        return JSON.parse(data.toString("utf8")) as T;
      } catch {
        // Not there, or damaged: the work is done again.
        return undefined;
      }
    },
    async set(key, value) {
      tidied ??= tidy(cacheDir, name, folder);
      await tidied;
      await cacache.put(folder, key, JSON.stringify(value));
    },
  };
}

async function tidy(cacheDir: string, name: string, folder: string): Promise<void> {
  const names = await readdir(cacheDir).catch(() => []);
  for (const other of names.filter((one) => new RegExp(`^${name}-\\d+$`).test(one))) {
    if (join(cacheDir, other) !== folder) await rm(join(cacheDir, other), { recursive: true, force: true });
  }
  const last = await cacache.verify.lastRun(folder).catch(() => new Date(0));
  if (Date.now() - last.getTime() < TIDY_EVERY_MS) return;
  await verify(folder, { filter: ({ time }) => time > Date.now() - KEEP_MS });
}

/** As it is documented and works: the published types take `filter` for a string. */
const verify = cacache.verify as unknown as (
  folder: string,
  options: { readonly filter: (entry: { readonly time: number }) => boolean },
) => Promise<unknown>;
