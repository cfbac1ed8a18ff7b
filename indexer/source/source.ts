import type { DateOrigin, Release } from "../../corpora/release.js";
import type { VersionScheme } from "../../corpora/version.js";
import type { InventorySymbol } from "./website/crawl.js";
import type { CrawlReport } from "./website/crawl-report.js";

/** Bytes of one file or web page of a release. */
export interface Page {
  /** Path inside the release with forward slashes and no leading slash; never contains the version. */
  readonly path: string;
  /** Media type without parameters, e.g. `text/markdown`, `text/x-rst`, `text/x-python`, `text/html`. */
  readonly mediaType: string;
  /** What the server said of the encoding (`charset`), lower case; absent where nobody said anything. */
  readonly charset?: string;
  readonly bytes: Uint8Array;
  /** Where the page was read from, for what is relative in it. */
  readonly url?: URL;
  /** SHA-256 of the page as it was published, where the source knows it: the same page is parsed once. */
  readonly hash?: string;
}

/** A release as one source knows it. */
export interface SourceRelease extends Release {
  /** What is read: a tag, a tarball's URL, a wheel's file name, an archive's path. For citations and messages. */
  readonly reference: string;
  /** Identity of the content, e.g. a checksum or commit. The same digest means there is nothing to do. */
  readonly digest: string;
  /** Values for the URL template beside `{version}`, e.g. `{ tag: "v2.6.0" }`. */
  readonly urlValues: Readonly<Record<string, string>>;
  /** Withdrawn by its publisher (PEP 592, npm deprecation is not this). Never chosen by default. */
  readonly yanked: boolean;
}

/** One page that could not be read or parsed: reported, never the end of a run. */
export interface PageProblem {
  readonly path: string;
  readonly reason: string;
}

/** Everything that happens below the surface; the edge decides what to print. */
export type SourceEvent =
  | { readonly type: "page-skipped"; readonly path: string; readonly reason: string }
  | { readonly type: "notice"; readonly message: string }
  | { readonly type: "pages-fetched"; readonly pages: number };

/** What every source is given by the indexer. */
export interface SourceContext {
  readonly corpusId: string;
  /** How the corpus's versions are read. */
  readonly versions: VersionScheme;
  /** Folder against which relative paths of the corpus definition are resolved. */
  readonly baseDir: string;
  /** Folder for downloads; survives runs; may be deleted at any time. */
  readonly cacheDir: string;
  /** Environment variables (`PIP_INDEX_URL`, ...): passed in so that tests can set them. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly emit: (event: SourceEvent) => void;
}

/** A release whose contents were read into the source's cache. */
export interface Refreshed {
  /** With its real digest, and the version that its contents state: it may be more precise than the one listed. */
  readonly release: SourceRelease;
  readonly crawl: CrawlReport;
  /** What the source says it documents, to be compared with what is found. */
  readonly symbols: readonly InventorySymbol[];
}

/**
 * Where a corpus is read from.
 *
 * `releases` lists every release the source has, in any order, cheaply (no contents). It throws
 * KbError `SOURCE_UNREACHABLE` when nothing can be listed.
 *
 * `pages` yields the documentation pages of one release, one at a time, in a stable order, already
 * filtered by the definition's include and exclude patterns; of a Python package also, as pages of the type
 * `UNREAD_MODULE` without bytes, the modules that are there and are not read. A single bad file is an event, not an
 * exception; an archive that cannot be read as a whole throws KbError.
 */
export interface Source {
  releases(): Promise<readonly SourceRelease[]>;
  pages(release: SourceRelease): AsyncIterable<Page>;
  /**
   * For a source that knows what a release holds only when it has read it: reads whatever is new of it into the
   * cache, from which `pages` of the release returned then yields. Called for every release that is wanted, before
   * it is decided whether there is anything to do; the digest that `releases` listed means nothing.
   *
   * @throws KbError SOURCE_UNREACHABLE when too much could not be read
   */
  refresh?(release: SourceRelease): Promise<Refreshed>;
  /**
   * The date of a release that `releases` listed without one, where the release's contents tell it;
   * costs a look into them. Undefined when they do not tell.
   */
  dateOf?(
    release: SourceRelease,
  ): Promise<{ readonly date: string; readonly origin: DateOrigin } | undefined>;
  /** Gives back what is held open. */
  close?(): Promise<void>;
}
