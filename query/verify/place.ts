import type { SymbolAnswer } from "../history/symbol.js";
import type { CorpusRelease } from "../release.js";
import type { OpenCorpus } from "../search.js";
import type { DocumentedText } from "./documented-text.js";

/** Where a claim is checked. */
export interface Place {
  readonly corpus: OpenCorpus;
  /** Every indexed release of the corpus, newest first. */
  readonly releases: readonly CorpusRelease[];
  /** The one that the claim is checked in. */
  readonly release: CorpusRelease;
  readonly describe: (symbol: string, release?: CorpusRelease) => Promise<SymbolAnswer>;
  /** What the release says under a qualified name. */
  readonly textsOf: (symbol: string) => Promise<readonly DocumentedText[]>;
  /** Whether a name that is not there would be, if it existed: its module was read, and gives nothing at run time. */
  readonly wouldBeThere: (symbol: string) => Promise<boolean>;
}

export const nameOf = ({ corpus, release }: Place): string => `${corpus.state.name} ${release.version}`;
