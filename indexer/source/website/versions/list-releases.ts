import { compareVersions } from "../../../../corpora/version.js";
import type { FetchOutcome } from "../fetched.js";
import { type OpenBase, type OpenOptions, openBase } from "../open-base.js";
import { pageKey } from "../page-identity.js";
import type { SiteAddress } from "../site-address.js";
import type { SiteReader } from "../site-reader.js";
import { agreedVersion, refines } from "./statement.js";
import { VERSION_FINDERS } from "./version-finders.js";
import type { ListedVersion } from "./version-list.js";

/** A release of a site: which one, and where it stands. */
export interface SiteRelease {
  readonly version: string;
  readonly base: URL;
}

/** Labels such as `1.4` that are looked behind, newest first; older ones keep their label until they are read. */
const LOOKED_BEHIND = 12;

/** A site that could not be listed: what came instead of its first page, or nothing when that says no version. */
export interface Unlisted {
  readonly outcome: Exclude<FetchOutcome, { type: "page" }> | undefined;
}

/**
 * The releases a site shows, each with the most precise version that can be learnt at the cost of one page. The
 * newest release's own address (`/stable/`) counts as the release it shows today.
 */
export async function listSiteReleases(
  address: SiteAddress,
  list: URL | undefined,
  reader: SiteReader,
  options: OpenOptions,
): Promise<readonly SiteRelease[] | Unlisted> {
  const current = await openFirst(address, reader, options);
  if (!("base" in current)) return { outcome: current };
  const found = new Map<string, SiteRelease>();
  const add = (version: string, base: URL): void => {
    // The address that names its version is kept: the other will show another release some day.
    if (!found.has(version)) found.set(version, { version, base });
  };
  for (const { version, base } of await behindLabels(address, list, current, reader, options))
    add(version, base);
  if (current.stated !== undefined) {
    const label = address.labelOf(current.base);
    add(
      agreedVersion([current.stated, ...(label === undefined ? [] : [label])], options.scheme) ??
        current.stated,
      current.base,
    );
  }
  return found.size > 0 ? [...found.values()] : { outcome: undefined };
}

/** The newest release, or where there is none under that name what stands above all of them. */
async function openFirst(
  address: SiteAddress,
  reader: SiteReader,
  options: OpenOptions,
): Promise<OpenBase | Exclude<FetchOutcome, { type: "page" }>> {
  const current = await openBase(address.current, reader, options);
  if (address.root === undefined || "base" in current || current.type !== "absent") return current;
  return openBase(address.root, reader, { ...options, start: [""] });
}

async function behindLabels(
  address: SiteAddress,
  list: URL | undefined,
  current: OpenBase,
  reader: SiteReader,
  options: OpenOptions,
): Promise<readonly SiteRelease[]> {
  if (address.root === undefined) return [];
  const { scheme } = options;
  const labels = new Map<string, { readonly version: string; readonly url: URL }>();
  for (const listed of await listedVersions({
    address,
    list,
    page: current.page,
    look: current.look,
    reader,
  })) {
    const label = labelIn(listed, address);
    const version = agreedVersion([label, listed.label], scheme);
    if (version === undefined) continue;
    const url = address.fill(label);
    if (options.mayRead(url) && !labels.has(pageKey(url))) labels.set(pageKey(url), { version, url });
  }
  const newest = [...labels.values()].sort((a, b) => compareVersions(scheme, b.version, a.version));
  const releases: SiteRelease[] = [];
  for (const [at, { version, url }] of newest.entries()) {
    if (at >= LOOKED_BEHIND) {
      releases.push({ version, base: url });
      continue;
    }
    const opened = await openBase(url, reader, options);
    if ("base" in opened)
      releases.push({ version: preciseVersion(opened.stated, version), base: opened.base });
  }
  return releases;
}

/** What the page says wins over its address, unless the address only says the same more precisely. */
export const preciseVersion = (stated: string | undefined, label: string): string =>
  stated === undefined || refines(label, stated) ? label : stated;

async function listedVersions(site: Parameters<(typeof VERSION_FINDERS)[number]>[0]) {
  for (const find of VERSION_FINDERS) {
    const listed = await find(site);
    if (listed.some(({ label }) => /\d/.test(label))) return listed;
  }
  return [];
}

/** What the site calls a listed version in its addresses: `v3.6.1` in `/en/v3.6.1/`, `3.1.0` for `release_3.1.0`. */
function labelIn({ label, address: where }: ListedVersion, address: SiteAddress): string {
  const places = [...(where === undefined ? [] : [where]), `${encodeURIComponent(label)}/`];
  const named = places.flatMap((place) => address.labelOf(new URL(place, address.root)) ?? []);
  return named[0] ?? label;
}
