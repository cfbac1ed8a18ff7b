import { RefusedError } from "./refused.js";

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The address as it is asked for and kept: without fragment, user name and password. */
export function bareUrl(url: URL): URL {
  const bare = new URL(url);
  bare.hash = "";
  bare.username = "";
  bare.password = "";
  return bare;
}

/**
 * Asks an address and where it leads, until something answers that is no redirect.
 *
 * @throws RefusedError `scheme` or `redirect`, the latter also for circles and more than `maxRedirects`
 */
export async function follow<A extends { readonly status: number; readonly location: string | undefined }>(
  asked: URL,
  maxRedirects: number,
  onRedirect: () => void,
  ask: (url: URL) => Promise<A>,
): Promise<{ readonly url: URL; readonly answer: A }> {
  const seen = new Set<string>();
  let url = asked;
  checkScheme(url);
  for (;;) {
    seen.add(url.href);
    const answer = await ask(url);
    const target = redirectTarget(answer.status, answer.location, url);
    if (target === undefined) return { url, answer };
    if (seen.has(target.href)) throw new RefusedError("redirect", `it redirects in a circle: ${target.href}`);
    if (seen.size > maxRedirects)
      throw new RefusedError("redirect", `it redirects more than ${maxRedirects} times`);
    onRedirect();
    url = target;
  }
}

/** @throws RefusedError `scheme` for anything but http and https */
function checkScheme(url: URL): void {
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new RefusedError("scheme", `${url.protocol} is neither http: nor https:`);
  }
}

/**
 * Where an answer sends the reader, or undefined when it is none that sends anywhere.
 *
 * A redirect from https to http is followed over https: such redirects mostly come from servers that do not
 * know of the TLS in front of them, and a page read in the clear could be anybody's. Where the port is not
 * http's own, there is no such other address, and the redirect is refused.
 *
 * @throws RefusedError `redirect` or `scheme` where it must not be followed
 */
export function redirectTarget(status: number, location: string | undefined, from: URL): URL | undefined {
  if (!REDIRECTS.has(status) || location === undefined) return undefined;
  if (!URL.canParse(location, from.href)) {
    throw new RefusedError("redirect", "it redirects to something that is no address");
  }
  const target = bareUrl(new URL(location, from));
  checkScheme(target);
  if (from.protocol === "https:" && target.protocol === "http:") {
    if (target.port !== "") throw new RefusedError("redirect", `it redirects from https to ${target.href}`);
    target.protocol = "https:";
  }
  return target;
}
