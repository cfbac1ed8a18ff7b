import { join } from "node:path";
import { KbError } from "../../corpora/errors.js";
import { describeModel } from "../../query/embedder.js";
import { storePaths } from "../../query/store/paths.js";
import { readCurrentSnapshot } from "../../query/store/snapshot.js";
import { bytesBelow } from "./disk.js";
import type { Material } from "./material.js";
import { callPart } from "./part.js";
import type { EmbedResult, EmbedSettings } from "./part-embed.js";
import type { IndexResult, IndexSettings } from "./part-index.js";
import type { TextsResult, TextsSettings } from "./part-texts.js";
import type { Figure } from "./report.js";
import { mean } from "./statistics.js";

/** Bytes that a chunk may take on disk. */
const CHUNK_BYTES = 3_072;

/** Whole indexing against embedding alone, indexing again, and adding a release. */
export async function measureIndexing(
  material: Material,
  work: string,
  say: (text: string) => void,
): Promise<{ readonly figures: readonly Figure[]; readonly material: string }> {
  const data = join(work, "index");
  const file = join(work, "texts.jsonl");
  const index = (corpora: Material["before"]) =>
    callPart<IndexSettings, IndexResult>("index", { data, corpora });
  const embed = () => callPart<EmbedSettings, EmbedResult>("embed", { file });

  say("Cutting the documentation into chunks");
  const texts = await callPart<TextsSettings, TextsResult>("texts", { corpora: material.before, file });
  say(`Embedding ${texts.texts} texts alone`);
  const alone = [(await embed()).seconds];
  say("Indexing for the first time");
  const first = await index(material.before);
  if (first.report.textsEmbedded !== texts.texts) {
    throw new KbError(
      "USAGE",
      `Indexing embedded ${first.report.textsEmbedded} texts where the benchmark counted ${texts.texts}`,
      { hint: "The part “texts” no longer cuts documents as the indexer does." },
    );
  }
  const firstDisk = await diskOf(data);
  // Once before and once after: a machine that slows down by and by slows both sides of the ratio.
  say("Embedding alone, again");
  alone.push((await embed()).seconds);
  say("Indexing again, nothing new");
  const again = await index(material.before);
  say("Adding releases");
  const fresh = await callPart<TextsSettings, TextsResult>("texts", {
    ...{ corpora: material.added, file: join(work, "new-texts.jsonl"), except: file },
  });
  const added = await index(material.after);
  const secondDisk = await diskOf(data);

  const embedding = mean(alone);
  const share = (seconds: number) => seconds / first.seconds;
  const writing = first.releases - texts.seconds - embedding;
  return {
    material: `Indexing: ${material.name}, ${count(first.report.releases, "pages")} pages, ${count(first.report.releases, "chunks")} chunks; then ${count(added.report.releases, "pages")} pages more`,
    figures: [
      { name: "First index", value: first.seconds, unit: "seconds" },
      { name: "Embedding its texts, and nothing else", value: embedding, unit: "seconds" },
      {
        name: "Indexing over embedding alone",
        value: first.seconds / embedding - 1,
        unit: "share",
        target: { atMost: 0.2 },
      },
      { name: "– loading the model, listing releases", value: share(first.opening), unit: "share" },
      { name: "– reading, parsing, cutting", value: share(texts.seconds), unit: "share" },
      { name: "– embedding", value: share(embedding), unit: "share" },
      { name: "– writing rows (the remainder)", value: share(writing), unit: "share" },
      { name: "– search indexes, snapshot, clean-up", value: share(first.publishing), unit: "share" },
      {
        name: "Indexing again, nothing new, against the first time",
        value: again.seconds / first.seconds,
        unit: "share",
        target: { atMost: 0.03 },
      },
      {
        name: "Texts embedded when nothing is new",
        value: again.report.textsEmbedded,
        unit: "count",
        target: { exactly: 0 },
      },
      {
        name: "Adding a release, against the first time",
        value: added.seconds / first.seconds,
        unit: "share",
      },
      {
        name: "Texts embedded for an added release",
        value: added.report.textsEmbedded,
        unit: "count",
        target: { exactly: fresh.texts },
      },
      { name: "Disk a chunk, first index", value: firstDisk, unit: "bytes", target: { atMost: CHUNK_BYTES } },
      {
        name: "Disk a chunk, second publish",
        value: secondDisk,
        unit: "bytes",
        target: { atMost: CHUNK_BYTES },
      },
      {
        name: "Peak memory, indexing",
        value: Math.max(first.peak, again.peak, added.peak) / 1e6,
        unit: "megabytes",
        target: { atMost: 1_200 },
      },
    ],
  };
}

const count = (releases: IndexResult["report"]["releases"], what: "pages" | "chunks"): number =>
  releases.reduce((sum, release) => sum + release[what], 0);

/** Bytes a stored chunk: tables with all indexes and old versions, vectors, manifests. */
export async function diskOf(data: string): Promise<number> {
  const paths = storePaths(data, (await describeModel()).id);
  const snapshot = await readCurrentSnapshot(paths);
  const rows = Object.values(snapshot?.corpora ?? {}).reduce(
    (sum, { tables }) => sum + tables.chunks.rows,
    0,
  );
  return (await bytesBelow(paths.root)) / rows;
}
