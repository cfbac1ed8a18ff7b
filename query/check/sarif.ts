import type { CheckResult } from "./check.js";
import { type CheckFinding, RULES, type Rule } from "./finding.js";
import type { CheckProblem, ProblemPlace } from "./problem.js";
import { fileAddress, pathInRoot, type ReportRoot } from "./report-root.js";

const LEVELS = { error: "error", warning: "warning", note: "note" } as const;

/** What paths within the root start from, as consumers call the top of a checkout. */
const BASE = "%SRCROOT%";

/**
 * The findings as SARIF 2.1.0 (OASIS), one run. Columns are UTF-16 units, the format's own default. Files within the root
 * are relative to it, others absolute.
 */
export function sarifOf({ findings, libraries, problems }: CheckResult, place: ReportRoot) {
  const rules = Object.keys(RULES) as Rule[];
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "kb",
            rules: rules.map((id) => ({ id, shortDescription: { text: RULES[id] } })),
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { [BASE]: { uri: fileAddress(`${place.root}/`, place) } },
        properties: { libraries },
        invocations: [
          {
            executionSuccessful: !problems.some(({ isFailure }) => isFailure),
            toolExecutionNotifications: problems.map((problem) => notificationOf(problem, place)),
          },
        ],
        results: findings.map((finding) => ({
          ruleId: finding.rule,
          ruleIndex: rules.indexOf(finding.rule),
          level: LEVELS[finding.severity],
          message: { text: sentence(finding) },
          locations: [locationOf(finding, place)],
          properties: {
            ...{ library: finding.library, version: finding.version, name: finding.name },
            evidence: finding.evidence,
          },
        })),
      },
    ],
  };
}

/** What could not be read; what was not understood and may be valid is a note. */
function notificationOf({ file, reason, isFailure, place: at }: CheckProblem, place: ReportRoot) {
  const artifactLocation = artifactOf(file, place);
  const region = at === null ? undefined : regionOf(at);
  return {
    level: isFailure ? "error" : at === null ? "warning" : "note",
    message: {
      text: `${at === null || at.cell === null ? "" : `In code cell ${at.cell}, line ${at.line}: `}${reason}`,
    },
    locations: [{ physicalLocation: { artifactLocation, ...(region && { region }) } }],
  };
}

/** The lines and columns of a notebook's cell are none of its file. */
function regionOf({ line, column, cell, fileLine }: ProblemPlace) {
  if (cell === null) return { startLine: line, startColumn: column };
  return fileLine === null ? undefined : { startLine: fileLine };
}

/** What was found and what to do, without an end mark where the message has none. */
export function sentence({ message, replacement, nearest, cell, start }: CheckFinding): string {
  const place = cell === null ? "" : `In code cell ${cell}, line ${start.line}: `;
  if (replacement !== null) return `${place}${message}. Use ${replacement}.`;
  return nearest.length > 0 ? `${place}${message}. There is ${nearest.join(", ")}.` : `${place}${message}.`;
}

function locationOf({ file, start, end, cell, text, fileLine }: CheckFinding, place: ReportRoot) {
  const artifactLocation = artifactOf(file, place);
  // The lines and columns of a notebook's cell are none of its file.
  if (cell !== null)
    return {
      physicalLocation: {
        artifactLocation,
        ...(fileLine !== null && { region: { startLine: fileLine, snippet: { text } } }),
      },
      logicalLocations: [{ name: `cell ${cell}`, kind: "member" }],
    };
  return {
    physicalLocation: {
      artifactLocation,
      region: {
        ...{ startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
        snippet: { text },
      },
    },
  };
}

function artifactOf(file: string, place: ReportRoot): { readonly uri: string; readonly uriBaseId?: string } {
  const path = pathInRoot(file, place);
  if (path === undefined) return { uri: fileAddress(file, place) };
  return { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: BASE };
}
