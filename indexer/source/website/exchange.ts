import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from "undici";
import { proxiesOf } from "../proxy.js";
import type { AddressGuard } from "./address-guard.js";
import type { FetchSettings } from "./fetch-options.js";
import { RefusedError } from "./refused.js";

const CONNECT_TIMEOUT_MS = 10_000;
/** Of a body that nobody wants: read so that the connection can be used again, unless it is long. */
const MOST_DISCARDED_BYTES = 64 * 1024;

export interface Answer {
  readonly status: number;
  /** One header's value, the first where it was sent more than once; undefined where it was not. */
  header(name: string): string | undefined;
  /** As sent, before its content encoding is undone. Empty unless the status is 2xx. */
  readonly body: Uint8Array;
}

/** Sends single requests: no redirects, no retries, no decoding. */
export interface Exchange {
  /**
   * @param onBytes told of body bytes as they are read, wanted or not
   * @throws RefusedError `address`, `size` beyond `maxBytes` as sent, `time` beyond the page's time
   */
  get(
    url: URL,
    options: {
      readonly headers: Readonly<Record<string, string>>;
      readonly maxBytes: number;
      readonly onBytes: (bytes: number) => void;
    },
  ): Promise<Answer>;
  close(): Promise<void>;
}

/** One pool of connections. Addresses are checked by the guard when a socket is opened, and before, where they are literal. */
export function createExchange(settings: FetchSettings, guard: AddressGuard): Exchange {
  const dispatcher = createDispatcher(settings, guard);
  return {
    async get(url, { headers, maxBytes, onBytes }) {
      guard.check(url);
      return withinTime(settings, async (signal) => {
        const { statusCode, headers: sent, body } = await request(url, { dispatcher, headers, signal });
        const header = (name: string): string | undefined => {
          const value = sent[name];
          return typeof value === "string" ? value : value?.[0];
        };
        if (statusCode >= 200 && statusCode < 300) {
          const bytes = await readBody(body, Number(header("content-length")), maxBytes, onBytes);
          return { status: statusCode, header, body: bytes };
        }
        await discardBody(body, onBytes);
        return { status: statusCode, header, body: new Uint8Array() };
      });
    },
    close: () => dispatcher.destroy(),
  };
}

function createDispatcher(settings: FetchSettings, guard: AddressGuard): Dispatcher {
  const { env, concurrency, silenceMs } = settings;
  const connections = {
    connections: concurrency,
    connect: { timeout: Math.min(CONNECT_TIMEOUT_MS, silenceMs), lookup: guard.lookup },
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
  };
  const proxies = proxiesOf(env);
  if (proxies.httpProxy === "" && proxies.httpsProxy === "") return new Agent(connections);
  // Plain requests are not tunnelled: proxies refuse CONNECT to other ports than TLS's.
  return new EnvHttpProxyAgent({ ...connections, ...proxies, proxyTunnel: false });
}

/** Ends the work after the page's time or on the run's signal, whatever the server is doing. */
async function withinTime<T>(
  { signal, pageTimeMs }: FetchSettings,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const end = new AbortController();
  const stop = (): void => end.abort(signal.reason);
  const late = (): void =>
    end.abort(new RefusedError("time", `it took longer than ${Math.ceil(pageTimeMs / 1000)} s`));
  signal.addEventListener("abort", stop, { once: true });
  const timer = setTimeout(late, pageTimeMs);
  try {
    return await work(end.signal);
  } catch (error) {
    throw end.signal.aborted ? end.signal.reason : error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

type Body = Dispatcher.ResponseData["body"];

async function readBody(
  body: Body,
  declared: number,
  maxBytes: number,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  let tooLarge = declared > maxBytes;
  // Leaving the loop closes the connection: no more is read than was asked for.
  if (tooLarge) abandon(body);
  else
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      onBytes(chunk.length);
      total += chunk.length;
      if (total > maxBytes) {
        tooLarge = true;
        break;
      }
      chunks.push(chunk);
    }
  if (tooLarge) throw new RefusedError("size", `it is larger than ${maxBytes} bytes`);
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, total);
}

async function discardBody(body: Body, onBytes: (bytes: number) => void): Promise<void> {
  let total = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      onBytes(chunk.length);
      total += chunk.length;
      if (total > MOST_DISCARDED_BYTES) break;
    }
  } catch {
    // The status is known; how its page ends does not matter.
  }
}

function abandon(body: Body): void {
  body.on("error", () => {});
  body.destroy();
}
