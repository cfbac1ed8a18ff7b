import { compareVersions } from "../../corpora/version.js";
import { isAlive } from "../store/lifetime.js";
import type { CorpusState } from "../store/snapshot.js";
import type { Change, ChangeEvidence } from "./change.js";
import { witness } from "./evidence.js";
import type { SymbolLife } from "./life.js";

/**
 * One change for all sources that tell of it. Two tell of the same where they say the same of the same symbol and
 * one places it within the releases that the other names: the nearer releases are kept. What cannot both be true is
 * kept apart, with the other's word beside it.
 */
export function mergeWitnesses(
  changes: readonly Change[],
  known: { readonly corpus: CorpusState; readonly lives: readonly SymbolLife[] },
): readonly Change[] {
  const { versions } = known.corpus;
  const compare = (a: string, b: string) => compareVersions(versions, a, b);
  if (Object.keys(known.corpus.sources).length === 1) return inOrder(changes, compare);
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const { kind, symbol, parameter, before, after } = change;
    const key =
      kind === "added" || kind === "removed"
        ? JSON.stringify([kind, symbol])
        : JSON.stringify([kind, symbol, parameter, before, after]);
    const group = groups.get(key) ?? [];
    if (group.length === 0) groups.set(key, group);
    const at = group.findIndex(
      (other) => sourceOf(other) !== sourceOf(change) && nested(other, change, compare),
    );
    const other = group[at];
    if (other) group[at] = joined(other, change, compare);
    else group.push(change);
  }
  const lives = livesByName(known.lives);
  const merged = [...groups.values()].flat();
  return inOrder(
    merged.map((change) => contradicted(change, lives.get(change.symbol) ?? [], known.corpus)),
    compare,
  );
}

/** Oldest release first; what one release did stays as it is. */
function inOrder(changes: readonly Change[], compare: (a: string, b: string) => number): readonly Change[] {
  const versions = [...new Set(changes.map(({ version }) => version))].sort(compare);
  return versions.flatMap((version) => changes.filter((change) => change.version === version));
}

const sourceOf = ({ evidence }: Change): string => evidence[0]?.source ?? "";

function nested(a: Change, b: Change, compare: (a: string, b: string) => number): boolean {
  const within = (inner: Change, outer: Change) =>
    compare(inner.previous, outer.previous) >= 0 && compare(inner.version, outer.version) <= 0;
  return within(a, b) || within(b, a);
}

function joined(a: Change, b: Change, compare: (a: string, b: string) => number): Change {
  const aIsNearer = compare(a.previous, b.previous) >= 0 && compare(a.version, b.version) <= 0;
  const [near, far] = aIsNearer ? [a, b] : [b, a];
  return {
    ...near,
    // What one source can tell and the other cannot is told.
    breaking: near.breaking ?? far.breaking,
    replacement: near.replacement ?? far.replacement,
    evidence: [...near.evidence, ...far.evidence],
  };
}

function livesByName(lives: readonly SymbolLife[]): ReadonlyMap<string, SymbolLife[]> {
  const byName = new Map<string, SymbolLife[]>();
  for (const life of lives) byName.set(life.name, [...(byName.get(life.name) ?? []), life]);
  return byName;
}

/** A source that shows what is said to be new already there, or what is said to be gone still there. */
function contradicted(change: Change, lives: readonly SymbolLife[], corpus: CorpusState): Change {
  if (change.kind !== "added" && change.kind !== "removed") return change;
  const version = change.kind === "added" ? change.previous : change.version;
  const own = new Set(change.evidence.map(({ source }) => source));
  const contradicting = Object.entries(corpus.sources).flatMap(([source, state]): ChangeEvidence[] => {
    if (own.has(source)) return [];
    const release = state.releases.find((other) => other.version === version);
    const life = release && lives.find((other) => other.source === source && isAlive(other, release.key));
    return release && life ? [witness(source, state, release, life, life.signature || life.name)] : [];
  });
  return contradicting.length === 0 ? change : { ...change, contradicting };
}
