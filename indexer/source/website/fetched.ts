/** One page of a website as the server gave it, or as the page cache kept it. */
export interface FetchedPage {
  /** What was asked for, without fragment, user name and password. */
  readonly asked: URL;
  /** Where it came from after HTTP redirects; the same as `asked` when there were none. */
  readonly url: URL;
  /** Lower case, without parameters, e.g. `text/html`; `""` when the server named none. */
  readonly mediaType: string;
  /** Lower case, from the media type's parameter; undefined when the server named none. */
  readonly charset: string | undefined;
  /** Decoded from its transfer and content encodings. */
  readonly bytes: Uint8Array;
  /** SHA-256 of `bytes`, hexadecimal. */
  readonly hash: string;
  /** `ETag` and `Last-Modified` as sent (RFC 9110), for the next conditional request. */
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
  /** When the server last vouched for these bytes, ISO 8601 in UTC. */
  readonly fetched: string;
  /** The bytes are those that the page cache held: the server answered 304, or sent the same again. */
  readonly unchanged: boolean;
}

/** Why a page was not read although its server might have it. */
export const REFUSALS = [
  "robots",
  "address",
  "scheme",
  "redirect",
  "size",
  "time",
  "budget",
  "host-failing",
] as const;
export type Refusal = (typeof REFUSALS)[number];

export type FetchOutcome =
  | { readonly type: "page"; readonly page: FetchedPage }
  /** The server says that there is none: 404, 410, and every other final status outside 2xx. */
  | { readonly type: "absent"; readonly url: URL; readonly status: number }
  /** We did not ask, or stopped reading, by a rule of ours or of the site's. */
  | { readonly type: "refused"; readonly url: URL; readonly refusal: Refusal; readonly reason: string }
  /** The network or the server failed, after retries. */
  | {
      readonly type: "failed";
      readonly url: URL;
      readonly status: number | undefined;
      readonly reason: string;
    };

/** What a crawl's requests came to. */
export interface FetchCounts {
  /** Requests sent, redirects and retries included. */
  readonly requests: number;
  /** Answers by status code, e.g. `{ "200": 991, "304": 3 }`. */
  readonly byStatus: Readonly<Record<string, number>>;
  readonly retries: number;
  readonly redirects: number;
  /** Bytes read from the network, before decoding. */
  readonly bytes: number;
  /** Pages that a 304 spared. */
  readonly notModified: number;
  readonly refused: Readonly<Partial<Record<Refusal, number>>>;
  readonly failed: number;
}

/** Reads pages politely and safely. One for each corpus and run; it keeps no page in memory. */
export interface PageFetcher {
  /**
   * Reads one page, conditionally where the cache holds it. Never rejects for what a server or a page does:
   * that is an outcome. Rejects on `signal` and when the cache cannot be written. User name and password in
   * the address are ignored: pages write addresses too.
   *
   * @param options.maxBytes decoded bytes at most; default the fetcher's
   * @param options.from page on which the address stood; its origin decides nothing, it is for messages
   */
  get(url: URL, options?: { readonly maxBytes?: number; readonly from?: URL }): Promise<FetchOutcome>;
  /** What the cache holds of a page, without a request; undefined when it holds nothing. */
  cached(url: URL): Promise<FetchedPage | undefined>;
  counts(): FetchCounts;
  close(): Promise<void>;
}
