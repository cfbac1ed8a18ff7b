import robotsParser from "robots-parser";
import type { FetchSettings } from "./fetch-options.js";
import type { Refusal } from "./fetched.js";
import { FailedError, type PageReader } from "./page-reader.js";
import { follow } from "./redirect.js";
import { RefusedError } from "./refused.js";
import type { Tally } from "./tally.js";

/** RFC 9309 has at least 500 KiB read; a larger file is no such list. */
const LARGEST_ROBOTS_BYTES = 512 * 1024;
/** RFC 9309 asks for at least five. */
const ROBOTS_REDIRECTS = 5;

/** The robots exclusion protocol (RFC 9309), with `Crawl-delay`. */
export interface Robots {
  /** @throws RefusedError `robots` when the site does not want the page read */
  check(url: URL): Promise<void>;
}

interface Rules {
  /** Throws when the address may not be read. */
  readonly check: (url: URL) => void;
  /** When to ask again, by `performance.now`; undefined for never. */
  readonly until: number | undefined;
}

/**
 * Each origin's robots.txt is asked for once, by whoever comes first; the others wait for the same answer.
 * A status from 400 to 499 means that there is none and everything is allowed; while the server fails,
 * cannot be reached or keeps answering 429, nothing is allowed, and after the cool-down it is asked again.
 */
export function createRobots(settings: FetchSettings, reader: PageReader, tally: Tally): Robots {
  const byOrigin = new Map<string, Promise<Rules>>();

  const load = async (origin: string): Promise<Rules> => {
    const url = new URL("/robots.txt", origin);
    try {
      const text = await readRobots(url, reader, tally);
      return text === undefined ? OPEN : await rulesOf(text, url, settings, reader);
    } catch (error) {
      const until = performance.now() + settings.coolDownMs;
      if (error instanceof RefusedError && !SPOILT.has(error.refusal)) return closed(error, until);
      if (error instanceof RefusedError || error instanceof FailedError) {
        const reason = `${url.href} could not be read (${error.message}), so nothing there may be read`;
        return closed(new RefusedError("robots", reason), until);
      }
      byOrigin.delete(origin);
      throw error;
    }
  };
  const rulesFor = async (origin: string): Promise<Rules> => {
    const known = byOrigin.get(origin);
    if (known !== undefined) {
      const rules = await known;
      if (rules.until === undefined || performance.now() < rules.until) return rules;
      if (byOrigin.get(origin) !== known) return rulesFor(origin);
    }
    const loading = load(origin);
    byOrigin.set(origin, loading);
    return loading;
  };

  return {
    async check(url) {
      if (url.pathname === "/robots.txt") return;
      (await rulesFor(url.origin)).check(url);
    },
  };
}

/** What makes the list itself unreadable; other refusals hold for every page of the origin as they are. */
const SPOILT: ReadonlySet<Refusal> = new Set(["size", "time", "redirect", "scheme"]);

const OPEN: Rules = { check: () => {}, until: undefined };

function closed(error: RefusedError, until: number | undefined): Rules {
  const check = (): never => {
    throw error;
  };
  return { check, until };
}

/** Undefined when there is none. */
async function readRobots(asked: URL, reader: PageReader, tally: Tally): Promise<string | undefined> {
  const { answer } = await follow(asked, ROBOTS_REDIRECTS, tally.redirect, async (url) => {
    const { status, header, bytes } = await reader.read(url, { maxBytes: LARGEST_ROBOTS_BYTES });
    return { status, location: header("location"), bytes };
  });
  const { status, bytes } = answer;
  if (status >= 500) throw new FailedError(`the server answered ${status}`, status);
  return status >= 200 && status < 300 ? new TextDecoder().decode(bytes) : undefined;
}

/** The package is the function; its types say that it has it as `default`. */
const parseRobots = robotsParser as unknown as typeof robotsParser.default;

async function rulesOf(text: string, url: URL, settings: FetchSettings, reader: PageReader): Promise<Rules> {
  const userAgent = await reader.userAgent();
  const robots = parseRobots(url.href, text);
  const delayMs = (robots.getCrawlDelay(userAgent) ?? 0) * 1000;
  if (delayMs > settings.retries.longestDelayMs) {
    const reason = `${url.href} asks for ${delayMs / 1000} s between requests`;
    settings.onNotice(`${reason}: nothing is asked of it.`);
    return closed(new RefusedError("robots", reason), undefined);
  }
  if (delayMs > 0) reader.slowDown(url, delayMs);
  return {
    check(page) {
      if (robots.isAllowed(page.href, userAgent) !== false) return;
      const line = robots.getMatchingLineNumber(page.href, userAgent);
      throw new RefusedError("robots", `${url.href} forbids it (line ${line})`);
    },
    until: undefined,
  };
}
