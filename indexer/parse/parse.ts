import { describeError } from "../../corpora/errors.js";
import type { ReleaseNames } from "../../query/store/release-names.js";
import { UNREAD_MODULE } from "../source/media-type.js";
import type { Page, PageProblem } from "../source/source.js";
import { parseAtom } from "./atom.js";
import { createDeclarationsParser } from "./declarations.js";
import type { Document } from "./document.js";
import { MAX_ELEMENTS, parseHtml } from "./html.js";
import { type Stripped, stripInvisible, stripInvisibleHtml } from "./invisible.js";
import { parseMarkdown } from "./markdown.js";
import { parseNotebook } from "./notebook.js";
import { createPythonPackageParser, type PythonPackageParser } from "./python/package.js";
import { parseRst } from "./rst.js";
import { decodeText } from "./text.js";

/** Raised whenever the same pages would give other documents or notes: every release is then read again. */
export const PARSER_VERSION = 16;

/** Documents of pages that stand alone, by their content; `null` for a page without a document. */
export interface KnownDocuments {
  get(page: KnownPage): Promise<Document | null | undefined>;
  set(page: KnownPage, document: Document | null): Promise<void>;
}

/** What a page's document depends on. */
export type KnownPage = Required<Pick<Page, "path" | "mediaType" | "hash">> & Pick<Page, "url">;

/** Pages above this size are reported and left out: no documentation page is that long. */
export const MAX_PAGE_BYTES = 20 * 1024 * 1024;

type PageParser = (path: string, source: string, url: URL | undefined) => Document | undefined;

/** One function a media type, for formats in which a page stands alone. */
const pageParsers: Readonly<Record<string, PageParser>> = {
  "text/markdown": (path, source) => parseMarkdown(path, source),
  "text/mdx": (path, source) => parseMarkdown(path, source, { mdx: true }),
  "text/x-rst": (path, source) => parseRst(path, source),
  "text/plain": (path, source) => parseRst(path, source),
  "text/html": (path, source, url) => parseHtml(path, source, url && { url }),
  "application/atom+xml": (path, source) => parseAtom(path, source),
  "application/x-ipynb+json": (path, source) => parseNotebook(path, source),
};

/** Formats whose public names are only known when the whole package was read. */
interface PackageParser {
  add(path: string, source: string): string | undefined;
  finish(): Iterable<Document>;
}

/**
 * Pages to documents. A page that cannot be parsed is a problem with its path and reason; the rest goes on.
 * Documents without any text are left out.
 */
export async function* parsePages(
  pages: AsyncIterable<Page>,
  options: {
    readonly packageName: string;
    readonly onProblem: (problem: PageProblem) => void;
    readonly onPage: () => void;
    /** Told how many characters of a page were removed because no reader sees them (`stripInvisible`). */
    readonly onInvisible?: (path: string, removed: number) => void;
    /** Told what the code of a package binds, when all of it was read. */
    readonly onNames?: (names: ReleaseNames) => void;
    /** Called for every page whose document was not known. */
    readonly onParse?: () => void;
    readonly known?: KnownDocuments;
  },
): AsyncGenerator<Document> {
  const { known } = options;
  const textOf = (page: Page): string => {
    const { text, removed } = readText(page);
    if (removed > 0) options.onInvisible?.(page.path, removed);
    return text;
  };
  let python: PythonPackageParser | undefined;
  let declarations: PackageParser | undefined;
  let entries: readonly string[] = [];
  for await (const page of pages) {
    if (page.mediaType === UNREAD_MODULE) {
      python ??= createPythonPackageParser({});
      python.note(page.path);
      continue;
    }
    options.onPage();
    const problem = (reason: string) => options.onProblem({ path: page.path, reason });
    if (page.bytes.length > MAX_PAGE_BYTES) {
      problem(
        `larger than ${MAX_PAGE_BYTES / 1024 / 1024} MiB (${Math.round(page.bytes.length / 1024 / 1024)} MiB)`,
      );
      continue;
    }
    try {
      if (page.mediaType === "application/json") {
        entries = declarationEntries(textOf(page));
      } else if (page.mediaType === "text/x-python") {
        python ??= createPythonPackageParser({});
        const reason = python.add(page.path, textOf(page));
        if (reason !== undefined) problem(reason);
      } else if (page.mediaType === "text/x-typescript-declaration") {
        declarations ??= createDeclarationsParser({ packageName: options.packageName, entries });
        const reason = declarations.add(page.path, textOf(page));
        if (reason !== undefined) problem(reason);
      } else {
        const { path, mediaType, hash, url } = page;
        const identity = hash === undefined ? undefined : { path, mediaType, hash, ...(url && { url }) };
        let document = identity && (await known?.get(identity));
        if (document === undefined) {
          options.onParse?.();
          document = pageParsers[mediaType]?.(path, textOf(page), url) ?? null;
          if (identity) await known?.set(identity, document);
        }
        if (document === null) continue;
        if ("isCut" in document && document.isCut === true)
          problem(`has more than ${MAX_ELEMENTS.toLocaleString("en")} elements: the rest was left out`);
        if (document.sections.length > 0) yield document;
      }
    } catch (error) {
      problem(describeError(error));
    }
  }
  for (const whole of [python, declarations]) if (whole) yield* whole.finish();
  const names = python?.names();
  if (names) options.onNames?.(names);
}

/** A page's text in its right encoding, without what a reader does not see. */
function readText({ bytes, charset, mediaType }: Page): Stripped {
  const html = mediaType === "text/html";
  const text = decodeText(bytes, { charset, html });
  return html ? stripInvisibleHtml(text) : stripInvisible(text);
}

/** The files that `types`, `typings` and `exports` of a package.json name, without `./`. */
function declarationEntries(manifest: string): readonly string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === "string") {
      if (/\.d\.[cm]?ts$/.test(value)) found.add(value.replace(/^\.\//, ""));
    } else if (value !== null && typeof value === "object") {
      for (const inner of Object.values(value)) visit(inner);
    }
  };
  const json = JSON.parse(manifest) as { types?: unknown; typings?: unknown; exports?: unknown };
  visit(json.types);
  visit(json.typings);
  visit(json.exports);
  return [...found];
}
