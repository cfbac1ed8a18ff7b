import type { CheckResult } from "./check.js";
import type { ProblemPlace } from "./problem.js";
import { pathInRoot, type ReportRoot } from "./report-root.js";
import { sentence } from "./sarif.js";

const COMMANDS = { error: "error", warning: "warning", note: "notice" } as const;

/** One workflow command a finding: GitHub shows it beside the line. Files within the root are relative to it. */
export function githubAnnotations(
  { findings, problems, notChecked }: CheckResult,
  root: ReportRoot,
): readonly string[] {
  const shown = (file: string): string => property(pathInRoot(file, root) ?? file);
  return [
    ...findings.map((finding) => {
      const { file, start, end, cell, fileLine, severity, rule } = finding;
      const place =
        cell === null
          ? `,line=${start.line},endLine=${end.line},col=${start.column},endColumn=${end.column}`
          : fileLine === null
            ? ""
            : `,line=${fileLine}`;
      return `::${COMMANDS[severity]} file=${shown(file)}${place},title=${property(`kb ${rule}`)}::${data(sentence(finding))}`;
    }),
    ...problems.map(({ file, reason, isFailure, place }) => {
      const command = isFailure ? "error" : place === null ? "warning" : "notice";
      return `::${command} file=${shown(file)}${place === null ? "" : startOf(place)},title=kb::${data(reason)}`;
    }),
    ...notChecked.map(({ reason }) => `::warning title=kb::${data(`Not checked: ${reason}`)}`),
  ];
}

const startOf = ({ line, column, cell, fileLine }: ProblemPlace): string => {
  if (cell === null) return `,line=${line},col=${column}`;
  return fileLine === null ? "" : `,line=${fileLine}`;
};

/** As the runner's own toolkit escapes a message. */
const data = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
