/**
 * Every error `kb` raises on purpose. The code is stable and machine-readable; `--json` prints it.
 * Add a code here first: the list is the type.
 */
export const ERROR_CODES = [
  "ARCHIVE_UNSAFE",
  "ARCHIVE_UNREADABLE",
  "CONFIG_INVALID",
  "CORPUS_INVALID",
  "CORPUS_UNKNOWN",
  "INDEX_LOCKED",
  "INDEX_MISSING",
  "INDEX_OTHER_MODEL",
  "INDEX_OTHER_SCHEMA",
  "MODEL_UNUSABLE",
  "NO_EVIDENCE",
  "PAGE_UNREADABLE",
  "PROJECT_UNREADABLE",
  "RELEASE_EMPTY",
  "SOURCE_UNREACHABLE",
  "STORE_CORRUPT",
  "STORE_WRITE_FAILED",
  "SYMBOL_UNKNOWN",
  "USAGE",
  "VERSION_INVALID",
  "VERSION_NOT_INDEXED",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * What could not be done, the facts, and what to do about it.
 *
 * `message` is one sentence that names the value at fault; `facts` repeats the values for machines;
 * `hint` is the command or change that mends it.
 */
export class KbError extends Error {
  readonly code: ErrorCode;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly hint: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { facts?: Readonly<Record<string, unknown>>; hint?: string; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "KbError";
    this.code = code;
    this.facts = options.facts ?? {};
    this.hint = options.hint;
  }
}

/** The shortest honest description of anything thrown, with the cause's text where it adds something. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause.message : undefined;
  return cause && !error.message.includes(cause) ? `${error.message} (${cause})` : error.message;
}
