import { compareVersions } from "../../corpora/version.js";
import { corpusReleases } from "../release.js";
import type { OpenCorpus } from "../search.js";
import type { CorpusState } from "../store/snapshot.js";
import { lastPartOf } from "../store/terms.js";
import type { Change } from "./change.js";
import { isVariadic, type Parameter } from "./parameter.js";
import type { Since } from "./since.js";
import type { FoundSymbol } from "./symbol.js";

/** What is known of a name that is no symbol but a parameter of one, `KMeans.n_init`, now or in another release. */
export interface AsParameter extends Pick<FoundSymbol, "versionNotes" | "documented"> {
  /** Its own name. */
  readonly name: string;
  /** Qualified name of what takes or took it, which is a symbol of this release, and its kind. */
  readonly owner: string;
  readonly ownerKind: string;
  /** As this release has it; null where it does not. */
  readonly here: Parameter | null;
  /** Since which release its owner takes it; null where this one does not. */
  readonly since: Since | null;
  /** The change that took it away or renamed it, and the one that brought it later; null where this release has it. */
  readonly went: Change | null;
  readonly came: Change | null;
  /** Changes of this parameter, of all indexed releases, oldest first. */
  readonly history: readonly Change[];
}

/**
 * A parameter of a symbol as of one release; undefined where no indexed release gives the symbol one of that name.
 *
 * @param asked ends with the parameter's name
 * @param owner what the rest of it is in that release
 */
export function asParameter(
  asked: string,
  owner: FoundSymbol,
  { state }: OpenCorpus,
): AsParameter | undefined {
  const name = lastPartOf(asked);
  const here = owner.parameters.find((other) => other.name === name && !isVariadic(other));
  const history = owner.history.filter(
    (change) => change.parameter === name || takes(change, name) || brings(change, name),
  );
  const isLater = ({ version }: Change) => compareVersions(state.versions, version, owner.version) > 0;
  const before = history.filter((change) => !isLater(change));
  const went = here ? undefined : before.findLast((change) => takes(change, name));
  const came = here ? undefined : history.filter(isLater).find((change) => brings(change, name));
  if (!here && !went && !came) return undefined;
  return {
    ...{ name, owner: owner.name, ownerKind: owner.kind, here: here ?? null },
    since: here ? sinceOfParameter(name, owner, before, state) : null,
    ...{ went: went ?? null, came: came ?? null, history },
    versionNotes: owner.versionNotes.filter(({ parameter }) => parameter === name),
    documented: owner.documented,
  };
}

const takes = ({ kind, parameter, before }: Change, name: string): boolean =>
  (kind === "parameter-removed" && parameter === name) || (kind === "parameter-renamed" && before === name);

const brings = ({ kind, parameter, after }: Change, name: string): boolean =>
  (kind === "parameter-added" && parameter === name) || (kind === "parameter-renamed" && after === name);

/** @param history what happened to it up to this release */
function sinceOfParameter(
  name: string,
  { history: ofOwner, version: here, versionNotes }: FoundSymbol,
  history: readonly Change[],
  state: CorpusState,
): Since {
  const came = history.findLast((change) => brings(change, name));
  // With words behind it a note is as often about a value that the parameter takes since then.
  const added = versionNotes.find(
    ({ kind, parameter, text }) => kind === "added" && parameter === name && text === "",
  );
  if (added && (!came || compareVersions(state.versions, added.version, came.version) <= 0)) {
    return { version: added.version, from: "declared" };
  }
  // What came with its owner came when that did.
  const first = came ?? ofOwner.find(({ kind }) => kind === "added");
  if (first) return { version: first.version, from: "indexed" };
  return { version: corpusReleases(state).at(-1)?.version ?? here, from: "oldest" };
}
