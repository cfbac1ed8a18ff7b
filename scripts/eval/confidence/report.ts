import { CONFIDENCE_LEVELS } from "../../../query/result.js";
import { OF_REAL_APIS, type Outcome, QUESTION_SETS, type QuestionSet } from "./asked.js";
import { calibrationError, rankingQuality, reliability } from "./calibration.js";

export interface ConfidenceReport {
  readonly outcomes: readonly Outcome[];
  /** Those not used for fitting. */
  readonly heldOut: readonly Outcome[];
  /** Questions used for fitting. */
  readonly fitted: number;
}

/** What the confidence is worth, as Markdown beside `reliability.svg`. */
export function renderConfidenceReport({ outcomes, heldOut, fitted }: ConfidenceReport): string {
  const high = heldOut.filter(({ confidence }) => confidence === "HIGH");
  return [
    "# Confidence",
    "",
    `${outcomes.length} questions, ${fitted} of them for fitting (by a hash of the text); everything here is of the other ${heldOut.length}. “Right”: one of the first five hits documents what is asked for. What cannot be answered is never right.`,
    "",
    `- Expected calibration error ${calibrationError(heldOut).toFixed(3)} (ten bins); area under the ROC curve ${rankingQuality(heldOut).toFixed(3)}`,
    `- HIGH: ${share(high, heldOut)} of all, right ${share(high.filter(isRight), high)}; the first hit alone ${share(
      high.filter(({ rightFirst }) => rightFirst),
      high,
    )}`,
    "",
    "![reliability diagram](reliability.svg)",
    "",
    ...table(
      ["level", "questions", "right"],
      CONFIDENCE_LEVELS.map((level) => {
        const own = heldOut.filter(({ confidence }) => confidence === level);
        return [level, String(own.length), share(own.filter(isRight), own)];
      }),
    ),
    "",
    ...table(
      ["stated", "questions", "mean", "right"],
      reliability(heldOut).map(({ from, to, count, stated, right }) => [
        `${from.toFixed(1)} to ${to.toFixed(1)}`,
        String(count),
        count === 0 ? "" : stated.toFixed(3),
        count === 0 ? "" : right.toFixed(3),
      ]),
    ),
    "",
    "## By set",
    "",
    "`said not to be there`: a name or a parameter of the question is. `cannot verify`: LOW. The error of a small set is mostly chance.",
    "",
    ...table(
      [
        "set",
        "questions",
        "right",
        "mean stated",
        "error",
        "HIGH",
        "MEDIUM",
        "cannot verify",
        "said not to be there",
      ],
      QUESTION_SETS.map((set) =>
        rowOf(
          set,
          heldOut.filter(({ asked }) => asked.set === set),
        ),
      ),
    ),
    "",
    "## All questions, those used for fitting included",
    "",
    ...table(
      ["set", "questions", "cannot verify", "said not to be there"],
      QUESTION_SETS.map((set) => {
        const own = outcomes.filter(({ asked }) => asked.set === set);
        return [
          set,
          String(own.length),
          share(own.filter(isLow), own),
          share(
            own.filter(({ told }) => told),
            own,
          ),
        ];
      }),
    ),
    "",
    ...realApis(outcomes),
  ].join("\n");
}

/** How many APIs that are there are refused, by what was retrieved and by the answer, which also reads the index by name. */
function realApis(outcomes: readonly Outcome[]): readonly string[] {
  const rows = OF_REAL_APIS.map((set) => {
    const own = outcomes.filter(({ asked }) => asked.set === set);
    const count = (part: readonly Outcome[]) => `${part.length} (${share(part, own)})`;
    const answered = own.filter((outcome) => outcome.answered !== undefined);
    return [
      ...[set, String(own.length), count(own.filter(isLow))],
      answered.length === 0
        ? "not measured with new weights"
        : count(answered.filter((outcome) => outcome.answered === "LOW")),
      count(own.filter(({ told }) => told)),
    ];
  });
  return [
    "## Real APIs refused",
    "",
    ...table(["set", "questions", "LOW by retrieval", "LOW as answers", "said not to be there"], rows),
    "",
  ];
}

function rowOf(set: QuestionSet, own: readonly Outcome[]): readonly string[] {
  const stated = own.reduce((sum, { probability }) => sum + probability, 0) / Math.max(1, own.length);
  const at = (level: Outcome["confidence"]) => own.filter(({ confidence }) => confidence === level);
  return [
    set,
    String(own.length),
    share(own.filter(isRight), own),
    stated.toFixed(3),
    calibrationError(own).toFixed(3),
    share(at("HIGH"), own),
    share(at("MEDIUM"), own),
    share(at("LOW"), own),
    share(
      own.filter(({ told }) => told),
      own,
    ),
  ];
}

const isRight = ({ right }: Outcome): boolean => right;
const isLow = ({ confidence }: Outcome): boolean => confidence === "LOW";

const share = (part: readonly unknown[], whole: readonly unknown[]): string =>
  whole.length === 0 ? "" : `${((100 * part.length) / whole.length).toFixed(1)} %`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line)];
}
