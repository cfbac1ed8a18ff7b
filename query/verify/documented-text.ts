import { type CorpusRelease, visibleAt } from "../release.js";
import type { OpenCorpus } from "../search.js";
import { sqlArray } from "../store/lancedb.js";
import type { ChunkRow } from "../store/rows.js";
import { urlOf } from "../url.js";
import type { ClaimEvidence } from "./verdict.js";

/** A text that a release has about an API. */
export interface DocumentedText {
  readonly text: string;
  readonly url: string;
  readonly source: string;
}

type Row = Pick<ChunkRow, "text" | "source" | "path" | "title" | "anchor" | "kind">;

/** Everything that a release says under an API's own name. */
export async function documentedTexts(
  corpus: OpenCorpus,
  release: CorpusRelease,
  symbol: string,
): Promise<readonly DocumentedText[]> {
  const rows = await corpus.tables.chunks.rows<Row>(
    ["text", "source", "path", "title", "anchor", "kind"],
    `${visibleAt(release)} AND array_has_any(symbols, ${sqlArray([symbol])})`,
  );
  return rows.flatMap((row) => {
    const source = corpus.state.sources[row.source];
    const read = release.sources[row.source];
    if (!source || !read) return [];
    return [{ text: row.text, url: urlOf(source, read, row), source: row.source }];
  });
}

/** What texts say of one parameter: the lines of its entry, up to the next one. */
export function entriesOf(texts: readonly DocumentedText[], parameter: string): readonly DocumentedText[] {
  const start = new RegExp(
    String.raw`^\s*[-*]?\s*[*\`]{1,3}(?:[\w*]+[*\`]{0,3},\s*[*\`]{0,3})*\*{0,2}${parameter}(?![\w])`,
    "i",
  );
  return texts.flatMap(({ text, ...place }) => {
    const lines = text.split("\n");
    const from = lines.findIndex((line) => start.test(line));
    if (from < 0) return [];
    const next = lines.findIndex((line, at) => at > from && /^[-*]\s+[*`]{1,3}\w/.test(line));
    return [{ ...place, text: lines.slice(from, next < 0 ? undefined : next).join("\n") }];
  });
}

/** Longest quotation of a text. */
const LONGEST = 400;

export function ofText({ text, url, source }: DocumentedText, version: string): ClaimEvidence {
  const quotation = text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
  return { kind: "passage", quotation, version, url, source };
}
