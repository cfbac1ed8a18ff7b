import { describeError, type ErrorCode, KbError } from "./errors.js";

/** The outside world as a command sees it: the only way in which the core prints, and a test can stand in for it. */
export interface CommandContext {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results, to standard output. A line end is added. */
  readonly out: (text: string) => void;
  /** Progress, notices and errors, to standard error. A line end is added. */
  readonly err: (text: string) => void;
  /** Standard output is a terminal that shows colours (and NO_COLOR is not set). */
  readonly colour: boolean;
  /** Standard error is a terminal: progress may be drawn over itself. */
  readonly interactive: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Aborted by Ctrl-C or a termination signal. */
  readonly signal: AbortSignal;
}

/** How a command ended. Stable: scripts and cron jobs depend on them. */
export const EXIT_CODES = {
  /** Done. For `kb index`: something new was published. */
  done: 0,
  /** Something went wrong; the message says what. */
  failed: 1,
  /** The command line was not understood. */
  usage: 2,
  /** `kb index`: nothing new. */
  nothingNew: 3,
  /** `kb index`: a source failed or a corpus was held back; everything else went out. */
  needsPerson: 4,
  /** The version asked for is not indexed; nothing was put in its place. */
  versionNotIndexed: 5,
  /** The corpus asked for is not known or not indexed. */
  corpusUnknown: 6,
  /** Another process is indexing. */
  locked: 7,
  /** No symbol is called so, or several are: in the release, in any of the libraries. What is like it is named. */
  symbolUnknown: 8,
  /** `kb check`: the code has findings of the severity asked for. */
  findings: 9,
  /** `kb verify`: the documentation says otherwise. */
  contradicted: 10,
  /** `kb verify`: the documentation does not settle it. */
  unverified: 11,
  /** Stopped by Ctrl-C; what was published before still answers. */
  interrupted: 130,
} as const;

/** An error as `--json` prints it. `UNEXPECTED` is one that nobody raised on purpose. */
export interface ErrorRecord {
  readonly code: ErrorCode | "UNEXPECTED";
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly hint?: string;
}

export function errorRecord(error: unknown): ErrorRecord {
  if (!(error instanceof KbError)) return { code: "UNEXPECTED", message: describeError(error), facts: {} };
  const { code, message, facts, hint } = error;
  return { code, message, facts, ...(hint !== undefined && { hint }) };
}
