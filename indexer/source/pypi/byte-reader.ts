import type { FileHandle } from "node:fs/promises";
import { Reader } from "@zip.js/zip.js";
import { KbError } from "../../../corpora/errors.js";
import { shownUrl } from "../credentials.js";
import { type HttpClient, HttpTooLarge } from "./http.js";

const BLOCK_BYTES = 256 * 1024;
/** 8 MiB in memory at most. */
const CACHED_BLOCKS = 32;
const LARGEST_WHOLE_BYTES = 64 * 1024 * 1024;

/** Lets zip.js read an open file. The caller closes the handle. */
export class FileHandleReader extends Reader<FileHandle> {
  readonly #handle: FileHandle;

  constructor(handle: FileHandle, size: number) {
    super(handle);
    this.#handle = handle;
    this.size = size;
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const wanted = Math.max(0, Math.min(length, this.size - index));
    const bytes = new Uint8Array(wanted);
    let filled = 0;
    while (filled < wanted) {
      const { bytesRead } = await this.#handle.read(bytes, filled, wanted - filled, index + filled);
      if (bytesRead === 0) return bytes.subarray(0, filled);
      filled += bytesRead;
    }
    return bytes;
  }
}

/** What a server gave to the first request for a piece of a file. */
export type RemoteFile =
  | { readonly type: "ranges"; readonly reader: Reader<URL> }
  | { readonly type: "whole"; readonly bytes: Uint8Array };

/**
 * Asks for the first block of a file. A server that honours ranges gets a reader that fetches only
 * the blocks that are touched; one that answers with the whole file (at most 64 MB) gives just that.
 * Throws KbError `SOURCE_UNREACHABLE`.
 */
export async function openRemoteFile(url: URL, http: HttpClient): Promise<RemoteFile> {
  try {
    const answer = await http.get(url, {
      headers: { range: `bytes=0-${BLOCK_BYTES - 1}` },
      maxBytes: LARGEST_WHOLE_BYTES,
    });
    if (answer.status === 200) return { type: "whole", bytes: answer.body };
    const size = Number(/\/(\d+)\s*$/.exec(answer.headers.get("content-range") ?? "")?.[1] ?? Number.NaN);
    if (answer.status !== 206 || Number.isNaN(size))
      throw unreadable(url, `the server answered ${answer.status}`);
    return { type: "ranges", reader: new RangeReader(url, size, answer.body, http) };
  } catch (error) {
    if (!(error instanceof HttpTooLarge)) throw error;
    const size = error.size === undefined ? "over 64 MB" : `${Math.round(error.size / 1e6)} MB`;
    throw unreadable(url, `it is ${size} and the server does not give parts of it (range requests)`);
  }
}

/**
 * Reads a remote file in blocks of 256 KB, the recently used ones kept. Small reads that lie
 * together, as those of an archive's members do, cost one request for many; a long read costs one
 * request for all its missing blocks.
 */
class RangeReader extends Reader<URL> {
  readonly #url: URL;
  readonly #http: HttpClient;
  /** In order of use, the oldest first. */
  readonly #blocks = new Map<number, Uint8Array>();

  constructor(url: URL, size: number, firstBlock: Uint8Array, http: HttpClient) {
    super(url);
    this.#url = url;
    this.#http = http;
    this.size = size;
    this.#blocks.set(0, firstBlock);
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const end = Math.min(index + length, this.size);
    if (end <= index) return new Uint8Array();
    const first = Math.floor(index / BLOCK_BYTES);
    const last = Math.floor((end - 1) / BLOCK_BYTES);
    const bytes = new Uint8Array(end - index);
    for (let block = first; block <= last; ) {
      const run = await this.#blocksFrom(block, last);
      for (const content of run) {
        const start = block * BLOCK_BYTES;
        const from = Math.max(index, start);
        bytes.set(content.subarray(from - start, Math.min(end - start, content.length)), from - index);
        block += 1;
      }
    }
    return bytes;
  }

  /** At least the block `first`: from memory, or with one request for it and the missing ones after it. */
  async #blocksFrom(first: number, last: number): Promise<readonly Uint8Array[]> {
    const known = this.#blocks.get(first);
    if (known !== undefined) {
      this.#keep(first, known);
      return [known];
    }
    let until = first + 1;
    while (until <= last && !this.#blocks.has(until)) until += 1;
    const start = first * BLOCK_BYTES;
    const content = await this.#fetch(start, Math.min(until * BLOCK_BYTES, this.size));
    const run: Uint8Array[] = [];
    for (let block = first; block < until; block += 1) {
      const offset = (block - first) * BLOCK_BYTES;
      const piece = content.subarray(offset, offset + BLOCK_BYTES);
      this.#keep(block, piece);
      run.push(piece);
    }
    return run;
  }

  async #fetch(start: number, end: number): Promise<Uint8Array> {
    const answer = await this.#http.get(this.#url, {
      headers: { range: `bytes=${start}-${end - 1}` },
      maxBytes: end - start,
    });
    if (answer.status === 206 && answer.body.length === end - start) return answer.body;
    throw unreadable(this.#url, `the server answered ${answer.status} to a request for a part of it`);
  }

  #keep(block: number, content: Uint8Array): void {
    this.#blocks.delete(block);
    this.#blocks.set(block, content);
    const [oldest] = this.#blocks.keys();
    if (this.#blocks.size > CACHED_BLOCKS && oldest !== undefined) this.#blocks.delete(oldest);
  }
}

function unreadable(url: URL, reason: string): KbError {
  return new KbError("SOURCE_UNREACHABLE", `${shownUrl(url)} cannot be read: ${reason}.`, {
    facts: { url: shownUrl(url), reason },
    hint: "Download the file yourself and name its folder in pip's find-links.",
  });
}
