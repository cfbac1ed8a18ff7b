import { CHANGE_KINDS, type Change, type ChangeKind } from "../../../query/history/change.js";
import type { ChangesResult } from "../../../query/history/changes.js";
import type { KnowledgeBase } from "../../../query/knowledge-base.js";
import type { LookUps } from "./look-ups.js";

/** What is known of one library's history. */
export interface HistoryRow {
  readonly library: string;
  /** Newest first. */
  readonly releases: readonly string[];
  readonly dated: number;
  /** Of the release that has most. */
  readonly symbols: number;
  readonly changes: number;
  readonly counts: ChangesResult["counts"];
  readonly breaking: number;
  readonly withDate: number;
  readonly withEvidence: number;
}

export function summarise(
  kb: KnowledgeBase,
  library: string,
  { changes, counts }: ChangesResult,
): HistoryRow {
  const releases = kb.versions(library);
  const read = Object.values(kb.snapshot.corpora[library]?.sources ?? {}).flatMap(
    (source) => source.releases,
  );
  const count = (holds: (change: Change) => boolean) => changes.filter(holds).length;
  return {
    library,
    releases: releases.map(({ version }) => version),
    dated: releases.filter(({ date }) => date !== undefined).length,
    symbols: Math.max(...read.map((release) => release.counts.symbols)),
    changes: changes.length,
    counts,
    breaking: count(({ breaking }) => breaking === true),
    withDate: count(({ date }) => date !== undefined),
    withEvidence: count(({ evidence }) => evidence.length > 0),
  };
}

/** Kinds of change that share a column. */
const COLUMNS: Readonly<Record<string, readonly ChangeKind[]>> = {
  removed: ["removed"],
  "renamed, moved": ["renamed", "moved"],
  parameters: CHANGE_KINDS.filter((kind) => kind.startsWith("parameter-")),
  defaults: ["default-changed"],
  types: ["annotation-changed"],
  "signature, kind": ["signature-changed", "kind-changed"],
  deprecated: ["deprecated", "un-deprecated"],
  added: ["added"],
  documentation: ["documentation-changed"],
};

export function renderHistory(
  rows: readonly HistoryRow[],
  { known, unknown }: { readonly known: LookUps; readonly unknown: LookUps },
): string {
  const columns = Object.entries(COLUMNS);
  const lines = rows.map((row) => {
    const kinds = columns.map(([, own]) => own.reduce((sum, kind) => sum + (row.counts[kind] ?? 0), 0));
    const cells = [
      row.library,
      row.symbols,
      `${row.releases.length} (${row.dated} dated)`,
      row.changes,
      ...kinds,
      row.breaking,
      share(row.withDate, row.changes),
      share(row.withEvidence, row.changes),
    ];
    return `| ${cells.map((cell) => (typeof cell === "number" ? whole(cell) : cell)).join(" | ")} |`;
  });
  const titles = ["library", "symbols", "releases", "changes", ...columns.map(([title]) => title)];
  const head = [...titles, "breaking", "with date", "with evidence"];
  const speed = `History of a symbol, warm: ${timesText(known)}, over ${known.count} symbols that changed; of a name that is nowhere: ${timesText(unknown)}.`;
  return [
    `| ${head.join(" | ")} |`,
    `| --- |${" --: |".repeat(head.length - 1)}`,
    ...lines,
    "",
    speed,
    "",
  ].join("\n");
}

const timesText = ({ median, p95 }: LookUps): string =>
  `median ${median.toFixed(1)} ms, 95 % below ${p95.toFixed(1)} ms`;

const share = (part: number, all: number): string =>
  all === 0 ? "-" : `${Math.floor((100 * part) / all)} %`;

const whole = (value: number): string => value.toLocaleString("en-US");
