import type {
  Page,
  Source,
  SourceContext,
  SourceEvent,
  SourceRelease,
} from "../../../indexer/source/source.js";

/** A context that records what is emitted. */
export function recordingContext(
  baseDir: string,
  more: Partial<SourceContext> = {},
): SourceContext & { readonly events: readonly SourceEvent[] } {
  const events: SourceEvent[] = [];
  return {
    corpusId: "mylib",
    versions: "pep440",
    baseDir,
    cacheDir: `${baseDir}/.cache`,
    env: process.env,
    signal: new AbortController().signal,
    emit: (event) => events.push(event),
    events,
    ...more,
  };
}

/** Pages of a release as text, by path, in the source's order. */
export async function pagesOf(
  source: Source,
  release: SourceRelease | undefined,
): Promise<Record<string, string>> {
  if (release === undefined) throw new Error("no such release");
  const pages: Page[] = [];
  for await (const page of source.pages(release)) pages.push(page);
  return Object.fromEntries(pages.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]));
}

export async function releaseOf(source: Source, version: string): Promise<SourceRelease> {
  const release = (await source.releases()).find((candidate) => candidate.version === version);
  if (release === undefined) throw new Error(`no release ${version}`);
  return release;
}
