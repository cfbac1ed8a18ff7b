import { z } from "zod";
import { SOURCE_PRIORITIES } from "../../corpora/corpus.js";
import { DATE_ORIGINS } from "../../corpora/release.js";
import { VERSION_SCHEMES } from "../../corpora/version.js";
import { SCHEMA_VERSION } from "./rows.js";

const count = z.number().int().min(0);

const indexedRelease = z.object({
  version: z.string(),
  key: z.string(),
  date: z.string().optional(),
  dateOrigin: z.enum(DATE_ORIGINS),
  prerelease: z.boolean(),
  reference: z.string(),
  digest: z.string(),
  /** Parser and chunker versions: a release read by another recipe is read again. */
  recipe: z.string(),
  urlValues: z.record(z.string(), z.string()),
  fetched: z.string(),
  /** What its code binds, by content, and what its imports begin with; absent where the source has no code. */
  names: z
    .object({
      digest: z.string(),
      roots: z.array(z.string()),
      // Absent in what older versions of kb wrote, too.
      refused: z.array(z.string()).optional(),
    })
    .optional(),
  counts: z.object({
    pages: count,
    documents: count,
    chunks: count,
    symbols: count,
    notes: count,
    problems: count,
  }),
});

const sourceState = z.object({
  kind: z.string(),
  priority: z.enum(SOURCE_PRIORITIES),
  urls: z.object({ page: z.string().optional(), object: z.string().optional() }),
  /** Oldest first. */
  releases: z.array(indexedRelease),
});

const tableState = z.object({ name: z.string(), version: count, rows: count });

const corpusState = z.object({
  name: z.string(),
  aliases: z.array(z.string()),
  packages: z.object({ pypi: z.array(z.string()), npm: z.array(z.string()) }),
  homepage: z.string(),
  versions: z.enum(VERSION_SCHEMES),
  tables: z.object({
    chunks: tableState,
    symbols: tableState,
    documents: tableState,
    notes: tableState,
    mentions: tableState,
    questions: tableState,
  }),
  sources: z.record(z.string(), sourceState),
});

const snapshot = z.object({
  schema: z.literal(SCHEMA_VERSION),
  id: z.string(),
  created: z.string(),
  model: z.object({ id: z.string(), dimensions: count }),
  corpora: z.record(z.string(), corpusState),
});

/** One published state of the whole index: the table versions that belong together. Readers see exactly one. */
export type Snapshot = z.output<typeof snapshot>;
export type CorpusState = z.output<typeof corpusState>;
export type SourceState = z.output<typeof sourceState>;
export type IndexedRelease = z.output<typeof indexedRelease>;

/** A manifest's fields checked one by one. @throws ZodError */
export const checkSnapshot = (json: unknown): Snapshot => snapshot.parse(json);

/** What is wrong with a manifest; empty when nothing is. */
export function snapshotProblems(json: unknown): readonly string[] {
  const result = snapshot.safeParse(json);
  if (result.success) return [];
  return result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
}
