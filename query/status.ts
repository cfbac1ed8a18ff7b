import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import pc from "picocolors";
import type { Place } from "../corpora/place.js";
import { describeModel } from "./embedder.js";
import { namesOf } from "./library-names.js";
import { type CorpusRelease, corpusReleases } from "./release.js";
import { storePaths } from "./store/paths.js";
import { listSnapshots, readCurrentSnapshot } from "./store/snapshot.js";

/** What is published, in numbers. */
export interface Status {
  readonly data: string;
  readonly model: string;
  /** Undefined when nothing was published yet. */
  readonly snapshot: { readonly id: string; readonly created: string } | undefined;
  readonly snapshots: number;
  /** Bytes on disk, all kept snapshots together. */
  readonly bytes: number;
  readonly corpora: readonly CorpusStatus[];
}

export interface CorpusStatus {
  readonly id: string;
  readonly name: string;
  /** Every name it goes by, its id first. */
  readonly names: readonly string[];
  /** Rows stored over all releases. */
  readonly chunks: number;
  readonly symbols: number;
  /** Entries of release notes. */
  readonly notes: number;
  /** Newest first. */
  readonly releases: readonly CorpusRelease[];
}

/** @throws KbError MODEL_UNUSABLE; STORE_CORRUPT */
export async function readStatus(place: Pick<Place, "data" | "model">): Promise<Status> {
  const settings = { model: place.model, downloadTo: join(place.data, "models") };
  const { id: model } = await describeModel(settings);
  const paths = storePaths(place.data, model);
  const snapshot = await readCurrentSnapshot(paths);
  // That nothing was indexed with a model is said only of one that could be used.
  if (!snapshot) await (await import("./try-model.js")).tryModel(settings);
  return {
    data: place.data,
    model,
    snapshot: snapshot && { id: snapshot.id, created: snapshot.created },
    snapshots: (await listSnapshots(paths)).length,
    bytes: await sizeOf(paths.root),
    corpora: Object.entries(snapshot?.corpora ?? {}).map(([id, state]) => ({
      id,
      name: state.name,
      names: namesOf(id, state),
      chunks: state.tables.chunks.rows,
      symbols: state.tables.symbols.rows,
      notes: state.tables.notes.rows,
      releases: corpusReleases(state),
    })),
  };
}

/** An indexed corpus by id, alias or package. */
export function statusOf(status: Status, name: string): CorpusStatus | undefined {
  const wanted = name.trim().toLowerCase();
  return status.corpora.find(({ names }) => names.some((other) => other.toLowerCase() === wanted));
}

export function renderStatus(status: Status, colour: boolean): string {
  const paint = pc.createColors(colour);
  if (!status.snapshot)
    return `Nothing is indexed in ${status.data} with ${status.model}. Start with: kb index <corpus>`;
  const chunks = status.corpora.reduce((sum, corpus) => sum + corpus.chunks, 0);
  const lines = [
    `${paint.bold("Data")}      ${status.data} (${(status.bytes / 1e6).toFixed(1)} MB)`,
    `${paint.bold("Snapshot")}  ${status.snapshot.id}, one of ${status.snapshots} kept`,
    `${paint.bold("Model")}     ${status.model}`,
    `${paint.bold("Chunks")}    ${chunks}, ${chunks > 0 ? Math.round(status.bytes / chunks) : 0} bytes each on disk`,
    "",
  ];
  const width = Math.max(...status.corpora.map(({ id }) => id.length));
  for (const corpus of status.corpora) {
    const versions = corpus.releases.map(({ version }) => version);
    const shown =
      versions.slice(0, 6).join(", ") + (versions.length > 6 ? `, … ${versions.length - 6} more` : "");
    lines.push(
      `${paint.cyan(corpus.id.padEnd(width))}  ${shown}  ${paint.dim(`${corpus.chunks} chunks, ${corpus.symbols} symbols, ${corpus.notes} notes`)}`,
    );
  }
  return lines.join("\n");
}

export function renderVersions(corpus: CorpusStatus, colour: boolean): string {
  const paint = pc.createColors(colour);
  const width = Math.max(...corpus.releases.map(({ version }) => version.length));
  return corpus.releases
    .map((release) => {
      const sources = Object.entries(release.sources).map(
        ([id, { counts }]) => `${id} ${counts.chunks} chunks`,
      );
      const date = release.date ?? "date unknown";
      return `${paint.bold(release.version.padEnd(width))}  ${date.padEnd(12)}  ${paint.dim(sources.join(", "))}`;
    })
    .join("\n");
}

/** Bytes of all files below a folder; 0 when there is none. */
async function sizeOf(folder: string): Promise<number> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const sizes = await Promise.all(
      entries
        .filter((entry) => entry.isFile())
        .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return 0;
    throw error;
  }
}
