import { KbError } from "../corpora/errors.js";
import { compareVersions, parseVersionRequest, resolveVersion } from "../corpora/version.js";
import { quoteAll } from "./store/lancedb.js";
import { aliveAt, isAlive } from "./store/lifetime.js";
import type { Lifetime } from "./store/rows.js";
import type { CorpusState, IndexedRelease } from "./store/snapshot.js";

/** How the version of an answer was found. */
export const VERSION_ORIGINS = ["asked", "question", "project", "newest"] as const;
export type VersionOrigin = (typeof VERSION_ORIGINS)[number];

/** One release of a corpus over all sources that were read for it. */
export interface CorpusRelease {
  readonly version: string;
  readonly key: string;
  readonly date: string | undefined;
  readonly dateOrigin: IndexedRelease["dateOrigin"];
  readonly prerelease: boolean;
  /** By source id. */
  readonly sources: Readonly<Record<string, IndexedRelease>>;
}

/** Every release of a corpus, newest first. A date known to any source dates the release. */
export function corpusReleases(corpus: CorpusState): readonly CorpusRelease[] {
  const byKey = new Map<string, { -readonly [Key in keyof CorpusRelease]: CorpusRelease[Key] }>();
  for (const [source, { releases }] of Object.entries(corpus.sources)) {
    for (const release of releases) {
      const known = byKey.get(release.key);
      if (!known) {
        const { version, key, date, dateOrigin, prerelease } = release;
        byKey.set(release.key, {
          version,
          key,
          date,
          dateOrigin,
          prerelease,
          sources: { [source]: release },
        });
      } else {
        known.sources = { ...known.sources, [source]: release };
        if (known.date === undefined && release.date !== undefined) {
          known.date = release.date;
          known.dateOrigin = release.dateOrigin;
        }
      }
    }
  }
  return [...byKey.values()].sort((a, b) => compareVersions(corpus.versions, b.version, a.version));
}

/**
 * The indexed release that a request means: the newest that satisfies it.
 *
 * @param askedBy file that the request comes from, for the message
 * @throws KbError VERSION_NOT_INDEXED with every version that is; nothing is put in its place
 */
export function resolveRelease(
  corpusId: string,
  corpus: CorpusState,
  request: string | undefined,
  askedBy?: string,
): CorpusRelease {
  const releases = corpusReleases(corpus);
  const found = resolveVersion(corpus.versions, parseVersionRequest(request), releases);
  if (found) return found;
  const indexed = releases.map(({ version }) => version);
  // Without a request the newest pre-release is better than nothing, and its version says what it is.
  const newest = releases[0];
  if (request === undefined && newest) return newest;
  const origin = askedBy === undefined ? "" : `, which ${askedBy} asks for,`;
  const typed = /^[\w.+-]+$/.test(request ?? "") ? request : `"${request}"`;
  throw new KbError("VERSION_NOT_INDEXED", `${corpus.name} ${request ?? ""}${origin} is not indexed`, {
    facts: { library: corpusId, asked: request, ...(askedBy && { askedBy }), indexed },
    hint: `Indexed: ${indexed.join(", ") || "none"}. “kb index ${corpusId} --version ${typed}” adds it, if a source has it.`,
  });
}

/** A row with the source that it comes from. */
type OwnedRow = Lifetime & { readonly source: string };

/** Whether a release shows a row. A source that was not read for it says nothing, so none of its rows are shown. */
export const isVisible = (row: OwnedRow, { sources, key }: CorpusRelease): boolean =>
  Object.hasOwn(sources, row.source) && isAlive(row, key);

/** SQL filter: the rows that a release shows. The same rule as `isVisible`. */
export const visibleAt = ({ sources, key }: CorpusRelease): string =>
  `source IN ${quoteAll(Object.keys(sources))} AND ${aliveAt(key)}`;
