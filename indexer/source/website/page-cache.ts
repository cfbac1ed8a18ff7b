import { stat } from "node:fs/promises";
import path from "node:path";
import cacache from "cacache";
import { z } from "zod";

/** Part of the path: another shape of entry is another folder, never a misread one. */
const FORMAT = "pages-1";
const DAY_MS = 24 * 60 * 60 * 1000;
/** How often the cache is checked and what nobody refers to is thrown away. */
const TIDY_EVERY_MS = 7 * DAY_MS;
/** Pages that no server vouched for during this time are forgotten. */
const KEEP_MS = 90 * DAY_MS;

const pageEntry = z.object({
  type: z.literal("page"),
  mediaType: z.string(),
  charset: z.string().optional(),
  /** SHA-256 of the page, hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  etag: z.string().optional(),
  lastModified: z.string().optional(),
  /** When the server last vouched for the page, ISO 8601 in UTC. */
  fetched: z.string(),
});
const redirectEntry = z.object({ type: z.literal("redirect"), to: z.url(), fetched: z.string() });
const entry = z.discriminatedUnion("type", [pageEntry, redirectEntry]);

/** What is known of one page, without its bytes. */
export type CachedPage = Readonly<z.infer<typeof pageEntry>>;
export type CacheEntry = CachedPage | Readonly<z.infer<typeof redirectEntry>>;

/**
 * Pages on disk by address (without fragment and credentials), their bytes by content. What cannot be read or
 * does not fit its checksum is not there. Writing throws.
 */
export interface PageCache {
  find(href: string): Promise<CacheEntry | undefined>;
  bytes(page: CachedPage): Promise<Uint8Array | undefined>;
  keep(href: string, page: CachedPage, bytes: Uint8Array): Promise<void>;
  /** Notes a new `fetched`, validators or redirect; the bytes are there already or there are none. */
  note(href: string, entry: CacheEntry): Promise<void>;
  /** Throws away what is old or unused, when it is time to. */
  tidy(): Promise<void>;
}

export function openPageCache(cacheDir: string): PageCache {
  const folder = path.join(cacheDir, FORMAT);
  return {
    async find(href) {
      const found = await cacache.get.info(folder, href).catch(() => null);
      return entry.safeParse(found?.metadata).data;
    },
    async bytes({ hash }) {
      try {
        return await cacache.get.byDigest(folder, integrityOf(hash));
      } catch {
        return undefined;
      }
    },
    async keep(href, page, bytes) {
      await cacache.put(folder, href, bytes, { algorithms: ["sha256"], metadata: page });
    },
    async note(href, noted) {
      // A redirect has no bytes of its own; the empty content stands for them.
      if (noted.type === "redirect") await cacache.put(folder, href, "", { metadata: noted });
      else await cacache.index.insert(folder, href, integrityOf(noted.hash), { metadata: noted });
    },
    async tidy() {
      const last = await lastTidied(folder);
      if (last === undefined || Date.now() - last.getTime() < TIDY_EVERY_MS) return;
      const oldest = new Date(Date.now() - KEEP_MS).toISOString();
      await verify(folder, { filter: ({ metadata }) => isYoung(metadata, oldest) });
    },
  };
}

/** When the cache was tidied, or else made; undefined when there is none. */
async function lastTidied(folder: string): Promise<Date | undefined> {
  try {
    return await cacache.verify.lastRun(folder);
  } catch {
    return (await stat(folder).catch(() => undefined))?.birthtime;
  }
}

/** As it is documented and works: the published types take `filter` for a string. */
const verify = cacache.verify as unknown as (
  folder: string,
  options: { readonly filter: (entry: { readonly metadata?: unknown }) => boolean },
) => Promise<unknown>;

function isYoung(metadata: unknown, oldest: string): boolean {
  const known = entry.safeParse(metadata).data;
  return known !== undefined && known.fetched > oldest;
}

function integrityOf(hash: string): string {
  return `sha256-${Buffer.from(hash, "hex").toString("base64")}`;
}
