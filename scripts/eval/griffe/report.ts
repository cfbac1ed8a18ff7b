import { agree, changesBetween } from "./compare.js";
import {
  type Explained,
  explainChange,
  explainPresence,
  explainSignature,
  kindsOf,
  REASONS,
  type Reason,
  type ReleaseReadings,
} from "./explain.js";
import type { PublicApi } from "./public-api.js";

/** One release as both tools read it. */
export interface MeasuredRelease {
  readonly package: string;
  readonly version: string;
  readonly files: number;
  readonly kb: PublicApi;
  readonly griffe: PublicApi;
}

const EXAMPLES = 3;

/** The comparison of one release, or of two with what changed between them, as Markdown. */
export function renderComparison(releases: readonly MeasuredRelease[]): string {
  const readings = releases.map((release): ReleaseReadings => {
    const [kb, griffe] = [release.kb.objects, release.griffe.objects];
    return { kb, griffe, agreement: agree(kb, griffe) };
  });
  const [first] = releases;
  const lines = [
    `# ${first?.package}: kb beside ${first?.griffe.tool}`,
    "",
    ...presenceTable(releases, readings),
  ];
  for (const [index, release] of releases.entries()) {
    const reading = readings[index];
    if (reading) lines.push("", ...presenceReasons(release, reading));
  }
  const [before, after] = readings;
  if (before && after) lines.push("", ...changes(releases, before, after));
  return `${lines.join("\n")}\n`;
}

function presenceTable(releases: readonly MeasuredRelease[], readings: readonly ReleaseReadings[]): string[] {
  const rows = readings.flatMap(({ griffe, agreement }, index) => {
    const release = releases[index];
    if (!release) return [];
    const callable = agreement.both.filter(({ kb, griffe: theirs }) => kb.parameters && theirs.parameters);
    const same = callable.filter(({ kb, griffe: theirs }) => explainSignature(kb, theirs) === undefined);
    const seconds = `${release.kb.seconds.toFixed(1)} s, ${release.griffe.seconds.toFixed(1)} s`;
    const { both, onlyKb, onlyGriffe } = agreement;
    return `| ${release.version} | ${release.files} | ${both.length} (${share(both.length, griffe.length)} of griffe's) | ${onlyKb.length} | ${onlyGriffe.length} | ${same.length} of ${callable.length} (${share(same.length, callable.length)}) | ${seconds} |`;
  });
  return [
    "| release | files | public in both | only kb | only griffe | same parameters | kb, griffe |",
    "| --- | --: | --: | --: | --: | --: | --: |",
    ...rows,
  ];
}

function presenceReasons({ version }: MeasuredRelease, { griffe, agreement }: ReleaseReadings): string[] {
  const kinds = kindsOf(griffe);
  return reasonTable(`Differences at ${version}`, [
    ["only kb", agreement.onlyKb.map((object) => explainPresence("kb", object, kinds))],
    ["only griffe", agreement.onlyGriffe.map((object) => explainPresence("griffe", object, kinds))],
    ["parameters", agreement.both.flatMap(({ kb, griffe: theirs }) => explainSignature(kb, theirs) ?? [])],
  ]);
}

function changes(
  releases: readonly MeasuredRelease[],
  before: ReleaseReadings,
  after: ReleaseReadings,
): string[] {
  const [kb, griffe] = [changesBetween(before.kb, after.kb), changesBetween(before.griffe, after.griffe)];
  const lines = [
    `## From ${releases.map(({ version }) => version).join(" to ")}`,
    "",
    "| change | both | only kb | only griffe |",
    "| --- | --: | --: | --: |",
  ];
  const groups: [string, Explained[]][] = [];
  for (const kind of ["added", "removed", "signature-changed"] as const) {
    const ofKind = (list: typeof kb) => list.filter((change) => change.kind === kind);
    const { both, onlyKb, onlyGriffe } = agree(ofKind(kb), ofKind(griffe));
    lines.push(`| ${kind} | ${both.length} | ${onlyKb.length} | ${onlyGriffe.length} |`);
    groups.push(
      [`${kind}, only kb`, onlyKb.map((change) => explainChange("kb", change, before, after))],
      [`${kind}, only griffe`, onlyGriffe.map((change) => explainChange("griffe", change, before, after))],
    );
  }
  return [...lines, "", ...reasonTable("Differences in changes", groups)];
}

function reasonTable(title: string, groups: readonly (readonly [string, readonly Explained[]])[]): string[] {
  const rows = groups.flatMap(([group, explained]) => {
    const byReason = new Map<Reason, string[]>();
    for (const { reason, example } of explained) {
      byReason.set(reason, [...(byReason.get(reason) ?? []), example]);
    }
    return [...byReason]
      .sort((a, b) => b[1].length - a[1].length)
      .map(([reason, names]) => {
        const examples = names.slice(0, EXAMPLES).map((name) => `\`${name}\``);
        return `| ${group} | ${names.length} | ${REASONS[reason]} | ${examples.join(", ")} |`;
      });
  });
  if (rows.length === 0) return [`${title}: none.`];
  return [`${title}:`, "", "| where | count | why | examples |", "| --- | --: | --- | --- |", ...rows];
}

const share = (part: number, whole: number): string =>
  whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`;
