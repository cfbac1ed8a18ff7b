import { createHash } from "node:crypto";
import { MIMEType } from "node:util";
import type { FetchedPage } from "./fetched.js";
import type { CachedPage, PageCache } from "./page-cache.js";
import { FailedError, type PageReader, type ServerAnswer } from "./page-reader.js";

export interface PageAnswer {
  readonly status: number;
  readonly location: string | undefined;
  /** Undefined unless the server gave or confirmed one. */
  readonly page: Omit<FetchedPage, "asked" | "url"> | undefined;
}

/** Asks one address, conditionally where the cache has it, and keeps what it gives. */
export async function readConditionally(
  url: URL,
  options: {
    readonly maxBytes: number;
    readonly reader: PageReader;
    readonly cache: PageCache;
    readonly onNotModified: () => void;
  },
): Promise<PageAnswer> {
  const { reader, cache, maxBytes, onNotModified } = options;
  const entry = await cache.find(url.href);
  const known = entry?.type === "page" ? entry : undefined;
  let answer = await reader.read(url, { maxBytes, headers: validatorsOf(known) });
  if (answer.status === 304 && known !== undefined) {
    const bytes = await cache.bytes(known);
    if (bytes !== undefined && bytes.length <= maxBytes) {
      const confirmed = { ...known, ...validatorsIn(answer), fetched: new Date().toISOString() };
      await cache.note(url.href, confirmed);
      onNotModified();
      return { status: 304, location: undefined, page: contentOf(confirmed, bytes, true) };
    }
    answer = await reader.read(url, { maxBytes });
  }
  const location = answer.header("location");
  if (answer.status < 200 || answer.status > 299) return { status: answer.status, location, page: undefined };
  if (!WHOLE_PAGE.has(answer.status))
    throw new FailedError(`the server answered ${answer.status}`, answer.status);
  const fresh = describePage(answer);
  await cache.keep(url.href, fresh, answer.bytes);
  return {
    status: answer.status,
    location,
    page: contentOf(fresh, answer.bytes, known?.hash === fresh.hash),
  };
}

/** Of the statuses of success those whose body is the page; 202, for one, is how some walls say "not yet". */
const WHOLE_PAGE: ReadonlySet<number> = new Set([200, 203, 204, 205]);

function validatorsOf(known: CachedPage | undefined): Readonly<Record<string, string>> {
  return {
    ...(known?.etag !== undefined && { "if-none-match": known.etag }),
    ...(known?.lastModified !== undefined && { "if-modified-since": known.lastModified }),
  };
}

/** What could not be sent back as it is (RFC 9110 has visible characters only) is none. */
const SENDABLE = /^[\x20-\x7e]+$/;

function validatorsIn(answer: ServerAnswer): { readonly etag?: string; readonly lastModified?: string } {
  const sendable = (name: string): string | undefined => {
    const value = answer.header(name);
    return value !== undefined && SENDABLE.test(value) ? value : undefined;
  };
  const etag = sendable("etag");
  const lastModified = sendable("last-modified");
  return { ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) };
}

function describePage(answer: ServerAnswer): CachedPage {
  const { mediaType, charset } = parseContentType(answer.header("content-type"));
  return {
    type: "page",
    mediaType,
    ...(charset !== undefined && { charset }),
    hash: createHash("sha256").update(answer.bytes).digest("hex"),
    ...validatorsIn(answer),
    fetched: new Date().toISOString(),
  };
}

export function contentOf(
  page: CachedPage,
  bytes: Uint8Array,
  unchanged: boolean,
): Omit<FetchedPage, "asked" | "url"> {
  const { mediaType, charset, hash, etag, lastModified, fetched } = page;
  return { mediaType, charset, bytes, hash, etag, lastModified, fetched, unchanged };
}

function parseContentType(value: string | undefined): { mediaType: string; charset: string | undefined } {
  try {
    const { essence, params } = new MIMEType(value ?? "");
    return { mediaType: essence, charset: params.get("charset")?.toLowerCase() };
  } catch {
    return { mediaType: "", charset: undefined };
  }
}
