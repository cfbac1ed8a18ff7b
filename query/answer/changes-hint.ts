import type { AnsweredQuery } from "./answer.js";

/**
 * The command that tells what a question asks for that is about a release and no API of it: what is new, changed, or to
 * be migrated. Undefined for other questions, and where no release before it is indexed.
 */
export function changesHint({
  answer,
  library,
  version,
  otherVersions,
  indexed,
}: AnsweredQuery): string | undefined {
  if (answer.kind !== "migration" || answer.about.length > 0 || answer.unknown.length > 0) return undefined;
  const at = indexed.indexOf(version);
  const named = otherVersions
    .flatMap((other) => other.version ?? [])
    .find((one) => indexed.indexOf(one) > at);
  const previous = at < 0 ? undefined : (named ?? indexed[at + 1]);
  return previous && `kb changes ${library} --since ${previous}`;
}
