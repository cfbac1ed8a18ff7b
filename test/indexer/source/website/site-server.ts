import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { listen, type Mounts, siteListener } from "../../../../scripts/bench/site-server.js";

/** One request as the server saw it. */
export interface LoggedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Milliseconds since the server started. */
  readonly time: number;
  /** Requests under way when it came, itself included. */
  readonly concurrent: number;
}

/** How one request is answered instead of plainly. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface SiteOptions {
  readonly mounts?: Mounts;
  /** Text of /robots.txt; without it there is none. */
  readonly robots?: string;
  /**
   * By path, without query: one behaviour for every request, or a script of one each, after which the path
   * is served plainly.
   */
  readonly misbehave?: Readonly<Record<string, Behaviour | readonly Behaviour[]>>;
}

export interface TestSite {
  readonly origin: string;
  readonly requests: readonly LoggedRequest[];
  /** On the clock of the requests' times. */
  now(): number;
  url(path: string): URL;
  /** Requests for one path, with its query. */
  requestsFor(path: string): readonly LoggedRequest[];
  close(): Promise<void>;
}

/** A website on loopback for the length of a test, which can misbehave on demand. */
export async function startSite(
  t: TestContext,
  { mounts = {}, robots, misbehave = {} }: SiteOptions,
): Promise<TestSite> {
  const requests: LoggedRequest[] = [];
  const rules = robots === undefined ? {} : { "/robots.txt": page(robots, { "content-type": "text/plain" }) };
  const scripts = new Map(
    Object.entries({ ...rules, ...misbehave }).map(([path, script]) => [path, startScript(script)]),
  );
  const plain = siteListener(mounts);
  const started = performance.now();
  let concurrent = 0;
  const running = await listen((request, response) => {
    const path = request.url ?? "/";
    concurrent += 1;
    const over = once(() => {
      concurrent -= 1;
    });
    response.on("finish", over).on("close", over);
    requests.push({
      method: request.method ?? "",
      path,
      headers: request.headers,
      time: performance.now() - started,
      concurrent,
    });
    const behaviour = scripts.get(path.replace(/\?.*/, ""))?.();
    if (behaviour === undefined) plain(request, response);
    else void behaviour(request, response);
  });
  t.after(() => running.close());
  return {
    origin: running.origin,
    requests,
    now: () => performance.now() - started,
    url: (path) => new URL(path, running.origin),
    requestsFor: (path) => requests.filter((request) => request.path === path),
    close: () => running.close(),
  };
}

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}

function startScript(script: Behaviour | readonly Behaviour[]): () => Behaviour | undefined {
  if (typeof script === "function") return () => script;
  let next = 0;
  return () => script[next++];
}

const HTML = { "content-type": "text/html; charset=utf-8" };
export const PAGE = "<!DOCTYPE html><title>Water</title><h1>Water</h1><p>Water flows downhill.</p>";

export const status =
  (code: number, headers: Readonly<Record<string, string>> = {}, body = ""): Behaviour =>
  (_, response) => {
    response.writeHead(code, { ...HTML, ...headers }).end(body);
  };

export const tooManyRequests = (retryAfter?: string): Behaviour =>
  status(429, retryAfter === undefined ? {} : { "retry-after": retryAfter });

export const unavailable = (retryAfter?: string): Behaviour =>
  status(503, retryAfter === undefined ? {} : { "retry-after": retryAfter });

export const redirectTo = (location: string, code = 302): Behaviour => status(code, { location });

export const page =
  (body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Behaviour =>
  (_, response) => {
    response
      .writeHead(200, { ...HTML, "content-length": String(Buffer.byteLength(body)), ...headers })
      .end(body);
  };

/** A page that asks for a password, with status 200 as many do. */
export const loginWall: Behaviour = page(
  '<!DOCTYPE html><title>Sign in</title><form action="/login"><input type="password" name="password"></form>',
);

export const softNotFound: Behaviour = page(
  "<!DOCTYPE html><title>Page not found</title><h1>Page not found</h1>",
);

/** Nothing at all, not even headers. */
export const hang: Behaviour = () => {};

export const resetConnection: Behaviour = (request) => {
  request.socket.resetAndDestroy();
};

/** Fewer bytes than announced, then the end of the connection. */
export const truncated =
  (body: string, missing = 100): Behaviour =>
  (request, response) => {
    response.writeHead(200, { ...HTML, "content-length": String(Buffer.byteLength(body) + missing) });
    response.write(body, () => request.socket.destroySoon());
  };

/** A chunked body whose last chunk never comes. */
export const abortedChunks =
  (body: string): Behaviour =>
  (request, response) => {
    response.writeHead(200, HTML);
    response.write(body, () => request.socket.destroySoon());
  };

/** The whole page after a while. */
export const slow =
  (milliseconds: number, body = PAGE): Behaviour =>
  async (request, response) => {
    await wait(milliseconds);
    await page(body)(request, response);
  };

/** A byte now and then, for ever. */
export const drip =
  (everyMs: number): Behaviour =>
  async (_, response) => {
    response.writeHead(200, HTML);
    while (!response.destroyed) {
      response.write(".");
      await wait(everyMs);
    }
  };

/** As fast as it is read, for ever. */
export const endless: Behaviour = async (_, response) => {
  response.writeHead(200, HTML);
  const chunk = Buffer.alloc(16 * 1024, "water ");
  const chunks = function* () {
    for (;;) yield chunk;
  };
  await pipeline(chunks, response).catch(() => {});
};

export const encoded = (bytes: Uint8Array, encoding: string): Behaviour =>
  page(bytes, { "content-encoding": encoding });

/** Zeros by the mebibyte in a body of some kibibytes. */
export const gzipBomb = (mebibytes: number): Behaviour =>
  encoded(gzipSync(Buffer.alloc(mebibytes * 1024 * 1024)), "gzip");
