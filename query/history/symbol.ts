import { compareVersions } from "../../corpora/version.js";
import { type CorpusRelease, corpusReleases, isVisible, type VersionOrigin } from "../release.js";
import type { OpenCorpus } from "../search.js";
import { isAlive } from "../store/lifetime.js";
import { isListed } from "../store/listed.js";
import type { CorpusState } from "../store/snapshot.js";
import { leafOf } from "../store/terms.js";
import { urlOf } from "../url.js";
import { deprecatedSince } from "./api-history.js";
import type { AsParameter } from "./as-parameter.js";
import { type Change, isListedOnly } from "./change.js";
import { type Bound, codeNames, refusalOf, refusedAs } from "./code-names.js";
import { readDeprecation } from "./compare-symbols.js";
import { documentationChanges } from "./documentation.js";
import { findChanges } from "./find-changes.js";
import { livesOfLeaves, livesOfNames, type SymbolLife, TOP_LEVEL_KINDS } from "./life.js";
import { ownerOf } from "./moves.js";
import { namesHere } from "./names-here.js";
import { nearestIn } from "./nearest-names.js";
import { renamedWith } from "./notes/announced-moves.js";
import { type LinkedNote, unlinked } from "./notes/link.js";
import { inOneOrder, notesOfSymbols } from "./notes/linked-notes.js";
import { notesNaming } from "./notes/note.js";
import { notedAsDeprecated, notedAsNew, type SymbolNote, symbolNotes } from "./notes/symbol-notes.js";
import { type Parameter, readParameters } from "./parameter.js";
import { allPairs, type ReleasePair } from "./release-pairs.js";
import type { ResolvedName } from "./resolve-symbol.js";
import { type Since, sinceOf } from "./since.js";
import { type VersionNote, versionNotes } from "./version-notes.js";

/** What `kb symbol --json` prints and `kb.symbol()` returns. */
export type SymbolAnswer = FoundSymbol | MissingSymbol;

interface Asked {
  /** The name as it was asked for; in full, where it was abbreviated. */
  readonly asked: string;
  /** What was written instead, where its head is what the documentation imports a module as: `jnp.add`. */
  readonly abbreviated?: string;
  readonly library: string;
  readonly libraryName: string;
  readonly version: string;
  readonly versionFrom: VersionOrigin;
  readonly versionDate: string | undefined;
  /** Oldest first, of all indexed releases. Of a name that is nowhere: empty. */
  readonly history: readonly Change[];
  /** What release notes say of it, of all releases they tell of, oldest first; also of a name that no release has. */
  readonly notes: readonly SymbolNote[];
  /** What its own documentation says of releases, indexed or not. */
  readonly versionNotes: readonly VersionNote[];
  readonly snapshot: string;
}

export interface FoundSymbol extends Asked {
  readonly found: true;
  readonly name: string;
  readonly kind: string;
  /** One overload a line; null where no source tells one. */
  readonly signature: string | null;
  /** Only an API reference lists it in this release: neither its parameters nor, of a class, its members are known. */
  readonly isListed: boolean;
  readonly parameters: readonly Parameter[];
  readonly summary: string;
  readonly aliases: readonly string[];
  /** The class whose member it is, where another was asked for that inherits it. */
  readonly inheritedFrom?: string;
  readonly since: Since;
  readonly deprecated: {
    readonly since: Since;
    readonly message: string;
    readonly replacement: string | null;
  } | null;
  /** Where this release documents it, one entry a source. */
  readonly documented: readonly { readonly source: string; readonly url: string; readonly fetched: string }[];
}

/**
 * How sure it is that a release lacks a name. `dated`: it went before or came later. `not-in-code`: the code around it
 * was read and does not have it, which shows nothing of what compiled code, or code at run time, makes. `unknown`: not
 * even that was read, or it may be made at run time. `undocumented`: it lacks nothing, the code binds it and no more is said.
 * `refused`: the code of the release says itself that it is not there any more.
 */
export type Absence = "refused" | "dated" | "not-in-code" | "unknown" | "undocumented";

export interface MissingSymbol extends Asked {
  readonly found: false;
  readonly absence: Absence;
  /** What the code says where it refuses the name, on one line. */
  readonly refusal: string | null;
  /** Names of this release that may be meant. */
  readonly nearest: readonly string[];
  /** Several symbols of this release end so: `nearest` lists them. */
  readonly ambiguous: boolean;
  /** The change by which it came in a later release, or was gone in an earlier one. */
  readonly came: Change | null;
  readonly went: Change | null;
  /** What the project says to use instead, or where it is now. */
  readonly replacement: string | null;
  /** What it is instead: a parameter of a symbol, of this release or another one. Only `kb.symbol()` looks for it. */
  readonly asParameter: AsParameter | null;
}

