import type { DateOrigin } from "../../corpora/release.js";

/** What kind of change between two releases. The order is the order in which kinds are listed to a user. */
export const CHANGE_KINDS = [
  "removed",
  "renamed",
  "moved",
  "kind-changed",
  "parameter-removed",
  "parameter-renamed",
  "parameter-added",
  "parameter-made-keyword-only",
  "parameter-kind-changed",
  "parameter-reordered",
  "default-changed",
  "annotation-changed",
  "signature-changed",
  "behaviour-changed",
  "deprecated",
  "un-deprecated",
  "added",
  "documentation-changed",
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** What tells of a change: a quotation and where it stands. */
export interface ChangeEvidence {
  /** Id of the source within the corpus. */
  readonly source: string;
  /** The release in which it stands; of a release note, the one that it is about. */
  readonly version: string;
  /** With anchor, where the source has one. */
  readonly url: string;
  /** A signature, the part of one that changed (`…` where it is cut), a deprecation's message, or a note. */
  readonly quotation: string;
  /** It stands in release notes; absent where the API or its documentation is quoted. */
  readonly isNote?: true;
  /** A list of the API reference names it there, or in the later release does not, and says no more. */
  readonly isListing?: true;
}

/** What two states of one symbol differ in, before anybody asks when and where. */
export interface Difference {
  readonly kind: ChangeKind;
  /**
   * Whether code that ran before can stop running or do something else. By kind:
   *
   * | kind | breaking |
   * |---|---|
   * | removed | yes; null where the name may still be made at run time or inherited, or is only listed no more |
   * | kind-changed | yes |
   * | renamed, moved | yes, unless the old name still works; null where it may still be made at run time |
   * | parameter-removed | yes; null where `**kwargs` still takes its name |
   * | parameter-renamed | yes, unless it is positional-only or its old name is still taken |
   * | parameter-added | yes where a call must give it, or where it stands before one that could be given by position |
   * | parameter-made-keyword-only, parameter-reordered | yes |
   * | parameter-kind-changed | yes where a way of giving it is gone |
   * | default-changed | yes: who leaves it out gets something else; null where the number is the same (1, 1.0); no where there was none before, where the new one only warns, or the old one stood for a parameter that is gone |
   * | signature-changed | null: it cannot be told |
   * | behaviour-changed | yes where the notes call it breaking; null where they speak of errors, removal, new names or defaults; else no |
   * | deprecated, un-deprecated, added, annotation-changed, documentation-changed | no |
   */
  readonly breaking: boolean | null;
  /** The parameter that changed; `return` for the annotation of the result. */
  readonly parameter: string | undefined;
  /** What changed, before and after: a default, an annotation, a name, a place, a signature, a message. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** One dated fact between two neighbouring indexed releases, with its evidence. */
export interface Change extends Difference {
  /** As it is called in the later release; for what was removed, renamed or moved, in the earlier one. */
  readonly symbol: string;
  readonly symbolKind: string;
  readonly library: string;
  /** The release that brought it, and the indexed one before: it came after `previous`, with `version` at the latest. */
  readonly version: string;
  readonly previous: string;
  readonly date: string | undefined;
  readonly dateOrigin: DateOrigin;
  /** What the project says to use instead; null where it says nothing. */
  readonly replacement: string | null;
  /** One entry for each side and each source that witnesses it; never empty. */
  readonly evidence: readonly ChangeEvidence[];
  /** What another source says that does not agree. */
  readonly contradicting: readonly ChangeEvidence[];
  /** Members that came or went with it, by their last part. */
  readonly members: readonly string[];
}

/**
 * Whether only lists of the API reference show that something came or went: then it may be older, or still be there. What
 * release notes say beside it may be of something else about it.
 */
export function isListedOnly({ kind, evidence }: Pick<Change, "kind" | "evidence">): boolean {
  const shown = evidence.filter(({ isNote }) => isNote !== true);
  const isEvent = kind === "added" || kind === "removed";
  return isEvent && shown.length > 0 && shown.every(({ isListing }) => isListing === true);
}
