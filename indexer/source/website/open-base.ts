import type { VersionScheme } from "../../../corpora/version.js";
import { parseInventory } from "./discovery/inventory.js";
import type { FetchedPage, FetchOutcome } from "./fetched.js";
import { pageKey, pathBelow } from "./page-identity.js";
import type { PageLook } from "./page-look.js";
import { pageText } from "./page-text.js";
import type { SiteReader } from "./site-reader.js";
import { stubTarget } from "./stub.js";
import { documentationOption } from "./versions/page-statements.js";
import { agreedVersion, isExact } from "./versions/statement.js";

/** How a definition says to open a release. */
export interface OpenOptions {
  /** Pages at which reading begins, relative to the base; the first one opens the release. */
  readonly start: readonly string[];
  readonly inventories: readonly string[];
  readonly version: { readonly page: string; readonly pattern?: string | undefined } | undefined;
  readonly scheme: VersionScheme;
  /** Whether pages of a host may be read. */
  readonly mayRead: (url: URL) => boolean;
}

/** A release of a site whose first page was read. */
export interface OpenBase {
  /** Where it really stands, after redirects of either kind; ends in `/`. */
  readonly base: URL;
  readonly page: FetchedPage;
  readonly look: PageLook;
  /** Hops by `meta refresh` or script on the way. */
  readonly stubs: number;
  /** What the site says the release is; undefined when it does not say. */
  readonly stated: string | undefined;
}

export const MAX_HOPS = 5;

/** @returns the release, or what came instead of its first page */
export async function openBase(
  asked: URL,
  reader: SiteReader,
  options: OpenOptions,
): Promise<OpenBase | Exclude<FetchOutcome, { type: "page" }>> {
  let url = new URL(options.start[0] ?? "", asked);
  for (let stubs = 0; ; stubs += 1) {
    const outcome = await reader.get(url);
    if (outcome.type !== "page") return outcome;
    const { page } = outcome;
    const look = await reader.look(page);
    const target = stubTarget(look);
    if (!options.mayRead(page.url) || (target !== undefined && !options.mayRead(target))) {
      const away = target ?? page.url;
      return { type: "refused", url: away, refusal: "redirect", reason: `it moved to ${away.host}` };
    }
    if (target === undefined) {
      const base = baseOf(asked, page.url);
      return { base, page, look, stubs, stated: await statedVersion(base, look, reader, options) };
    }
    if (stubs >= MAX_HOPS || pageKey(target) === pageKey(page.url)) {
      return { type: "refused", url, refusal: "redirect", reason: "its first page leads round in circles" };
    }
    url = target;
  }
}

/** A first page inside the base leaves it as it is; one elsewhere shows where the release really stands. */
function baseOf(asked: URL, opened: URL): URL {
  return pathBelow(asked, opened) === undefined ? new URL(".", opened) : asked;
}

async function statedVersion(
  base: URL,
  look: PageLook,
  reader: SiteReader,
  options: OpenOptions,
): Promise<string | undefined> {
  const { version, scheme, inventories } = options;
  if (version?.pattern !== undefined) {
    const found = await textAt(new URL(version.page, base), reader);
    const statement = found && new RegExp(version.pattern, "m").exec(found)?.[1];
    return statement === undefined ? undefined : agreedVersion([statement], scheme);
  }
  const statements = [
    ...(version === undefined ? look : await lookAtPage(version.page, base, reader)).stated,
  ];
  const agreed = agreedVersion(statements, scheme);
  if (agreed !== undefined && isExact(agreed)) return agreed;
  const script = await textAt(new URL("_static/documentation_options.js", base), reader);
  statements.push(...[documentationOption(script ?? "", "VERSION") ?? []].flat());
  for (const path of inventories) {
    const outcome = await reader.get(new URL(path, base));
    const inventory = outcome.type === "page" ? await parseInventory(outcome.page.bytes) : undefined;
    if (inventory !== undefined) statements.push(inventory.version);
  }
  return agreedVersion(statements, scheme);
}

async function lookAtPage(path: string, base: URL, reader: SiteReader): Promise<Pick<PageLook, "stated">> {
  const outcome = await reader.get(new URL(path, base));
  return outcome.type === "page" ? reader.look(outcome.page) : { stated: [] };
}

async function textAt(url: URL, reader: SiteReader): Promise<string | undefined> {
  const outcome = await reader.get(url);
  return outcome.type === "page" ? pageText(outcome.page) : undefined;
}
