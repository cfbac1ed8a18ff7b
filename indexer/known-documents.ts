import { openMemo } from "./memo.js";
import type { Document } from "./parse/document.js";
import { type KnownDocuments, type KnownPage, PARSER_VERSION } from "./parse/parse.js";

/** Documents kept on disk between runs, by parser version, place and content: a page that stayed is not parsed again. */
export function openKnownDocuments(cacheDir: string): KnownDocuments {
  const memo = openMemo<Document | null>(cacheDir, "documents", PARSER_VERSION);
  const keyOf = ({ path, mediaType, hash, url }: KnownPage): string =>
    `${hash} ${mediaType} ${url?.href ?? ""} ${path}`;
  return {
    get: (page) => memo.get(keyOf(page)),
    set: (page, document) => memo.set(keyOf(page), document),
  };
}
