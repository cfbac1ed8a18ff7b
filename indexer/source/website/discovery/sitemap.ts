import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { Parser } from "htmlparser2";
import { addresses, type Finder, LISTING_BYTES, type SiteView } from "./finder.js";

const unpack = promisify(gunzip);

/** Sitemaps that one release may lead to; a protocol index may name 50,000. */
const MAX_SITEMAPS = 50;

/** `sitemap.xml` (sitemaps.org) of the release and of its host, with the sitemaps they name, packed or not. */
export const sitemap: Finder = {
  name: "sitemap",
  async find(site) {
    const pages: URL[] = [];
    const queue = [new URL("sitemap.xml", site.base), new URL("/sitemap.xml", site.base)];
    const seen = new Set<string>();
    for (const url of queue) {
      if (seen.has(url.href) || seen.size >= MAX_SITEMAPS || url.host !== site.base.host) continue;
      seen.add(url.href);
      const { sitemaps, locations } = parseSitemap((await sitemapText(site, url)) ?? "");
      queue.push(...addresses(sitemaps, url).filter((nested) => concerns(nested, site.base)));
      // A host's sitemap lists every version and product: only the release's pages are kept.
      pages.push(...addresses(locations, url).filter((page) => page.href.startsWith(site.base.href)));
    }
    return { pages };
  },
};

/** A sitemap that lies in another version's or product's folder lists nothing of this release. */
const concerns = (nested: URL, base: URL): boolean =>
  base.pathname.startsWith(nested.pathname.slice(0, nested.pathname.lastIndexOf("/") + 1)) ||
  nested.pathname.startsWith(base.pathname);

async function sitemapText({ reader }: SiteView, url: URL): Promise<string | undefined> {
  const outcome = await reader.get(url, { maxBytes: LISTING_BYTES });
  if (outcome.type !== "page") return undefined;
  const { bytes } = outcome.page;
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    const text = packed ? await unpack(bytes, { maxOutputLength: LISTING_BYTES }) : bytes;
    return new TextDecoder().decode(text);
  } catch {
    return undefined;
  }
}

export function parseSitemap(xml: string): {
  readonly sitemaps: readonly string[];
  readonly locations: readonly string[];
} {
  const found = { sitemaps: [] as string[], locations: [] as string[] };
  const open: string[] = [];
  let location = "";
  const parser = new Parser(
    {
      onopentagname: (name) => void open.push(name.replace(/^.*:/, "")),
      ontext: (text) => {
        if (open.at(-1) === "loc") location += text;
      },
      onclosetag: () => {
        const name = open.pop();
        if (name !== "loc") return;
        const parent = open.at(-1);
        if (parent === "sitemap") found.sitemaps.push(location.trim());
        else if (parent === "url") found.locations.push(location.trim());
        location = "";
      },
    },
    { xmlMode: true },
  );
  parser.write(xml);
  parser.end();
  return found;
}
