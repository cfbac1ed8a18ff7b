import { lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import type { RetryPolicy } from "../retry.js";

const MIB = 1024 * 1024;

/** How a corpus's pages are read. Everything but the first three has a default that suits public sites. */
export interface PageFetcherOptions {
  /** Folder of the page cache; survives runs; may be deleted at any time, also between two requests. */
  readonly cacheDir: string;
  /** Environment variables, for `http_proxy`, `https_proxy` and `no_proxy` (upper case too). */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Default: this program's name, version and contact address. Its first word is its name in robots.txt. */
  readonly userAgent?: string;
  /**
   * What may be reached although it is not on the public internet: host names (`docs.corp.example`,
   * `*.corp.example`), addresses and ranges (`127.0.0.1`, `10.0.0.0/8`). Default: none. Set it for
   * intranet documentation.
   */
  readonly allowed?: readonly string[];
  /**
   * Addresses with user name and password, from configuration. They are sent to the origin (scheme, host,
   * port) for which they were written and to no other. Default: none.
   */
  readonly credentials?: readonly URL[];
  /** Requests to one host at the same time. Default 4, at least 1. Raise it for a server of your own. */
  readonly concurrency?: number;
  /**
   * Requests to one host in a second, evenly spaced. Default 5, above 0; `Infinity` lifts the limit.
   * Raise it for a server of your own; a site's Crawl-delay is obeyed in either case.
   */
  readonly requestsPerSecond?: number;
  /** Largest page, decoded, in bytes. Default 20 MiB. */
  readonly maxBytes?: number;
  /** From sending a request to its last byte, in milliseconds. Default 120,000. */
  readonly pageTimeMs?: number;
  /** Longest silence of a server, before its headers and between bytes, in milliseconds. Default 30,000. */
  readonly silenceMs?: number;
  /** Attempts at a page whose server fails or is busy. Default 4, at least 1. */
  readonly tries?: number;
  /** Before the second attempt, in milliseconds, doubled before each further one. Default 1,000. */
  readonly firstDelayMs?: number;
  /**
   * Longest wait that a site may ask for (`Retry-After`, `Crawl-delay`), in milliseconds; a site that asks
   * for more is left alone for this run. Default 120,000.
   */
  readonly longestWaitMs?: number;
  /** What one run may cost altogether. Default 100,000 requests and 4 GiB read from the network. */
  readonly budget?: { readonly requests?: number; readonly bytes?: number };
  /** Default true. Only for sites whose owner allowed it otherwise. */
  readonly respectRobots?: boolean;
  /** HTTP redirects for one page. Default 10. */
  readonly maxRedirects?: number;
  /** Consecutive failures after which a host is left alone. Default 8, at least 1. */
  readonly failuresToOpen?: number;
  /** How long a failing host is left alone before one request tries again, in milliseconds. Default 60,000. */
  readonly coolDownMs?: number;
  /** What a person should know of: a host that is failing, one that asks for long waits. Default: nothing. */
  readonly onNotice?: (message: string) => void;
  /** How names become addresses. Default: the system's. */
  readonly lookup?: LookupFunction;
  /** From 0 up to 1, for back-off. Default `Math.random`. */
  readonly random?: () => number;
}

export interface FetchSettings {
  readonly cacheDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly userAgent: string | undefined;
  readonly allowed: readonly string[];
  readonly credentials: readonly URL[];
  readonly concurrency: number;
  /** Between the starts of two requests to a host. */
  readonly intervalMs: number;
  readonly maxBytes: number;
  readonly pageTimeMs: number;
  readonly silenceMs: number;
  readonly retries: RetryPolicy;
  readonly budget: { readonly requests: number; readonly bytes: number };
  readonly respectRobots: boolean;
  readonly maxRedirects: number;
  readonly failuresToOpen: number;
  readonly coolDownMs: number;
  readonly onNotice: (message: string) => void;
  readonly lookup: LookupFunction;
}

export function completeOptions(options: PageFetcherOptions): FetchSettings {
  return {
    cacheDir: options.cacheDir,
    env: options.env,
    signal: options.signal,
    userAgent: options.userAgent,
    allowed: options.allowed ?? [],
    credentials: options.credentials ?? [],
    concurrency: options.concurrency ?? 4,
    intervalMs: 1000 / (options.requestsPerSecond ?? 5),
    maxBytes: options.maxBytes ?? 20 * MIB,
    pageTimeMs: options.pageTimeMs ?? 120_000,
    silenceMs: options.silenceMs ?? 30_000,
    retries: {
      tries: options.tries ?? 4,
      firstDelayMs: options.firstDelayMs ?? 1000,
      longestDelayMs: options.longestWaitMs ?? 120_000,
      random: options.random ?? Math.random,
    },
    budget: {
      requests: options.budget?.requests ?? 100_000,
      bytes: options.budget?.bytes ?? 4096 * MIB,
    },
    respectRobots: options.respectRobots ?? true,
    maxRedirects: options.maxRedirects ?? 10,
    failuresToOpen: options.failuresToOpen ?? 8,
    coolDownMs: options.coolDownMs ?? 60_000,
    onNotice: options.onNotice ?? (() => {}),
    lookup: options.lookup ?? systemLookup,
  };
}
