import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { join, normalize, sep } from "node:path";

/** What stands under a path of a site. */
export type Mount =
  /** Files of a folder on disk, as a static host serves them. */
  | { readonly folder: string }
  /** Files given as path -> content. */
  | { readonly files: Readonly<Record<string, string | Uint8Array>> }
  /** A stub with `<meta http-equiv=refresh>` for every path, as version aliases have: to the same path under `refreshTo`. */
  | { readonly refreshTo: string };

/** Paths that start and end with `/`, e.g. `/1.4/`; the longest that fits serves a request. */
export type Mounts = Readonly<Record<string, Mount>>;

export interface RunningSite {
  /** E.g. `http://127.0.0.1:40123`, without a slash at the end. */
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves on loopback, on a free port. */
export async function listen(listener: RequestListener): Promise<RunningSite> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Answers as a static host does: `index.html` for folders, a redirect to the path with its slash, ETag and
 * Last-Modified with 304, 404 for the rest.
 */
export function siteListener(mounts: Mounts): RequestListener {
  const prefixes = Object.keys(mounts).sort((a, b) => b.length - a.length);
  return (request, response) => {
    const path = decodePath(request.url ?? "/");
    const prefix = prefixes.find((candidate) => path?.startsWith(candidate));
    const mount = prefix === undefined ? undefined : mounts[prefix];
    if (path === undefined || prefix === undefined || mount === undefined) return notFound(response);
    const rest = path.slice(prefix.length);
    answer(request, response, mount, rest).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  mount: Mount,
  path: string,
): Promise<void> {
  if ("refreshTo" in mount) {
    const target = escapeHtml(`${mount.refreshTo}${path}`);
    const stub = `<!DOCTYPE html><title>Redirecting…</title><meta http-equiv="refresh" content="0; url=${target}">`;
    return sendFile(request, response, { bytes: Buffer.from(stub), modified: new Date(0) }, "x.html");
  }
  const index = path === "" || path.endsWith("/");
  const name = index ? `${path}index.html` : path;
  const file = await readMounted(mount, name);
  if (file === "folder") {
    response.writeHead(301, { location: `${request.url?.replace(/[?#].*/, "")}/` }).end();
  } else if (file === undefined) notFound(response);
  else sendFile(request, response, file, name);
}

interface ServedFile {
  readonly bytes: Uint8Array;
  readonly modified: Date;
}

async function readMounted(
  mount: Exclude<Mount, { readonly refreshTo: string }>,
  name: string,
): Promise<ServedFile | "folder" | undefined> {
  if ("files" in mount) {
    const content = Object.hasOwn(mount.files, name) ? mount.files[name] : undefined;
    if (content !== undefined) return { bytes: Buffer.from(content), modified: new Date(0) };
    return Object.hasOwn(mount.files, `${name}/index.html`) ? "folder" : undefined;
  }
  const place = normalize(join(mount.folder, name));
  if (!place.startsWith(normalize(`${mount.folder}${sep}`))) return undefined;
  const found = await stat(place).catch(() => undefined);
  if (found?.isDirectory()) return "folder";
  return found && { bytes: await readFile(place), modified: found.mtime };
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: ServedFile, name: string): void {
  const etag = `"${createHash("sha256").update(file.bytes).digest("base64url").slice(0, 22)}"`;
  const validators = { etag, "last-modified": file.modified.toUTCString() };
  if (isFresh(request, etag, file.modified)) {
    response.writeHead(304, validators).end();
    return;
  }
  response.writeHead(200, {
    ...validators,
    "content-type": contentType(name),
    "content-length": file.bytes.length,
  });
  response.end(request.method === "HEAD" ? undefined : file.bytes);
}

/** RFC 9110: the date counts only where no tag was sent. */
function isFresh(request: IncomingMessage, etag: string, modified: Date): boolean {
  const tags = request.headers["if-none-match"];
  if (tags !== undefined) return tags.split(",").some((tag) => tag.trim() === etag);
  const since = Date.parse(request.headers["if-modified-since"] ?? "");
  return since >= Math.floor(modified.getTime() / 1000) * 1000;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  md: "text/markdown; charset=utf-8",
  xml: "application/xml",
  json: "application/json",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  gz: "application/gzip",
};

function contentType(name: string): string {
  return CONTENT_TYPES[name.slice(name.lastIndexOf(".") + 1).toLowerCase()] ?? "application/octet-stream";
}

/** The path without its query, decoded; undefined when it is no path. */
function decodePath(target: string): string | undefined {
  try {
    return decodeURIComponent(target.replace(/[?#].*/, ""));
  } catch {
    return undefined;
  }
}

function notFound(response: ServerResponse): void {
  const page = "<!DOCTYPE html><title>Not found</title><h1>404 Not found</h1>";
  response.writeHead(404, { "content-type": "text/html; charset=utf-8" }).end(page);
}

function escapeHtml(text: string): string {
  return text.replace(/[&"<]/g, (sign) => ({ "&": "&amp;", '"': "&quot;", "<": "&lt;" })[sign] ?? sign);
}
