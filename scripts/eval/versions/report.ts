import type { VersionFact } from "./facts.js";
import { VERDICTS, type Verdict } from "./verdict.js";

export interface JudgedFact {
  readonly fact: VersionFact;
  readonly verdict: Verdict;
}

/** What is right, wrong and cannot be verified, by library and by kind, with every wrong one, as Markdown. */
export function renderVersionReport(
  judged: readonly JudgedFact[],
  releases: ReadonlyMap<string, readonly string[]>,
): string {
  const verified = judged.filter(({ verdict }) => verdict.verdict !== "cannot verify");
  const wrong = judged.filter(({ verdict }) => verdict.verdict === "wrong");
  const libraries = table("library", judged, ({ fact }) => fact.library, releases);
  const lines = [
    `${judged.length} facts by others; ${verified.length} could be verified, ${wrong.length} of them wrong (${share(wrong.length, judged.length)} of all, ${share(wrong.length, verified.length)} of the verified).`,
    "",
    ...libraries,
    "",
    ...table("kind", judged, ({ fact }) => fact.kind),
    "",
    ...table("because", judged, ({ verdict }) => `${verdict.verdict}: ${verdict.because}`),
  ];
  if (wrong.length > 0) {
    lines.push("", "| wrong | kind | version | because |", "| --- | --- | --- | --- |");
    for (const { fact, verdict } of wrong) {
      lines.push(`| \`${fact.symbol}\` | ${fact.kind} | ${fact.version ?? ""} | ${verdict.because} |`);
    }
  }
  return `${lines.join("\n")}\n`;
}

function table(
  title: string,
  judged: readonly JudgedFact[],
  groupOf: (judged: JudgedFact) => string,
  releases?: ReadonlyMap<string, readonly string[]>,
): string[] {
  const groups = new Map<string, JudgedFact[]>();
  for (const one of judged) groups.set(groupOf(one), [...(groups.get(groupOf(one)) ?? []), one]);
  const rows = [...groups]
    .sort((a, b) => b[1].length - a[1].length)
    .map(([group, facts]) => {
      const counts = VERDICTS.map((verdict) => facts.filter((one) => one.verdict.verdict === verdict).length);
      const read = releases ? ` ${releases.get(group)?.join(", ") ?? "-"} |` : "";
      return `| ${group} | ${facts.length} | ${counts.join(" | ")} |${read}`;
    });
  const last = releases ? " releases indexed |" : "";
  return [
    `| ${title} | facts | ${VERDICTS.join(" | ")} |${last}`,
    `| --- | --: | --: | --: | --: |${releases ? " --- |" : ""}`,
    ...rows,
  ];
}

const share = (part: number, whole: number): string =>
  whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`;
