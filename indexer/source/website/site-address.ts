const PLACEHOLDER = /\{(version|minor|major)\}/;
const SHAPES: Readonly<Record<string, string>> = {
  version: "\\d[^/\\s]*",
  minor: "\\d+\\.\\d+",
  major: "\\d+",
};

/** A site's base addresses: one for each release, or a single one. */
export interface SiteAddress {
  /** Where the newest release stands. */
  readonly current: URL;
  /** What stands above all releases; undefined when the site shows only one. */
  readonly root: URL | undefined;
  /** Base address of a release, as much of its version written there as the site writes. */
  fill(version: string): URL;
  /** What the site calls the release that an address belongs to, or undefined for any other address. */
  labelOf(url: URL): string | undefined;
}

/**
 * @param template as in a corpus definition, ending in `/`
 * @param current what stands in place of the version for the newest release, or an address
 */
export function siteAddress(template: string, current: string): SiteAddress {
  const placeholder = PLACEHOLDER.exec(template);
  if (placeholder === null) {
    const only = new URL(template);
    return { current: only, root: undefined, fill: () => only, labelOf: () => undefined };
  }
  const [before = "", after = ""] = template.split(placeholder[0]);
  const root = new URL(before.slice(0, before.lastIndexOf("/") + 1));
  const tail = after.slice(after.indexOf("/"));
  const label = `v?${SHAPES[placeholder[1] ?? ""]}`;
  const shape = new RegExp(`^${escapeRegExp(withoutScheme(before))}(${label})${escapeRegExp(after)}`);
  return {
    current: new URL(URL.canParse(current) ? current : `${current}${tail}`, root),
    root,
    fill: (version) => {
      const [written = version] = new RegExp(label).exec(version) ?? [];
      return new URL(`${before}${/v$/i.test(before) ? written.replace(/^v/, "") : written}${after}`);
    },
    labelOf: (url) => shape.exec(withoutScheme(url.href))?.[1],
  };
}

const withoutScheme = (href: string): string => href.replace(/^https?:\/\//, "");

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
