/** The URL without user name and password: the only form that may appear in messages and on disk. */
export function shownUrl(url: URL): string {
  if (url.username === "" && url.password === "") return url.href;
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  return bare.href;
}

/** The `Authorization` header (RFC 7617) for the user name and password of a URL. */
export function basicAuthorization(url: URL): string {
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return `Basic ${Buffer.from(pair).toString("base64")}`;
}
