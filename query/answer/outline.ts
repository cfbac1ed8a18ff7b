import type { MissingApi } from "../confidence/missing-api.js";
import { guessText } from "../guessed-library.js";
import type { Change } from "../history/change.js";
import { bySymbol, cameText, goneText } from "../history/change-text.js";
import { otherVersionsText } from "../other-versions.js";
import type { ConfidenceLevel, QueryResult } from "../result.js";
import { unindexedText } from "../unindexed-libraries.js";
import type { Answer, AnsweredQuery, Deprecated } from "./answer.js";
import { changesHint } from "./changes-hint.js";
import type { Check } from "./checklist.js";
import type { AnswerSource } from "./citations.js";
import { changeSentence } from "./history-statements.js";
import type { Statement } from "./statement.js";
import type { VersionDifference } from "./version-values.js";

/** A line or a block of an answer, before any format. */
export interface OutlineLine {
  readonly type: "text" | "item" | "label" | "signature" | "quote" | "code";
  readonly text: string;
  /** How a terminal may colour it. */
  readonly tone?: "good" | "doubtful" | "bad" | "quiet";
}

export interface OutlineSection {
  readonly title: string;
  readonly lines: readonly OutlineLine[];
}

/** The sections of an answer in their order; every format prints these. */
export function outlineOf(answered: AnsweredQuery): readonly OutlineSection[] {
  const { answer } = answered;
  const isRefused = answer.statements.length === 0;
  return [
    { title: "Analysis", lines: analysis(answered) },
    isRefused
      ? { title: "Cannot verify", lines: refusal(answered) }
      : {
          title: "Answer",
          lines: [
            ...synthesisLines(answer),
            ...statementLines(answer.statements),
            ...differenceLines(answered),
          ],
        },
    { title: `Changes, ${answered.recent.from} to ${answered.recent.to}`, lines: changes(answered) },
    // What states nothing requires nothing.
    { title: "Requires", lines: isRefused ? [] : requires(answered) },
    { title: "Verification", lines: checks(answer) },
    { title: "Confidence", lines: confidence(answer) },
    { title: "Sources", lines: sources(answered) },
  ].filter(({ lines }) => lines.length > 0);
}

export const VERSION_FOUND: Readonly<Record<QueryResult["versionFrom"], string>> = {
  asked: "as asked",
  question: "as the question says",
  project: "from the project",
  newest: "newest stable that is indexed; no version was given",
};

const line = (
  type: OutlineLine["type"],
  text: string,
  tone?: NonNullable<OutlineLine["tone"]>,
): OutlineLine => ({ type, text, ...(tone && { tone }) });

function analysis(answered: AnsweredQuery): readonly OutlineLine[] {
  const { libraryName, version, versionFrom, versionDate, answer } = answered;
  const dated = versionDate === undefined ? "release date unknown" : `released ${versionDate}`;
  const notes = [guessText(answered, answer.confidence.level), otherVersionsText(answered)];
  const found = notes.map((note) => (note === "" ? "" : `; ${note}`)).join("");
  const about = answer.about.map(({ name, parameters }) => {
    const own = parameters.map((one) => `\`${one}\``).join(", ");
    return own === "" ? `\`${name}\`` : `${own} of \`${name}\``;
  });
  return [
    line("text", `${libraryName} ${version} (${VERSION_FOUND[versionFrom]}; ${dated}${found})`),
    line(
      "text",
      `Kind of question: ${answer.kind}${about.length > 0 ? `; about ${about.join(" and ")}` : ""}`,
    ),
  ];
}

/** What a language model wrote and could be checked, above what it rests on. */
function synthesisLines({ synthesis }: Answer): readonly OutlineLine[] {
  if (!synthesis) return [];
  const { model, text, sentences, problem } = synthesis;
  if (text === "")
    return [
      line("text", `${model} added nothing: ${problem ?? "it wrote nothing"}. Quoted instead:`, "quiet"),
    ];
  const removed = sentences.filter((sentence) => sentence.problem !== null).length;
  const less = removed === 0 ? "" : `; ${removed} of ${sentences.length} sentences were removed`;
  const broken = problem === null ? "" : `; it broke off: ${problem}`;
  return [
    line("text", text),
    line(
      "text",
      `Worded by ${model} from the sources, each sentence checked against them${less}${broken}. They say:`,
      "quiet",
    ),
  ];
}

