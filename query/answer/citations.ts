import { createHash } from "node:crypto";
import type { SourcePriority } from "../../corpora/corpus.js";
import { SOURCE_PRIORITIES } from "../../corpora/corpus.js";
import type { ChangeEvidence } from "../history/change.js";
import type { SymbolLife } from "../history/life.js";
import type { Hit } from "../result.js";
import { urlOf } from "../url.js";
import type { Quotation } from "./quotation.js";
import type { Material } from "./subjects.js";

/** Where a statement comes from. */
export interface AnswerSource {
  /** From 1, in the order of first use: statements cite it as `[1]`. */
  readonly number: number;
  readonly library: string;
  readonly version: string;
  /** With anchor, where the source has one. */
  readonly url: string;
  readonly title: string;
  /** Page kind; `signature` for the entry of an API in the index of symbols. */
  readonly kind: string;
  /** 1 is the most trusted. */
  readonly priority: number;
  readonly priorityName: SourcePriority;
  /** ISO 8601. */
  readonly fetched: string;
  /** Content hash: of the stored chunk, or of the signature or message that is cited. */
  readonly hash: string;
}

/** Numbers sources as they are cited; citing one again gives the same number. */
export interface Citations {
  quotation(hit: Hit, quotation: Quotation): number;
  /** A symbol's row, where no chunk that was found shows the signature. */
  symbol(life: SymbolLife): number;
  change(evidence: ChangeEvidence): number | undefined;
  readonly sources: readonly AnswerSource[];
}

export function createCitations({ corpus, release }: Material): Citations {
  const sources: AnswerSource[] = [];
  const cite = (source: Omit<AnswerSource, "number">): number => {
    const known = sources.find(
      ({ hash, url, version }) => hash === source.hash && url === source.url && version === source.version,
    );
    if (known) return known.number;
    const number = sources.length + 1;
    sources.push({ number, ...source });
    return number;
  };
  return {
    sources,
    quotation: (hit, { hash }) => cite(sourceOfHit(hit, hash)),
    symbol: (life) => {
      const state = corpus.state.sources[life.source];
      const read = release.sources[life.source];
      if (!state || !read) throw new Error(`symbol ${life.name} is of an unknown source ${life.source}`);
      return cite({
        library: corpus.id,
        version: release.version,
        url: urlOf(state, read, { ...life, kind: "api" }),
        title: life.name,
        kind: "signature",
        ...ranked(state.priority),
        fetched: read.fetched,
        hash: contentHash(life.signature || life.summary || life.name),
      });
    },
    change: ({ source, version, url, quotation }) => {
      const state = corpus.state.sources[source];
      const read = state?.releases.find((other) => other.version === version);
      if (!state || !read) return undefined;
      return cite({
        ...{ library: corpus.id, version, url, title: quotation, kind: "signature" },
        ...{ ...ranked(state.priority), fetched: read.fetched, hash: contentHash(quotation) },
      });
    },
  };
}

/** A chunk of a hit, as a source. */
export const sourceOfHit = (hit: Hit, hash: string): Omit<AnswerSource, "number"> => ({
  ...{ library: hit.library, version: hit.version, url: hit.url },
  ...{ title: hit.headingPath.join(" › "), kind: hit.kind },
  ...ranked(hit.source.priority),
  ...{ fetched: hit.fetched, hash },
});

const ranked = (priorityName: SourcePriority) => ({
  priority: SOURCE_PRIORITIES.indexOf(priorityName) + 1,
  priorityName,
});

/** 96 bits of SHA-256, as long as a chunk's. */
const contentHash = (text: string): string =>
  createHash("sha256").update(text).digest().subarray(0, 12).toString("base64url");