/** Everything the index knows of one symbol, as of one release. */
export async function describeSymbol(request: {
  readonly asked: string;
  readonly resolved: ResolvedName | undefined;
  readonly corpus: OpenCorpus;
  readonly release: CorpusRelease;
  readonly versionFrom: VersionOrigin;
  readonly snapshot: string;
}): Promise<SymbolAnswer> {
  const { asked, resolved, corpus, release } = request;
  const name = resolved?.names.length === 1 ? resolved.names[0] : undefined;
  const [known, versions] =
    name === undefined
      ? [await unknownPast(corpus, asked), []]
      : await Promise.all([
          pastOf(corpus, name),
          versionNotes(corpus.tables.chunks, corpus.state, name, release),
        ]);
  // A name that was a symbol of its own before has a past of its own too.
  const former = resolved?.match === "alias" ? (await pastOf(corpus, asked)).history : [];
  const place = new Map(corpusReleases(corpus.state).map(({ version }, at) => [version, -at]));
  const history = inOrder([...known.history, ...former], place);
  const common: Asked = {
    asked,
    library: corpus.id,
    libraryName: corpus.state.name,
    version: release.version,
    versionFrom: request.versionFrom,
    versionDate: release.date,
    history,
    notes: symbolNotes(known.notes, corpus.state),
    versionNotes: versions,
    snapshot: request.snapshot,
  };
  const here = known.lives.filter((life) => life.name === name && isVisible(life, release));
  const names = new Set(known.lives.map((life) => life.name));
  const noted = notedAsNew(known.notes, names, corpus.state);
  const since = sinceOf(corpus.state, known.lives, known.history, noted);
  return name !== undefined && here.length > 0 && since
    ? found(common, { name, here, since, notes: known.notes }, corpus, release)
    : missing(common, resolved, corpus, release);
}

function found(
  common: Asked,
  {
    name,
    here,
    since,
    notes,
  }: {
    readonly name: string;
    readonly here: readonly SymbolLife[];
    readonly since: Since;
    readonly notes: readonly LinkedNote[];
  },
  corpus: OpenCorpus,
  release: CorpusRelease,
): FoundSymbol {
  const told = here.find(({ signature }) => signature !== "") ?? here[0];
  const deprecation = here.map(({ deprecated }) => readDeprecation(deprecated)).find((other) => other);
  return {
    ...common,
    found: true,
    name,
    kind: told?.kind ?? "",
    signature: told?.signature || null,
    isListed: here.every(isListed),
    parameters: told ? readParameters(told) : [],
    summary: here.find(({ summary }) => summary !== "")?.summary ?? "",
    aliases: [...new Set(here.flatMap(({ aliases }) => aliases))],
    since,
    deprecated: deprecation
      ? {
          since: notedBefore(
            deprecatedSince(deprecation.since, since, common.history),
            notedAsDeprecated(notes, new Set([name]), corpus.state),
            corpus.state,
          ),
          message: deprecation.message,
          replacement: deprecation.replacement ?? null,
        }
      : null,
    documented: here.flatMap((life) => {
      const state = corpus.state.sources[life.source];
      const read = release.sources[life.source];
      if (!state || !read) return [];
      return [
        { source: life.source, url: urlOf(state, read, { ...life, kind: "api" }), fetched: read.fetched },
      ];
    }),
  };
}

/** What notes say, where only the indexed releases tell, and these do not contradict. */
function notedBefore(seen: Since, noted: string | undefined, { versions }: CorpusState): Since {
  if (noted === undefined || seen.from === "declared") return seen;
  return compareVersions(versions, noted, seen.version) <= 0 ? { version: noted, from: "noted" } : seen;
}

/** Names suggested at most. */
const SUGGESTED = 8;

async function missing(
  common: Asked,
  resolved: ResolvedName | undefined,
  corpus: OpenCorpus,
  release: CorpusRelease,
): Promise<MissingSymbol> {
  const ambiguous = (resolved?.names.length ?? 0) > 1;
  const place = new Map(corpusReleases(corpus.state).map(({ version }, at) => [version, -at]));
  const at = (version: string) => place.get(version) ?? 0;
  const later = common.history.filter(({ version }) => at(version) > at(release.version));
  const earlier = common.history.filter(({ version }) => at(version) <= at(release.version));
  const came = later.find(({ kind }) => kind === "added") ?? null;
  const went = earlier.findLast(({ kind }) => /^(removed|moved|renamed)$/.test(kind)) ?? null;
  const { names, index, readAround } = await namesHere(corpus, release);
  const code = await codeNames(corpus)(release.version);
  // What begins like no name of the library is none of its code.
  const root = `${common.asked.split(".", 1)[0]}.`;
  const bound = names.some((name) => name.startsWith(root)) ? code?.(common.asked) : undefined;
  const { version } = release;
  const full = bound === undefined ? refusedAs(corpus.state, version, common.asked) : common.asked;
  const refusal = full !== undefined && !ambiguous ? await refusalOf(corpus, version, full) : undefined;
  const isDated =
    (went !== null && !isListedOnly(went)) ||
    (came !== null && !isListedOnly(came) && at(came.previous) >= at(release.version));
  return {
    ...common,
    found: false,
    absence:
      refusal !== undefined
        ? "refused"
        : ambiguous
          ? "unknown"
          : absenceOf(bound, isDated, () => readAround(common.asked)),
    refusal: refusal ?? null,
    nearest: ambiguous ? (resolved?.names ?? []) : nearestIn(common.asked, [index], SUGGESTED),
    ambiguous,
    came,
    went,
    replacement: went?.replacement ?? null,
    asParameter: null,
  };
}

