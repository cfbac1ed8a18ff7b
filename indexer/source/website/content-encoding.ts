import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw } from "node:zlib";
import { TransientError } from "../retry.js";
import { RefusedError } from "./refused.js";

/** For the request's `Accept-Encoding`. */
export const ACCEPTED_ENCODINGS = "gzip, deflate, br";

type Decoder = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

const gunzipped: Decoder = promisify(gunzip);
const inflated: Decoder = promisify(inflate);
const inflatedRaw: Decoder = promisify(inflateRaw);

const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: gunzipped,
  "x-gzip": gunzipped,
  br: promisify(brotliDecompress),
  // RFC 9110 means zlib's format; some servers send the bare stream, whose first byte is never zlib's.
  deflate: (bytes, options) => ((bytes[0] ?? 0) % 16 === 8 ? inflated : inflatedRaw)(bytes, options),
};

/** Encodings on top of each other; nobody sends more than one in earnest. */
const MOST_LAYERS = 2;

/** Real pages shrink to a twentieth, lists of the same line to a hundredth; bombs to a thousandth and less. */
const LARGEST_RATIO = 200;
/** Up to here no ratio is suspicious. */
const HARMLESS_BYTES = 1024 * 1024;

/**
 * Undoes a response's content encoding. Decoding stops as soon as the limits are passed, so that a bomb
 * never takes more memory than an honest page of the largest size.
 *
 * @param encoding value of `Content-Encoding`
 * @throws RefusedError `size` beyond `maxBytes` or an absurd ratio
 * @throws TransientError when the data end early or are no such data: the transfer went wrong
 */
export async function decodeContent(
  bytes: Uint8Array,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Uint8Array> {
  const layers = (encoding ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  if (layers.length > MOST_LAYERS) {
    throw new RefusedError("size", `it is encoded ${layers.length} times (${encoding})`);
  }
  const plausible = Math.max(HARMLESS_BYTES, bytes.length * LARGEST_RATIO);
  const limit = Math.min(maxBytes, plausible);
  let decoded = bytes;
  for (const name of layers.reverse()) {
    const decode = DECODERS[name];
    if (decode === undefined) throw new Error(`its content encoding "${name}" was not asked for`);
    if (decoded.length === 0) return decoded;
    try {
      decoded = await decode(decoded, { maxOutputLength: limit });
    } catch (error) {
      if (!isTooLarge(error)) throw new TransientError(`its ${name} data are damaged`, { cause: error });
      throw new RefusedError(
        "size",
        plausible < maxBytes
          ? `${bytes.length} bytes of ${name} grow more than ${LARGEST_RATIO}-fold`
          : `it is larger than ${maxBytes} bytes`,
      );
    }
  }
  return decoded;
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
}
