import PQueue from "p-queue";
import { type Corpus, type SourceDefinition, sourceId } from "../corpora/corpus.js";
import { openSource } from "./source/open.js";
import type { Source, SourceContext, SourceRelease } from "./source/source.js";

/** A source of a corpus with what it offers, or why it cannot say. */
export interface Listing {
  readonly definition: SourceDefinition;
  readonly id: string;
  readonly source: Source | undefined;
  /** Never rejects: a failure is a value, so that it is reported in its turn. */
  readonly offered: Promise<{ readonly releases: readonly SourceRelease[] } | { readonly error: unknown }>;
}

/** Registries and repositories asked at once: most of a run with nothing new is waiting for them. */
const CONCURRENCY = 8;

/** Asks every source of every corpus for its releases, side by side. */
export function listSources(
  corpora: readonly { readonly corpus: Corpus; readonly sources: readonly SourceDefinition[] }[],
  contextOf: (corpus: Corpus) => SourceContext,
): ReadonlyMap<Corpus, readonly Listing[]> {
  const queue = new PQueue({ concurrency: CONCURRENCY });
  const list = (corpus: Corpus, definition: SourceDefinition): Listing => {
    const id = sourceId(definition);
    try {
      const source = openSource(definition, contextOf(corpus));
      const offered = queue
        .add(() => source.releases())
        .then((releases) => ({ releases }))
        .catch((error: unknown) => ({ error }));
      return { definition, id, source, offered };
    } catch (error) {
      return { definition, id, source: undefined, offered: Promise.resolve({ error }) };
    }
  };
  return new Map(
    corpora.map(({ corpus, sources }) => [corpus, sources.map((source) => list(corpus, source))]),
  );
}