/** A statement's own line names what it tells and cites; a quotation follows below it. */
export function statementLines(statements: readonly Statement[]): readonly OutlineLine[] {
  return statements.flatMap(({ role, label, text, sources: numbers }, at) => {
    const cited = numbers.map((number) => `[${number}]`).join("");
    if (role === "fact") return [line("item", `${text} ${cited}`)];
    const before = statements[at - 1];
    const isSame = before?.label === label && before.role !== "fact";
    return [
      line("label", isSame ? cited : `${label} ${cited}`),
      line(role === "text" ? "quote" : role, text),
    ];
  });
}

function differenceLines({ answer, versionFrom }: AnsweredQuery): readonly OutlineLine[] {
  if (answer.differences.length === 0) return [];
  const told = answer.differences.map((difference) => line("item", differenceText(difference), "doubtful"));
  return versionFrom === "newest"
    ? [...told, line("text", "No version was given: check which of these you have.", "doubtful")]
    : told;
}

/** `n_init` of `KMeans` differs: in 1.9.1 default `"auto"`; in 1.2 to 1.6.1 default `10`. */
export function differenceText({ symbol, parameter, values }: VersionDifference): string {
  const told = values.map(({ from, to, value }) => `in ${from === to ? from : `${from} to ${to}`} ${value}`);
  return `\`${parameter}\` of \`${symbol}\` is not the same in all indexed releases: ${told.join("; ")}`;
}

