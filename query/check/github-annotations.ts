import type { CheckResult } from "./check.js";
import { sentence } from "./sarif.js";

const COMMANDS = { error: "error", warning: "warning", note: "notice" } as const;

/** One workflow command a finding: GitHub shows it beside the line. */
export function githubAnnotations({ findings, problems, notChecked }: CheckResult): readonly string[] {
  return [
    ...findings.map((finding) => {
      const { file, start, end, cell, severity, rule } = finding;
      const place =
        cell === null
          ? `,line=${start.line},endLine=${end.line},col=${start.column},endColumn=${end.column}`
          : "";
      return `::${COMMANDS[severity]} file=${property(file)}${place},title=${property(`kb ${rule}`)}::${data(sentence(finding))}`;
    }),
    ...problems.map(({ file, reason }) => `::warning file=${property(file)},title=kb::${data(reason)}`),
    ...notChecked.map(({ reason }) => `::warning title=kb::${data(`Not checked: ${reason}`)}`),
  ];
}

/** As the runner's own toolkit escapes a message. */
const data = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
