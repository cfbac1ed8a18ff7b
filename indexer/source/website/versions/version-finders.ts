import { LISTING_BYTES } from "../discovery/finder.js";
import type { FetchedPage } from "../fetched.js";
import type { PageLook } from "../page-look.js";
import { pageText } from "../page-text.js";
import type { SiteAddress } from "../site-address.js";
import type { SiteReader } from "../site-reader.js";
import { type ListedVersion, parseVersionList } from "./version-list.js";

/** What is known of a site before its versions are. */
export interface VersionContext {
  readonly address: SiteAddress;
  /** Address of the list, where the definition gives it. */
  readonly list: URL | undefined;
  /** The site's first page: that of the newest release, or what stands above all releases. */
  readonly page: FetchedPage;
  readonly look: PageLook;
  readonly reader: SiteReader;
}

/** One place where sites keep their versions. An empty answer when this site does not. */
type VersionFinder = (site: VersionContext) => Promise<readonly ListedVersion[]>;

/** The surest first; the first that names a version decides. */
export const VERSION_FINDERS: readonly VersionFinder[] = [
  /** The definition says where. */
  ({ list, reader, address }) => readList(list, reader, address),
  /** The page's own version chooser says where (PyData theme: `switcher.json`). */
  ({ look, reader, address }) =>
    readList(look.versionList === undefined ? undefined : new URL(look.versionList), reader, address),
  readTheDocs,
  /** mike and Docusaurus keep `versions.json` above the releases. */
  ({ address, reader }) => readList(address.root && new URL("versions.json", address.root), reader, address),
  async ({ look, address }) => versionsOf(look, address),
];

/** A list as JSON, or a page whose links and menus name the versions. */
async function readList(
  url: URL | undefined,
  reader: SiteReader,
  address: SiteAddress,
): Promise<readonly ListedVersion[]> {
  if (url === undefined) return [];
  const outcome = await reader.get(url, { maxBytes: LISTING_BYTES });
  if (outcome.type !== "page") return [];
  const { page } = outcome;
  if (page.mediaType === "text/html") return versionsOf(await reader.look(page), address);
  const listed = parseVersionList(pageText(page)) ?? [];
  return listed.map(({ label, address: where }) => ({
    label,
    address:
      where === undefined || !URL.canParse(where, page.url.href) ? undefined : new URL(where, page.url).href,
  }));
}

/** Links to other versions, and the words of version menus without links. */
function versionsOf(look: PageLook, address: SiteAddress): readonly ListedVersion[] {
  const linked = look.links.flatMap((link) => {
    const label = address.labelOf(new URL(link));
    return label === undefined ? [] : [{ label, address: undefined }];
  });
  const chosen = look.choices.filter((choice) => /^v?\d+(\.\d+)+\S*$/.test(choice));
  return [...linked, ...chosen.map((label) => ({ label, address: undefined }))];
}

/** Read the Docs answers for each project at `/_/addons/`; older pages carry the list in a script. */
async function readTheDocs(site: VersionContext): Promise<readonly ListedVersion[]> {
  const project = site.look.metas["readthedocs-project-slug"];
  if (project !== undefined) {
    const url = new URL("/_/addons/", site.page.url);
    url.search = new URLSearchParams({
      "api-version": "1",
      "client-version": "0.22.0",
      "project-slug": project,
      "version-slug": site.look.metas["readthedocs-version-slug"] ?? "stable",
    }).toString();
    const listed = await readList(url, site.reader, site.address);
    if (listed.length > 0) return listed;
  }
  const data = /id=["']READTHEDOCS_DATA["'][^>]*>([\s\S]*?)<\/script>/.exec(pageText(site.page))?.[1];
  return data === undefined ? [] : (parseVersionList(data) ?? []);
}
