import type { CorpusState } from "../../store/snapshot.js";
import type { Change, ChangeEvidence } from "../change.js";
import { isAlive } from "../life.js";
import type { ReleasePair } from "../release-pairs.js";
import type { LinkedNote } from "./link.js";
import { isWithin } from "./linked-notes.js";
import { noteEvidence } from "./note.js";
import { replacementFor, saysIsNew, saysOf } from "./says.js";
import { subjectsOf } from "./subject.js";

interface Told {
  readonly library: string;
  readonly corpus: CorpusState;
  readonly pairs: readonly ReleasePair[];
}

/**
 * Changes with what release notes say of them: their words as evidence and, where the API itself names nothing to use
 * instead, what the notes name. What only notes tell of a symbol is added as `behaviour-changed`.
 *
 * A note belongs to a change when it names its symbol, is about a release within the two that the change lies between,
 * and speaks of what happened: of the parameter by its name, of a removal by a word for it.
 */
export function withNotes(
  changes: readonly Change[],
  notes: readonly LinkedNote[],
  told: Told,
): readonly Change[] {
  if (notes.length === 0) return changes;
  const bySymbol = new Map<string, LinkedNote[]>();
  for (const linked of notes) {
    for (const name of linked.names.keys()) {
      const others = bySymbol.get(name);
      if (others) others.push(linked);
      else bySymbol.set(name, [linked]);
    }
  }
  const spent = new Set<LinkedNote>();
  const known = changes.map((change) => {
    const own = (bySymbol.get(change.symbol) ?? []).filter((linked) => belongs(linked, change, told));
    for (const linked of own) spent.add(linked);
    return own.length === 0 ? change : evidenced(change, nearest(own, change), told.corpus);
  });
  return [...known, ...notes.flatMap((linked) => (spent.has(linked) ? [] : behaviour(linked, told)))];
}

const belongs = (linked: LinkedNote, change: Change, { pairs }: Told): boolean =>
  saysOf(linked, change) &&
  pairs.some(
    (pair) =>
      pair.release.version === change.version &&
      pair.previous.version === change.previous &&
      isWithin(linked.note, pair),
  );

/** Of something new, the note that says so, where one does. */
function nearest(own: readonly LinkedNote[], { kind, symbol }: Change): readonly LinkedNote[] {
  if (kind !== "added") return own;
  const announcing = own.filter(({ note, names }) => saysIsNew(note.text, names.get(symbol) ?? symbol));
  return announcing.length > 0 ? announcing : own;
}

function evidenced(change: Change, own: readonly LinkedNote[], corpus: CorpusState): Change {
  const words = own.flatMap(({ note }): readonly ChangeEvidence[] => {
    const found = noteEvidence(note, corpus);
    return found ? [found] : [];
  });
  return {
    ...change,
    replacement: change.replacement ?? replacementIn(change, own),
    evidence: [...change.evidence, ...words],
  };
}

function replacementIn({ kind, symbol }: Change, own: readonly LinkedNote[]): string | null {
  if (kind !== "removed" && kind !== "deprecated") return null;
  for (const { note, names } of own) {
    const written = replacementFor(note.text, names.get(symbol) ?? symbol);
    if (written === undefined) continue;
    const [linked] = [...names].find(([, as]) => as === written || as.endsWith(`.${written}`)) ?? [];
    if (linked !== symbol) return linked ?? written;
  }
  return null;
}

/** Notes that tell of something that a user may feel; what was only mended, or is new beside it, is not listed. */
const FELT = /^(changed|breaking|deprecated|removed)$/;
/** An improvement changes nothing for who does not look: these words say that something is done otherwise. */
const OTHERWISE =
  /\b(?:no longer|now (?:raises?|returns?|requires?|defaults?|accepts? only|errors?|must)|instead of|defaults?|chang(?:ed|es)|renamed|moved|removed|deprecat|incompatib|must (?:now )?be|raises? an?|disallow|backward|was previously|previously)\b/i;
/** Words after which code that ran before may not. */
const MAY_BREAK =
  /\b(?:no longer|now (?:raises?|requires?|errors?|must)|raises? an?|(?<!will be )removed|renamed|moved|must be|disallow|defaults?|incompatib\w*|backward)\b/i;

/** A change that a note tells of its subjects, in the nearest releases between which its own release lies. */
function behaviour(linked: LinkedNote, { library, corpus, pairs }: Told): readonly Change[] {
  const { note } = linked;
  if (!FELT.test(note.kind) || (note.kind === "changed" && !OTHERWISE.test(note.text))) return [];
  const evidence = noteEvidence(note, corpus);
  if (!evidence) return [];
  return subjectsOf(linked).flatMap((symbol): Change[] => {
    const lives = linked.lives.get(symbol) ?? [];
    const pair = pairs
      .filter(
        ({ source, previous, here }) =>
          lives.some((life) => life.source === source && isAlive(life, previous.key)) &&
          lives.some((life) => life.source === source && isAlive(life, here.key)),
      )
      .filter((other) => isWithin(note, other))
      .sort((a, b) => (a.previous.key < b.previous.key ? 1 : a.previous.key > b.previous.key ? -1 : 0))[0];
    if (!pair) return [];
    const mayBreak = note.kind !== "deprecated" && MAY_BREAK.test(note.text);
    return [
      {
        kind: "behaviour-changed",
        breaking: note.kind === "breaking" ? true : mayBreak ? null : false,
        parameter: undefined,
        before: undefined,
        after: note.text,
        symbol,
        symbolKind: linked.kinds.get(symbol) ?? "",
        library,
        version: pair.release.version,
        previous: pair.previous.version,
        date: pair.release.date,
        dateOrigin: pair.release.dateOrigin,
        replacement: null,
        ...{ evidence: [evidence], contradicting: [], members: [] },
      },
    ];
  });
}
