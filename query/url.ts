import type { IndexedRelease, SourceState } from "./store/snapshot.js";

/** What a URL template may name beside the release. */
export interface UrlTarget {
  readonly path: string;
  readonly title: string;
  readonly kind: string;
  readonly anchor: string;
}

/**
 * The address of a chunk in one release, from its source's templates; without a usable one, the source's
 * reference and the path. An empty anchor leaves no `#` behind.
 */
export function urlOf(source: SourceState, release: IndexedRelease, target: UrlTarget): string {
  const numbers = release.version.split(/[^0-9]+/).filter((part) => part !== "");
  const values: Readonly<Record<string, string | undefined>> = {
    ...release.urlValues,
    version: release.version,
    major: numbers[0],
    minor: numbers.slice(0, 2).join("."),
    path: target.path,
    stem: target.path.replace(/(\.(?:md|mdx|rst|txt|html?|ipynb|pyi?|d|ts))+$/i, ""),
    anchor: target.anchor,
    object: target.title,
    objectPath: target.title.replaceAll(".", "/"),
  };
  const templates = isApiObject(target) ? [source.urls.object, source.urls.page] : [source.urls.page];
  for (const template of templates) {
    const url = template === undefined ? undefined : fill(template, values);
    if (url !== undefined) return url;
  }
  const fragment = target.anchor === "" ? "" : `#${target.anchor}`;
  const path = /^https?:/.test(release.reference) ? encodeURI(target.path) : target.path;
  return `${release.reference}/${path}${fragment}`;
}

/** An API document made from code is titled with its qualified name. */
const isApiObject = ({ kind, title }: UrlTarget): boolean =>
  kind === "api" && /^[\w$]+(\.[\w$]+)+$/.test(title);

function fill(template: string, values: Readonly<Record<string, string | undefined>>): string | undefined {
  let complete = true;
  const url = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) complete = false;
    return name === "anchor" || name === "path" ? encodeURI(value ?? "") : (value ?? "");
  });
  return complete ? url.replace(/#$/, "") : undefined;
}
