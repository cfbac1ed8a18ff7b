/** Query parameters that change how a page is shown or who sent its reader, not what it says. */
const IRRELEVANT_QUERY =
  /^(utm_.*|[a-z]*clid|ref|referrer|source|highlight|hl|tabs?|theme|q|query|search|print|v|_.*)$/i;

/**
 * What makes two addresses of one release the same page: host and path, without scheme, fragment, `index.html`,
 * trailing or doubled slashes, and query parameters that mean nothing. Case counts: Sphinx writes `oas.html`
 * beside `OAS.html`, and on a server for which both are one file the equal text merges them.
 *
 * What a page says of itself (`rel=canonical`) has no part in it: sites point every version at the newest.
 */
export function pageKey(url: URL): string {
  const path = decoded(url.pathname)
    .replace(/\/{2,}/g, "/")
    .replace(/\/index\.html?$/, "/")
    .replace(/\/$/, "");
  return `${url.host}${path}${relevantQuery(url)}`;
}

/** The address to ask for a page: without fragment and meaningless query. */
export function pageAddress(url: URL): URL {
  const address = new URL(url);
  address.hash = "";
  address.search = relevantQuery(url);
  return address;
}

/**
 * Path of a page below a base address, with forward slashes and decoded: the version is in the base. Undefined
 * for a page that is not below it. The base itself is `index.html`.
 */
export function pathBelow(base: URL, url: URL): string | undefined {
  if (url.host !== base.host) return undefined;
  const folder = decoded(base.pathname);
  const path = decoded(url.pathname);
  if (`${path}/` === folder) return "index.html";
  if (!path.startsWith(folder)) return undefined;
  const rest = path
    .slice(folder.length)
    .replace(/^\/+/, "")
    .replace(/\/{2,}/g, "/");
  return `${rest === "" ? "index.html" : rest}${relevantQuery(url)}`;
}

function relevantQuery(url: URL): string {
  if (url.search === "") return "";
  const kept = [...url.searchParams].filter(([name]) => !IRRELEVANT_QUERY.test(name)).sort();
  return kept.length === 0 ? "" : `?${new URLSearchParams(kept)}`;
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
