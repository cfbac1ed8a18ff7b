import cacache from "cacache";

/** Results of work on contents that never change, kept on disk between runs. May be deleted at any time. */
export interface Memo<T> {
  /** What was kept under a key; undefined when nothing was, or when it cannot be read any more. */
  get(key: string): Promise<T | undefined>;
  set(key: string, value: T): Promise<void>;
}

/**
 * @param folder names the shape of the values with its version: another shape is another folder
 */
export function openMemo<T>(folder: string): Memo<T> {
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
      await cacache.put(folder, key, JSON.stringify(value));
    },
  };
}
