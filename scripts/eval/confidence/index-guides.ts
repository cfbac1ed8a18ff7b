import { describeModel } from "../../../query/embedder.js";
import { type CorpusRelease, corpusReleases, isVisible } from "../../../query/release.js";
import { openTables } from "../../../query/store/lancedb.js";
import { storePaths } from "../../../query/store/paths.js";
import type { ChunkRow } from "../../../query/store/rows.js";
import { readCurrentSnapshot } from "../../../query/store/snapshot.js";

/** A passage of a guide, under its own heading. */
export interface GuideSection extends Pick<ChunkRow, "path" | "headingPath" | "text"> {
  /** The innermost heading. */
  readonly heading: string;
}

/** What the guides of one release hold. */
export interface IndexedGuides {
  readonly library: string;
  readonly release: CorpusRelease;
  readonly sections: readonly GuideSection[];
}

/** Documents that explain rather than list: what is asked about them names no API. */
const GUIDES = ["guide", "tutorial", "example"];

const COLUMNS: readonly (keyof ChunkRow)[] = [
  ...(["path", "headingPath", "text", "kind", "source", "since", "until"] as const),
];

/** The newest release of each corpus of an index that has guides, in order of path and text. */
export async function readGuides(data: string, model: string | undefined): Promise<readonly IndexedGuides[]> {
  const { id } = await describeModel({ model, downloadTo: `${data}/models` });
  const paths = storePaths(data, id);
  const snapshot = await readCurrentSnapshot(paths);
  const tables = await openTables(paths.tables);
  const found: IndexedGuides[] = [];
  try {
    for (const [library, state] of Object.entries(snapshot?.corpora ?? {})) {
      const [release] = corpusReleases(state);
      if (!release) continue;
      const { name, version } = state.tables.chunks;
      const kinds = GUIDES.map((kind) => `'${kind}'`).join(", ");
      const rows = await (await tables.open(name, version)).rows<ChunkRow>(COLUMNS, `kind IN (${kinds})`);
      const sections = rows
        .filter((row) => isVisible(row, release))
        .map(({ path, headingPath, text }) => ({
          ...{ path, headingPath, text },
          heading: headingPath.at(-1) ?? "",
        }))
        .sort((a, b) => (`${a.path}\n${a.text}` < `${b.path}\n${b.text}` ? -1 : 1));
      found.push({ library, release, sections });
    }
  } finally {
    tables.close();
  }
  return found.filter(({ sections }) => sections.length > 0);
}
