import { releaseFor } from "./choose-release.js";
import type { QuestionVersions } from "./question-version.js";
import type { CorpusRelease } from "./release.js";
import type { QueryResult } from "./result.js";
import type { OpenCorpus } from "./search.js";

/** A version that a question names beside the one that is answered from. */
export interface OtherVersion {
  /** As it is written: `1.6`. */
  readonly asked: string;
  /** The release that it stands for; null where none is indexed. */
  readonly version: string | null;
}

/** The versions that a question names and that are not of the release it is answered from, newest first. */
export const otherVersions = (
  corpus: OpenCorpus,
  release: CorpusRelease,
  { version, others }: QuestionVersions,
): readonly OtherVersion[] =>
  (version === undefined ? [] : [version, ...others])
    .map((asked) => ({ asked, version: releaseFor(corpus, asked)?.version ?? null }))
    .filter((other) => other.version !== release.version);

/** What is said of other versions that the question names, and how they are compared; "" where there is none. */
export function otherVersionsText({
  otherVersions: others,
  library,
  version,
  indexed,
}: Pick<QueryResult, "otherVersions" | "library" | "version" | "indexed">): string {
  if (others.length === 0) return "";
  const named = others.map(({ asked, version: there }) =>
    there === null ? `${asked}, which is not indexed` : asked,
  );
  const [first] = others.flatMap((other) => other.version ?? []);
  if (first === undefined) return `the question also names ${named.join(" and ")}`;
  const isOlder = indexed.indexOf(first) > indexed.indexOf(version);
  const pair = isOlder ? `${first} ${version}` : `${version} ${first}`;
  return `the question also names ${named.join(" and ")}: kb diff ${library} ${pair}`;
}
