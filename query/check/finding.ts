import type { Position } from "../python/tree.js";

/** What `kb check` looks for. The order is the order in which rules are listed to a user. */
export const RULES = {
  "removed-name": "A name that an earlier indexed release has and the one in use has not",
  "future-name": "A name that came in a later release than the one in use",
  "unknown-name": "A name that no indexed release has",
  "refused-name": "A name that the library refuses with a message of its own",
  "unknown-keyword": "A keyword argument that the release does not take",
  "removed-keyword": "A keyword argument that an earlier indexed release takes and the one in use does not",
  "future-keyword": "A keyword argument that came in a later release than the one in use",
  "too-many-arguments": "More arguments by position than the release takes",
  "deprecated-name": "A name that the library says is deprecated",
  "deprecated-keyword": "A keyword argument that the library says is deprecated",
  "legacy-pattern": "A pattern of an earlier major release",
  "changed-default": "An argument left out whose default is another one in the release of --to",
} as const satisfies Record<string, string>;
export type Rule = keyof typeof RULES;

/** Error: it cannot run. Warning: it runs, and should be changed. Note: it may do something else. */
export const SEVERITIES = ["error", "warning", "note"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Where the documentation or the code of a release says what a finding rests on. */
export interface CheckEvidence {
  readonly version: string;
  /** What was read: a page, with anchor where it has one; null for code without a page. */
  readonly url: string | null;
  /** The file or folder that the release was read from. */
  readonly reference: string;
  /** A signature, a deprecation's message or a message of the code; "" where the absence is the evidence. */
  readonly quotation: string;
}

export interface CheckFinding {
  readonly rule: Rule;
  readonly severity: Severity;
  /** One sentence. */
  readonly message: string;
  /** As given, or relative to the folder that was given, with `/`. */
  readonly file: string;
  readonly start: Position;
  /** Just after the last character. */
  readonly end: Position;
  /** Of a notebook: its code cell, counted from 1 among all cells; lines count from the cell's first. */
  readonly cell: number | null;
  /** Of a notebook: the line of its file, from 1, that the code stands on; null for other files. */
  readonly fileLine: number | null;
  /** The line it stands on, without its end. */
  readonly text: string;
  readonly library: string;
  readonly version: string;
  /** The name in question, as the library calls it. */
  readonly name: string;
  /** The name of the release that is meant, where its spelling leaves little doubt. */
  readonly nearest: readonly string[];
  /** What the project says to use instead. */
  readonly replacement: string | null;
  readonly evidence: readonly CheckEvidence[];
}

/** Why a use of a library's name was not checked. */
export const SKIPS = {
  private: "private names",
  dynamic: "modules and classes that make names at run time",
  undocumented: "names that the documentation of the release does not have",
  undescribed: "attributes of what the index does not describe",
  signature: "calls whose parameters are not certain",
  guarded: "names that the code is ready to miss",
  planted: "attributes that the code itself sets",
  inherited: "classes with a base that is not known",
} as const satisfies Record<string, string>;
export type Skip = keyof typeof SKIPS;
