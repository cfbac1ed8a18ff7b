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
  const lookUp = (name: string): string | undefined => {
    const own = OWN_VALUES[name];
    return own ? own(release, target) : release.urlValues[name];
  };
  const templates = isApiObject(target) ? [source.urls.object, source.urls.page] : [source.urls.page];
  for (const template of templates) {
    const url = template === undefined ? undefined : fill(template, lookUp);
    if (url !== undefined) return url;
  }
  const fragment = target.anchor === "" ? "" : `#${target.anchor}`;
  const path = /^https?:/.test(release.reference) ? encodeURI(target.path) : target.path;
  return `${release.reference}/${path}${fragment}`;
}

/** An API document made from code is titled with its qualified name. */
const isApiObject = ({ kind, title }: UrlTarget): boolean =>
  kind === "api" && /^[\w$]+(\.[\w$]+)+$/.test(title);

/** What a template may name beside the source's own values, each worked out only where it is named. */
const OWN_VALUES: Readonly<
  Record<string, (release: IndexedRelease, target: UrlTarget) => string | undefined>
> = {
  version: ({ version }) => version,
  major: ({ version }) => numbersOf(version)[0],
  minor: ({ version }) => numbersOf(version).slice(0, 2).join("."),
  path: (_, { path }) => path,
  stem: (_, { path }) => path.replace(/(\.(?:md|mdx|rst|txt|html?|ipynb|pyi?|d|ts))+$/i, ""),
  anchor: (_, { anchor }) => anchor,
  object: (_, { title }) => title,
  objectPath: (_, { title }) => title.replaceAll(".", "/"),
};

const numbersOf = (version: string): readonly string[] =>
  version.split(/[^0-9]+/).filter((part) => part !== "");

function fill(template: string, lookUp: (name: string) => string | undefined): string | undefined {
  let complete = true;
  const url = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = lookUp(name);
    if (value === undefined) complete = false;
    return name === "anchor" || name === "path" ? encodeURI(value ?? "") : (value ?? "");
  });
  return complete ? url.replace(/#$/, "") : undefined;
}
