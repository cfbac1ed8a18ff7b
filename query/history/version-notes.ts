import type { CorpusRelease } from "../release.js";
import { sqlArray, type Table } from "../store/lancedb.js";
import { isAlive } from "../store/lifetime.js";
import type { ChunkRow } from "../store/rows.js";
import type { CorpusState } from "../store/snapshot.js";
import { urlOf } from "../url.js";

/** What a symbol's own documentation says happened to it in a release, indexed or not: a version directive. */
export interface VersionNote {
  readonly version: string;
  readonly kind: "added" | "changed" | "deprecated";
  /** The parameter or attribute it is about; null where it is about the symbol. */
  readonly parameter: string | null;
  /** In the project's words; may be empty. */
  readonly text: string;
  /** The newest indexed release whose documentation says so, and where. */
  readonly saidIn: string;
  readonly url: string;
  /** The release that was asked for says so too. */
  readonly isHere: boolean;
}

type Passage = Pick<
  ChunkRow,
  "source" | "path" | "title" | "kind" | "anchor" | "symbols" | "text" | "since" | "until"
>;

const COLUMNS: readonly (keyof Passage)[] = [
  ...(["source", "path", "title", "kind", "anchor", "symbols", "text", "since", "until"] as const),
];

const KINDS = { Added: "added", Changed: "changed", Deprecated: "deprecated" } as const;

/** A version directive as a passage shows it, in a list or not: `> **Added in version 1.2:** ...`. */
const NOTE =
  /^[ \t]*> \*\*(Added|Changed|Deprecated)(?: in| since) version ([^*:\s]+?):?\*\*(.*(?:\n[ \t]*> (?!\*\*).*)*)/gm;
/** How a docstring's parameter is named at the head of its note. */
const PARAMETER = /^`\*{0,2}(\w+)`(?::\s*|$)/;

/**
 * The version directives in a symbol's documentation, in any indexed release; order of first appearance.
 *
 * @param here the release that was asked for
 */
export async function versionNotes(
  chunks: Table,
  corpus: CorpusState,
  name: string,
  here: CorpusRelease,
): Promise<readonly VersionNote[]> {
  const passages = await chunks.rows<Passage>([...COLUMNS], `array_has_any(symbols, ${sqlArray([name])})`);
  const own = passages.filter(({ symbols, kind }) => symbols[0] === name && kind === "api");
  const found = new Map<string, VersionNote>();
  for (const passage of own.sort((a, b) => (a.since < b.since ? 1 : -1))) {
    const source = corpus.sources[passage.source];
    const release = source?.releases.findLast(({ key }) => isAlive(passage, key));
    if (!source || !release) continue;
    const read = here.sources[passage.source];
    const isHere = read !== undefined && isAlive(passage, read.key);
    for (const { kind, version, parameter, text } of notesIn(passage.text)) {
      const key = JSON.stringify([kind, version, parameter]);
      const known = found.get(key);
      if (known === undefined) {
        const url = urlOf(source, release, passage);
        found.set(key, { version, kind, parameter, text, saidIn: release.version, url, isHere });
      } else if (isHere) found.set(key, { ...known, isHere });
    }
  }
  return [...found.values()];
}

/** The version directives of a passage, in order. */
export function notesIn(text: string): readonly Omit<VersionNote, "saidIn" | "url" | "isHere">[] {
  return [...text.matchAll(NOTE)].map(([, lead = "", version = "", rest = ""]) => {
    const words = rest.replace(/\n[ \t]*> ?/g, " ").trim();
    const [head = "", parameter = null] = PARAMETER.exec(words) ?? [];
    return { kind: KINDS[lead as keyof typeof KINDS], version, parameter, text: words.slice(head.length) };
  });
}
