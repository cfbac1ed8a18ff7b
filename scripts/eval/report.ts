import type { Outcome } from "./ask.js";
import { bootstrap, type Interval } from "./bootstrap.js";
import { markdownTable } from "./markdown-table.js";
import { METRICS, type Metric } from "./metrics.js";
import type { RankCounts } from "./rank-counts.js";
import { signedInterval } from "./signed.js";
import { randomisationTest } from "./significance.js";

/** One system measured on a set of questions. */
export interface Measured {
  readonly name: string;
  readonly outcomes: readonly Outcome[];
}

export interface Group {
  readonly name: string;
  readonly rows: number;
  readonly scores: Readonly<Record<Metric, Interval>>;
}

/** A system beside the first one, on the same rows. */
export interface Comparison {
  readonly name: string;
  readonly scores: Readonly<Record<Metric, Interval>>;
  /** This system minus the first. */
  readonly difference: Readonly<Record<Metric, Interval>>;
  /** Of a difference at least as far from 0 by chance: a paired randomisation test. */
  readonly p: Readonly<Record<Metric, number>>;
}

/** A question that is pinned to a version, and what came first. */
export interface PinnedRow {
  readonly id: string;
  readonly relevant: readonly string[];
  readonly first: number | undefined;
  readonly top: string;
}

export interface EvaluationReport {
  readonly created: string;
  readonly model: string;
  readonly system: string;
  readonly rows: number;
  /** Rows by library whose relevant pages are in no indexed page set. */
  readonly notAnswerable: Readonly<Record<string, number>>;
  readonly groups: readonly Group[];
  readonly comparisons: readonly Comparison[];
  readonly ranks: readonly RankCounts[];
  readonly pinned: readonly PinnedRow[];
  /** Questions that the comparisons are made on. */
  readonly compared: string;
}

const perMetric = <T>(make: (metric: Metric) => T): Record<Metric, T> =>
  Object.fromEntries(METRICS.map((metric) => [metric, make(metric)])) as Record<Metric, T>;

const valuesOf = (outcomes: readonly Outcome[], metric: Metric): readonly number[] =>
  outcomes.map(({ scores }) => scores[metric]);

export function groupOf(name: string, outcomes: readonly Outcome[]): Group {
  return {
    name,
    rows: outcomes.length,
    scores: perMetric((metric) => bootstrap(valuesOf(outcomes, metric))),
  };
}

/** By tier, then by what tells the questions of a tier apart. Groups without rows are left out. */
export function groupsOf(outcomes: readonly Outcome[]): readonly Group[] {
  const groups: Group[] = [];
  const distinct = (of: (outcome: Outcome) => string) => [...new Set(outcomes.map(of))].sort();
  const add = (name: string, choose: (outcome: Outcome) => boolean) => {
    const chosen = outcomes.filter(choose);
    if (chosen.length > 0) groups.push(groupOf(name, chosen));
  };
  for (const tier of distinct(({ question }) => question.tier)) {
    const inTier = (outcome: Outcome) => outcome.question.tier === tier;
    add(`Tier ${tier}`, inTier);
    for (const corpus of distinct(({ question }) => question.corpus))
      add(`Tier ${tier}, ${corpus}`, (outcome) => inTier(outcome) && outcome.question.corpus === corpus);
    for (const names of [true, false])
      add(
        `Tier ${tier}, title ${names ? "names" : "does not name"} the symbol`,
        (outcome) => inTier(outcome) && outcome.question.title_names_symbol === names,
      );
    for (const kind of distinct(({ question }) => question.query_kind ?? ""))
      if (kind !== "")
        add(`Tier ${tier}, ${kind}`, (outcome) => inTier(outcome) && outcome.question.query_kind === kind);
  }
  return groups;
}

/** Every system beside the first; the rows must be the same, in the same order. */
export function compare(systems: readonly Measured[]): readonly Comparison[] {
  const [first] = systems;
  if (!first) return [];
  return systems.map(({ name, outcomes }) => {
    const differences = (metric: Metric): readonly number[] => {
      const base = valuesOf(first.outcomes, metric);
      return valuesOf(outcomes, metric).map((value, row) => value - (base[row] ?? 0));
    };
    return {
      name,
      scores: perMetric((metric) => bootstrap(valuesOf(outcomes, metric))),
      difference: perMetric((metric) => bootstrap(differences(metric))),
      p: perMetric((metric) => randomisationTest(differences(metric))),
    };
  });
}

export function renderReport(report: EvaluationReport): string {
  const skipped = Object.entries(report.notAnswerable);
  const left = skipped.reduce((sum, [, rows]) => sum + rows, 0);
  return [
    "# Retrieval",
    "",
    `${report.system}, model ${report.model}, ${report.created.slice(0, 10)}. ${report.rows} questions; 95 % bootstrap intervals.`,
    ...(left > 0
      ? [
          "",
          `Not answerable here, because no page set that is indexed has the page, and left out: ${left} (${skipped.map(([library, rows]) => `${library} ${rows}`).join(", ")}).`,
        ]
      : []),
    "",
    ...markdownTable(
      ["questions", "rows", ...METRICS],
      report.groups.map(({ name, rows, scores }) => [
        name,
        String(rows),
        ...METRICS.map((metric) => interval(scores[metric])),
      ]),
    ),
    ...(report.comparisons.length > 1
      ? [
          "",
          `## Compared on ${report.compared}`,
          "",
          "Each cell: the value, and its paired difference from the first row. p: paired randomisation test on nDCG@10.",
          "",
          ...markdownTable(
            ["system", ...METRICS, "p"],
            report.comparisons.map(({ name, scores, difference, p }, row) => [
              name,
              ...METRICS.map((metric) =>
                row === 0
                  ? scores[metric].mean.toFixed(3)
                  : `${scores[metric].mean.toFixed(3)} (${signedInterval(difference[metric])})`,
              ),
              row === 0 ? "" : p["ndcg@10"].toFixed(4),
            ]),
          ),
        ]
      : []),
    ...(report.pinned.length > 0
      ? [
          "",
          "## Questions pinned to a version, one by one",
          "",
          ...markdownTable(
            ["question", "right page at rank", "asked about", "first hit"],
            report.pinned.map(({ id, first, relevant, top }) => [
              id,
              first === undefined ? "none" : String(first),
              relevant.join(", "),
              top,
            ]),
          ),
        ]
      : []),
    "",
  ].join("\n");
}

const interval = ({ mean, low, high }: Interval): string =>
  `${mean.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
