import type { ConfidenceLevel, QueryResult } from "../../../query/result.js";

/** Where questions come from: each set is reported by itself. */
export const QUESTION_SETS = [
  "people",
  "api",
  "described",
  "guide",
  "wrong name",
  "wrong parameter",
  "wrong release",
  "right release",
  "other library",
  "in the field",
  "off topic",
  "gibberish",
] as const;
export type QuestionSet = (typeof QUESTION_SETS)[number];

/** Questions that name an API which the release has. */
export const OF_REAL_APIS: readonly QuestionSet[] = ["api", "right release"];

/** A question of which it is known what a right answer is. */
export interface Asked {
  readonly set: QuestionSet;
  /** Which index it is asked of. */
  readonly index: "pages" | "releases";
  readonly text: string;
  readonly library: string;
  readonly version: string | undefined;
  /** Whether one of the first five hits documents what is asked for; never true of what cannot be answered. */
  readonly isRight: (result: QueryResult) => boolean;
  /** The name that the release does not have, where one is asked for. */
  readonly invented?: string;
}

/** A question with what became of it: as far as it is needed to fit and to measure. */
export interface Outcome extends Pick<QueryResult, "confidence" | "probability" | "signals" | "reasons"> {
  readonly asked: Asked;
  readonly right: boolean;
  /** The first hit alone is. */
  readonly rightFirst: boolean;
  /** It was said that what the question names is not there. */
  readonly told: boolean;
  /** How sure the answer made of it is, where a real API was asked for. */
  readonly answered: ConfidenceLevel | undefined;
}

export const never = (): boolean => false;
