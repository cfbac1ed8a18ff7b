import { TextDecoder } from "node:util";
import { decodeBuffer, getEncoding } from "encoding-sniffer";
import { stripInvisible } from "./invisible.js";

/**
 * Makes extracted text safe to store and show: line ends become `\n`, control characters and invisible
 * Unicode are removed (`stripInvisible`), trailing blanks cut.
 */
export function cleanText(text: string): string {
  return stripInvisible(text.replace(/\r\n?/g, "\n"))
    .text.split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

export interface EncodingHints {
  /** From the transport, e.g. the charset of a `Content-Type` header; any label that browsers know. */
  readonly charset?: string | undefined;
  /** Look for a `<meta>` or XML declaration in the first kibibyte. Default false. */
  readonly html?: boolean;
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });
const looseUtf8 = new TextDecoder("utf-8");

/**
 * Decodes page bytes by, in this order: byte order mark, transport, declaration in the page (WHATWG Encoding
 * and HTML). Where these say UTF-8, Windows-1252 (which some servers claim of everything) or nothing, the
 * bytes decide: valid UTF-8 is UTF-8; a text with more broken than whole UTF-8 characters is Windows-1252; of
 * other text the broken characters become U+FFFD. Never fails.
 */
export function decodeText(bytes: Uint8Array, { charset, html = false }: EncodingHints = {}): string {
  const declared = declaredDecoder(bytes, charset, html);
  if (declared !== undefined && declared.encoding !== "utf-8" && declared.encoding !== "windows-1252") {
    return declared.decode(bytes);
  }
  try {
    return strictUtf8.decode(bytes);
  } catch {
    const text = looseUtf8.decode(bytes);
    const broken = text.split("\ufffd").length - 1;
    const whole = text.match(/[^\u0000-\u007f\ufffd]/gu)?.length ?? 0;
    return broken > whole ? decodeWindows1252(bytes) : text;
  }
}

/** Node 20's own decoder reads it as Latin-1, which makes controls of quotation marks and dashes. */
function decodeWindows1252(bytes: Uint8Array): string {
  return decodeBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
    userEncoding: "windows-1252",
  });
}

const BYTE_ORDER_MARKS: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

function declaredDecoder(
  bytes: Uint8Array,
  charset: string | undefined,
  html: boolean,
): TextDecoder | undefined {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  const labels = [marked?.[0], charset, html ? getEncoding(bytes) : undefined];
  for (const label of labels) {
    const decoder = label === undefined ? undefined : decoderFor(label);
    if (decoder !== undefined) return decoder;
  }
  return undefined;
}

/** Undefined for a label that nobody knows: what the next witness says counts. */
function decoderFor(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}

/**
 * The fragment that documentation tools give a heading: lower case, words joined by `-`.
 * GitHub's rule, also used by MkDocs, Docusaurus and (for sections) docutils.
 */
export function slugify(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
}
