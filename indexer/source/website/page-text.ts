import { getEncoding } from "encoding-sniffer";
import { decodeText } from "../../parse/text.js";
import type { FetchedPage } from "./fetched.js";

type Encoded = Pick<FetchedPage, "bytes" | "charset">;

/** Name of a page's encoding by the rules of HTML: byte order mark, server, `meta`; UTF-8 when nothing tells. */
function encodingOf({ bytes, charset }: Encoded): string {
  return getEncoding(bytes, {
    defaultEncoding: "utf-8",
    ...(charset !== undefined && { transportLayerEncodingLabel: charset }),
  }).toLowerCase();
}

/** A page's bytes as text. Never fails: bytes that are not what they are said to be are read as Windows-1252. */
export function pageText(page: Encoded): string {
  const encoding = encodingOf(page);
  if (encoding === "utf-8") return decodeText(page.bytes);
  try {
    return new TextDecoder(encoding).decode(page.bytes);
  } catch {
    // An encoding of the standard that Node does not know.
    return decodeText(page.bytes);
  }
}

/** A page's bytes in UTF-8; the same bytes when they are that already. */
export function utf8Bytes(page: Encoded): Uint8Array {
  return encodingOf(page) === "utf-8" ? page.bytes : new TextEncoder().encode(pageText(page));
}