function refusal({ answer, libraryName, version, notIndexed }: AnsweredQuery): readonly OutlineLine[] {
  const [why = "the documentation of this release does not clearly answer"] = answer.confidence.reasons;
  const place = `The documentation of ${libraryName} ${version} does not answer this`;
  return [
    line(
      "text",
      notIndexed.length > 0 ? `${sentence(unindexedText(notIndexed))}.` : `${place}: ${why}.`,
      "bad",
    ),
    ...answer.unknown.flatMap(unknownLines),
    ...(answer.nearest.length > 0
      ? [line("text", "Nearest passages; they are not an answer:"), ...statementLines(answer.nearest)]
      : []),
  ];
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** What is known of a name that is not there. */
export function unknownLines({
  name,
  nearest,
  came,
  went,
  replacement,
  refusal,
}: MissingApi): readonly OutlineLine[] {
  const told: OutlineLine[] = [];
  if (refusal !== null) told.push(line("item", `the code of the release refuses \`${name}\`: ${refusal}`));
  if (went) told.push(line("item", goneText(`\`${name}\``, went)));
  if (came) told.push(line("item", cameText(`\`${name}\``, came)));
  if (replacement !== null) told.push(line("item", `instead of \`${name}\`: \`${replacement}\``));
  if (nearest.length > 0) {
    const names = nearest.map((one) => `\`${one}\``).join(", ");
    told.push(line("item", `did you mean ${names}?`));
  }
  return told;
}

/** Recent changes shown at most. */
const MOST_CHANGES = 8;

function changes(answered: AnsweredQuery): readonly OutlineLine[] {
  const { answer, recent, indexed } = answered;
  const deprecated = answer.deprecations.map((one) => line("item", deprecatedText(one), "bad"));
  const hint = changesHint(answered);
  if (hint !== undefined) {
    return [...deprecated, line("text", `What changed between the indexed releases: \`${hint}\``)];
  }
  // Where no API is touched, none was looked at.
  if (!answer.checklist.some(({ what }) => what === "recent changes")) return deprecated;
  if (recent.undated.length === indexed.length && answer.statements.length > 0) {
    return [...deprecated, line("text", "Not checked: no release of this library has a date.", "quiet")];
  }
  const asked = new Set(answer.about.flatMap(({ parameters }) => parameters));
  const isAsked = ({ parameter }: Change): boolean => parameter !== undefined && asked.has(parameter);
  const lines = bySymbol(answer.changes);
  // What touches the parameter that is asked about comes first.
  const told = [
    ...lines.filter((some) => some.some(isAsked)),
    ...lines.filter((some) => !some.some(isAsked)),
  ].map((some) =>
    line(
      "item",
      changeSentence(some, [...asked]),
      some.some(({ breaking }) => breaking !== false) ? "doubtful" : undefined,
    ),
  );
  const more = told.length - MOST_CHANGES;
  const unknown =
    recent.undated.length > 0 ? `; release date unknown, not checked: ${recent.undated.join(", ")}` : "";
  return [
    ...deprecated,
    ...told.slice(0, MOST_CHANGES),
    ...(more > 0 ? [line("text", `… ${more} more in --json`, "quiet")] : []),
    // Beside a refusal, that nothing changed is no news.
    ...(told.length === 0 && answer.statements.length > 0
      ? [
          line(
            "text",
            `${deprecated.length > 0 ? "No other change" : "None"} to these APIs in the indexed releases${unknown}.`,
            "quiet",
          ),
        ]
      : []),
  ];
}

/** What the project says, and what to use instead where it does not say so itself. */
export function deprecatedText({ symbol, message, replacement }: Deprecated): string {
  const said = message.trim().replace(/\.$/, "");
  const told = said === "" ? "" : `: ${said}`;
  const instead = replacement === null || said.includes(replacement) ? "" : `; use \`${replacement}\``;
  return `\`${symbol}\` is deprecated${told}${instead}`;
}

function requires({ answer, libraryName }: AnsweredQuery): readonly OutlineLine[] {
  return answer.requires.map(({ name, version, from }) => {
    const told = {
      declared: `${libraryName} ${version} or later, as its documentation says`,
      noted: `${libraryName} ${version} or later, as the release notes say`,
      indexed: `${libraryName} ${version} or later: the release indexed before it does not have it`,
      listed: `in the API reference since ${libraryName} ${version}; it may be older`,
      oldest: `there in ${libraryName} ${version}, the oldest release indexed; it may be older`,
    }[from];
    return line("item", `\`${name}\`: ${told}`);
  });
}

const CHECKED: Readonly<Record<string, string>> = {
  apis: "APIs",
  version: "Version",
  "recent changes": "Recent changes",
  sources: "Sources",
  "not verified": "Not verified",
};

/** What passed is named on one line: how is in `--json`, and what did not pass is what a reader has to know. */
function checks({ checklist }: Answer): readonly OutlineLine[] {
  const nameOf = ({ what }: Check): string => CHECKED[what] ?? what;
  const passed = checklist.filter((check) => check.passed === true).map(nameOf);
  const others = checklist.filter((check) => check.passed !== true);
  return [
    ...(passed.length > 0 ? [line("text", `✓ ${passed.join(", ")}`, "good")] : []),
    ...others.map((check) =>
      check.passed === false
        ? line("text", `✗ ${nameOf(check)}: ${check.found}`, "bad")
        : line("text", `– ${nameOf(check)}: ${check.found}`, "quiet"),
    ),
  ];
}

function confidence({ confidence: { level, reasons, probability } }: Answer): readonly OutlineLine[] {
  const tone = level === "HIGH" ? "good" : level === "MEDIUM" ? "doubtful" : "bad";
  const warned = level === "LOW" ? " I cannot fully verify this." : "";
  const chance = probability === null ? "" : ` (${Math.round(100 * probability)} %)`;
  return [line("text", `${level}${chance}: ${reasons.join("; ")}.${warned}`, tone)];
}

/** Passages that were found and not quoted, at most: an answer that is sure needs none. */
const MOST_OTHERS = { HIGH: 0, MEDIUM: 2, LOW: 4 } as const satisfies Record<ConfidenceLevel, number>;

function sources({ answer, hits }: AnsweredQuery): readonly OutlineLine[] {
  const all = [...answer.sources, ...(answer.synthesis?.sources ?? [])];
  const cited = new Set(all.map(({ url }) => url));
  const others = hits.filter(({ url }) => !cited.has(url)).slice(0, MOST_OTHERS[answer.confidence.level]);
  return [
    ...all.map((source) => line("text", sourceText(source, all))),
    ...(others.length > 0
      ? [line("text", "Also found, not quoted (--hits shows the passages):", "quiet")]
      : []),
    ...others.map(({ headingPath, url }) => line("item", `${headingPath.join(" › ")}: ${url}`, "quiet")),
  ];
}

/** Of two sources at one address the second says only what is its own. */
export function sourceText(source: AnswerSource, all: readonly AnswerSource[] = []): string {
  const { number, library, version, url, kind, priority, priorityName, fetched, hash } = source;
  const what = kind === "signature" ? "its signature in the index of symbols, " : "";
  const first = all.find((other) => other.url === url && other.version === version);
  return first && first.number < number
    ? `[${number}] as [${first.number}]: ${what}sha ${hash.slice(0, 10)}`
    : `[${number}] ${url} (${what}${library} ${version}, priority ${priority} ${priorityName}, read ${fetched.slice(0, 10)}, sha ${hash.slice(0, 10)})`;
}
