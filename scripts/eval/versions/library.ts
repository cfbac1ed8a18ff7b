import { isVersion, type VersionScheme, versionKey } from "../../../corpora/version.js";
import type { SymbolAnswer } from "../../../query/history/symbol.js";
import type { KnowledgeBase } from "../../../query/knowledge-base.js";

export interface LibraryRelease {
  readonly version: string;
  readonly key: string;
}

/** One library as anybody asks it: what is judged is what users get. */
export interface Library {
  /** Oldest first. */
  readonly releases: readonly LibraryRelease[];
  /** Sortable; undefined for what is no version of this library (`1.x`). */
  key(version: string): string | undefined;
  /** What `kb symbol NAME --version RELEASE` says, once a name and release. */
  symbol(name: string, release: LibraryRelease): Promise<SymbolAnswer>;
}

/** Undefined when the library is not indexed. */
export function libraryOf(kb: KnowledgeBase, id: string): Library | undefined {
  const scheme = kb.snapshot.corpora[id]?.versions;
  if (scheme === undefined) return undefined;
  const answers = new Map<string, Promise<SymbolAnswer>>();
  return {
    releases: [...kb.versions(id)].reverse(),
    key: (version) => keyOf(scheme, version),
    symbol: (name, { version }) => {
      const asked = `${name} ${version}`;
      const answer = answers.get(asked) ?? kb.symbol({ name, library: id, version });
      answers.set(asked, answer);
      return answer;
    },
  };
}

function keyOf(scheme: VersionScheme, version: string): string | undefined {
  return isVersion(scheme, version) ? versionKey(scheme, version) : undefined;
}
