import { readFile } from "node:fs/promises";
import { EnvHttpProxyAgent, fetch, type Headers, type Response } from "undici";
import { KbError } from "../../../corpora/errors.js";
import { basicAuthorization, shownUrl } from "../credentials.js";
import { proxiesOf } from "../proxy.js";
import {
  failureReason,
  isTransientFailure,
  isTransientStatus,
  parseRetryAfter,
  TransientError,
  withRetries,
} from "../retry.js";
import { userAgent } from "../user-agent.js";

const CONNECT_TIMEOUT_MS = 10_000;
const BODY_TIMEOUT_MS = 60_000;

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Where the answer came from, after redirects. */
  readonly url: URL;
  /** Empty unless the status is 2xx. */
  readonly body: Uint8Array;
}

export interface HttpClient {
  /**
   * Reads one answer whole, at most `maxBytes` of it (`HttpTooLarge` beyond). Transient failures are
   * tried again; other statuses are returned. Throws KbError `SOURCE_UNREACHABLE`.
   */
  get(
    url: URL,
    options?: { readonly headers?: Readonly<Record<string, string>>; readonly maxBytes?: number },
  ): Promise<HttpAnswer>;
}

export interface HttpOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** File with certificates to trust instead of the system's, as pip's `cert`. */
  readonly cert?: string | undefined;
  /** Proxy for everything, as pip's `proxy`; otherwise the environment's. */
  readonly proxy?: string | undefined;
}

/** The answer's body is larger than the caller can take. */
export class HttpTooLarge extends Error {
  readonly size: number | undefined;

  constructor(url: URL, size: number | undefined) {
    super(`${shownUrl(url)} is larger than expected`);
    this.name = "HttpTooLarge";
    this.size = size;
  }
}

/** One connection pool. User names and passwords in URLs are sent to the host they were written for, no other. */
export function createHttpClient(options: HttpOptions): HttpClient {
  const credentials = new Map<string, string>();
  let dispatcher: Promise<EnvHttpProxyAgent> | undefined;

  const attempt = async (
    url: string,
    headers: Readonly<Record<string, string>>,
    maxBytes: number,
  ): Promise<HttpAnswer> => {
    dispatcher ??= createDispatcher(options);
    const response = await fetch(url, { headers, dispatcher: await dispatcher, signal: options.signal });
    if (isTransientStatus(response.status)) {
      await response.body?.cancel();
      throw new TransientError(`the server answered ${response.status}`, {
        retryAfterMs: parseRetryAfter(response.headers.get("retry-after"), Date.now()),
      });
    }
    const body = response.ok ? await readBody(response, maxBytes) : new Uint8Array();
    if (!response.ok) await response.body?.cancel();
    return { status: response.status, headers: response.headers, url: new URL(response.url), body };
  };

  return {
    async get(url, { headers = {}, maxBytes = Number.POSITIVE_INFINITY } = {}) {
      if (url.username !== "") credentials.set(url.host, basicAuthorization(url));
      const authorization = credentials.get(url.host);
      const sent = {
        "user-agent": await userAgent(),
        ...(authorization === undefined ? {} : { authorization }),
        ...headers,
      };
      const bare = shownUrl(url);
      try {
        return await withRetries(options.signal, () =>
          attempt(bare, sent, maxBytes).catch((error: unknown) => {
            throw isTransientFailure(error)
              ? new TransientError(failureReason(error), { cause: error })
              : error;
          }),
        );
      } catch (error) {
        if (error instanceof HttpTooLarge || options.signal.aborted) throw error;
        throw new KbError("SOURCE_UNREACHABLE", `${bare} cannot be read: ${failureReason(error)}.`, {
          facts: { url: bare, reason: failureReason(error) },
          hint: "Check the network, the proxy settings and the address.",
          cause: error,
        });
      }
    },
  };
}

async function createDispatcher({ env, cert, proxy }: HttpOptions): Promise<EnvHttpProxyAgent> {
  const ca = cert === undefined ? undefined : await readFile(cert, "utf8");
  const tls = ca === undefined ? {} : { ca };
  return new EnvHttpProxyAgent({
    connect: { timeout: CONNECT_TIMEOUT_MS, ...tls },
    requestTls: tls,
    headersTimeout: BODY_TIMEOUT_MS,
    bodyTimeout: BODY_TIMEOUT_MS,
    ...proxiesOf(env),
    ...(proxy === undefined ? {} : { httpProxy: proxy, httpsProxy: proxy }),
  });
}

async function readBody(response: Response, maxBytes: number): Promise<Uint8Array> {
  const declared = Number(response.headers.get("content-length") ?? Number.NaN);
  if (declared > maxBytes) {
    await response.body?.cancel();
    throw new HttpTooLarge(new URL(response.url), declared);
  }
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    total += chunk.length;
    if (total > maxBytes) throw new HttpTooLarge(new URL(response.url), undefined);
  }
  return Buffer.concat(chunks);
}