function absenceOf(bound: Bound | undefined, isDated: boolean, isReadAround: () => boolean): Absence {
  if (bound === "bound") return "undocumented";
  if (bound === "perhaps") return "unknown";
  if (isDated) return "dated";
  return bound === "unbound" || (bound === undefined && isReadAround()) ? "not-in-code" : "unknown";
}

interface Past {
  readonly lives: readonly SymbolLife[];
  readonly history: readonly Change[];
  readonly notes: readonly LinkedNote[];
}

/** Of a name that is no symbol of any release, the notes that write it so: it may have gone before the oldest one. */
async function unknownPast(corpus: OpenCorpus, asked: string): Promise<Past> {
  const naming = await notesNaming(corpus.tables.notes, [asked]);
  const notes = naming.filter(({ symbols }) => symbols.includes(asked)).map(unlinked);
  return { lives: [], history: [], notes };
}

/** A symbol's lives and changes, under its present name and those that it had before. */
async function pastOf(corpus: OpenCorpus, name: string): Promise<Past> {
  const { symbols, chunks } = corpus.tables;
  const notesPlace = { library: corpus.id, corpus: corpus.state, tables: corpus.tables };
  const own = await livesOfNames(symbols, [name, ownerOf(name)]);
  const isTopLevel = own.some(
    (life) => life.name === name && TOP_LEVEL_KINDS.some((kind) => kind === life.kind),
  );
  // A class may have had another name; so had its members then.
  const movable = isTopLevel ? name : ownerOf(name);
  const aliases = own.filter((life) => life.name === name).flatMap((life) => life.aliases);
  const formerLives = async () => {
    const alike = await livesOfLeaves(symbols, [leafOf(movable)]);
    const names = new Set(alike.map((life) => `${life.name}${name.slice(movable.length)}`));
    names.delete(name);
    return [...alike, ...(isTopLevel ? [] : await livesOfNames(symbols, [...names]))];
  };
  const [before, named] = await Promise.all([formerLives(), notesOfSymbols(notesPlace, [name, ...aliases])]);
  const renamed = await livesOfNames(symbols, renamedWith(named));
  const lives = [...new Map([...own, ...before, ...renamed].map((life) => [keyOf(life), life])).values()];
  const pairs = allPairs(corpus.state);
  const code = codeNames(corpus);
  const known = { library: corpus.id, corpus: corpus.state, symbols, code, lives, notes: named };
  const changes = await findChanges(known, pairs);
  const names = namesBefore(name, movable, changes, (move) => wasThere(move, pairs, lives));
  const texts = await documentationChanges({ ...known, chunks, names: [...names], changes }, pairs);
  const place = new Map(pairs.map(({ release }, at) => [release.version, at]));
  const history = inOrder(
    [...changes, ...texts].filter(({ symbol }) => names.has(symbol)),
    place,
  );
  const former = [...names].filter((other) => leafOf(other) !== leafOf(name));
  const notes = inOneOrder([...named, ...(await notesOfSymbols(notesPlace, former))]).filter((linked) =>
    [...linked.names.keys()].some((other) => names.has(other)),
  );
  return { lives: lives.filter((life) => names.has(life.name)), history, notes };
}

const inOrder = (changes: readonly Change[], place: ReadonlyMap<string, number>): readonly Change[] =>
  [...changes].sort((a, b) => (place.get(a.version) ?? 0) - (place.get(b.version) ?? 0));

const keyOf = ({ source, name, since, path, title }: SymbolLife): string =>
  JSON.stringify([source, name, since, path, title]);

/** Whether what something was renamed to was there already: then it did not take the other's place. */
function wasThere(
  { version, replacement }: Change,
  pairs: readonly ReleasePair[],
  lives: readonly SymbolLife[],
): boolean {
  return pairs.some(
    ({ source, release, previous }) =>
      release.version === version &&
      lives.some(
        (life) => life.source === source && life.name === replacement && isAlive(life, previous.key),
      ),
  );
}

/** The name itself and those it was moved or renamed from, by its own moves or its class's. */
function namesBefore(
  name: string,
  movable: string,
  changes: readonly Change[],
  isTaken: (move: Change) => boolean,
): ReadonlySet<string> {
  const owners = new Set([movable]);
  for (const change of [...changes].reverse()) {
    const { kind, symbol, replacement } = change;
    const isMove =
      (kind === "moved" || kind === "renamed") && replacement !== null && owners.has(replacement);
    if (isMove && !isTaken(change)) owners.add(symbol);
  }
  return new Set([...owners].map((owner) => `${owner}${name.slice(movable.length)}`));
}
