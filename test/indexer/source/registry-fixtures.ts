import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { TextReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { UNREAD_MODULE } from "../../../indexer/source/media-type.js";
import type { Page, SourceContext, SourceEvent } from "../../../indexer/source/source.js";

export interface FixtureContext extends SourceContext {
  readonly events: SourceEvent[];
}

/** A context of its own folders, whose environment knows no configuration of the machine's. */
export async function makeContext(
  t: TestContext,
  env: Readonly<Record<string, string>> = {},
): Promise<FixtureContext> {
  const folder = await mkdtemp(path.join(tmpdir(), "kb-registry-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const events: SourceEvent[] = [];
  return {
    corpusId: "tiny",
    versions: "pep440",
    baseDir: folder,
    cacheDir: path.join(folder, "cache"),
    env: { HOME: folder, PIP_CONFIG_FILE: "/dev/null", ...env },
    signal: new AbortController().signal,
    emit: (event) => events.push(event),
    events,
  };
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on loopback for the length of a test; resolves to its origin. */
export async function serve(t: TestContext, handler: Handler): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : address}`;
}

/** An address on loopback where nothing listens. */
export async function closedOrigin(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : address}`;
}

/** Answers a request for a file, in parts when asked for a part. */
export function sendFile(request: IncomingMessage, response: ServerResponse, bytes: Uint8Array): void {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
  if (from === undefined || to === undefined) {
    response.writeHead(200, { "content-length": bytes.length }).end(bytes);
    return;
  }
  const part = bytes.subarray(Number(from), Number(to) + 1);
  const range = `bytes ${from}-${Number(from) + part.length - 1}/${bytes.length}`;
  response.writeHead(206, { "content-range": range, "content-length": part.length }).end(part);
}

/** A zip file with these members, all dated `date`. */
export async function buildZip(
  members: Readonly<Record<string, string>>,
  date = new Date("2024-03-05T12:00:00"),
): Promise<Uint8Array> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), {
    lastModDate: date,
    extendedTimestamp: false,
    useWebWorkers: false,
  });
  for (const [name, text] of Object.entries(members)) await zip.add(name, new TextReader(text));
  return zip.close();
}

export const TINY_METADATA = [
  "Metadata-Version: 2.1",
  "Name: tiny",
  "Version: 1.0",
  "Description-Content-Type: text/markdown; charset=UTF-8",
  "",
  "# Tiny",
  "",
  "A package for tests.",
].join("\n");

export async function collect(pages: AsyncIterable<Page>): Promise<Map<string, Page>> {
  const found = new Map<string, Page>();
  for await (const page of pages) if (page.mediaType !== UNREAD_MODULE) found.set(page.path, page);
  return found;
}

/** Paths of the modules that are there and were not read, in the source's order. */
export async function unreadOf(pages: AsyncIterable<Page>): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { path, mediaType, bytes } of pages)
    if (mediaType === UNREAD_MODULE && bytes.length === 0) found.push(path);
  return found;
}

export function textOf(page: Page | undefined): string | undefined {
  return page && new TextDecoder().decode(page.bytes);
}
