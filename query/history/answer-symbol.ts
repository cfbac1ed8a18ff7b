import { KbError } from "../../corpora/errors.js";
import { namesInFull } from "../abbreviations.js";
import { chooseRelease } from "../choose-release.js";
import { findLibrary } from "../find-library.js";
import { librariesThatHad } from "../former-name.js";
import type { SymbolOptions } from "../knowledge-base.js";
import type { ProjectVersion } from "../project.js";
import type { CorpusRelease, VersionOrigin } from "../release.js";
import type { OpenCorpus } from "../search.js";
import { quoteAll, sqlArray, type Table } from "../store/lancedb.js";
import type { Snapshot } from "../store/snapshot.js";
import { lastPartOf } from "../store/terms.js";
import { asParameter } from "./as-parameter.js";
import { resolveInherited } from "./inherited.js";
import { ownerOf } from "./moves.js";
import { namesHere } from "./names-here.js";
import { nearestIn } from "./nearest-names.js";
import { type ResolvedName, resolveSymbol } from "./resolve-symbol.js";
import { describeSymbol, type SymbolAnswer } from "./symbol.js";
import { writtenName } from "./written-name.js";

interface Place {
  readonly snapshot: Snapshot;
  readonly open: (id: string) => Promise<OpenCorpus>;
  /** Id of the corpus asked for. */
  readonly library: string | undefined;
  /** Of the project, where one was named. */
  readonly versions: readonly ProjectVersion[] | undefined;
}

/**
 * Finds the corpus and the release that a name is asked for in, and describes it there; where no release has a symbol of
 * that name, as the parameter that it may be.
 *
 * @throws KbError SYMBOL_UNKNOWN where no library or more than one knows the name, USAGE, CORPUS_UNKNOWN, VERSION_INVALID,
 * VERSION_NOT_INDEXED
 */
export async function answerSymbol(
  { snapshot, open, library, versions }: Place,
  options: SymbolOptions,
): Promise<SymbolAnswer> {
  const asked = writtenName(options.name);
  if (asked === "") throw new KbError("USAGE", "Expected the name of a symbol");
  const id = library ?? (await libraryOf(asked, options.version, snapshot, open));
  const corpus = await open(id);
  const { release, versionFrom } = chooseRelease(corpus, options.version, versions);
  const describe = (name: string) => describeName(name, corpus, release, versionFrom, snapshot.id);
  const answer = await describe(asked);
  const owner = ownerOf(answer.asked);
  if (answer.found || answer.ambiguous || answer.history.length > 0 || owner === "") return answer;
  const bearer = await describe(owner);
  const parameter = bearer.found ? asParameter(answer.asked, bearer, corpus) : undefined;
  return { ...answer, asParameter: parameter ?? null };
}

/** What the index knows of a name, as of one release. */
export async function describeName(
  asked: string,
  corpus: OpenCorpus,
  release: CorpusRelease,
  versionFrom: VersionOrigin,
  snapshot: string,
): Promise<SymbolAnswer> {
  const { name, own, inherited } = await resolveWritten(asked, corpus, release);
  const resolved = inherited ?? own;
  const answer = await describeSymbol({ asked: name, resolved, corpus, release, versionFrom, snapshot });
  return {
    ...answer,
    ...(answer.found && inherited !== undefined && { inheritedFrom: ownerOf(answer.name) }),
    ...(name !== asked && { abbreviated: asked }),
  };
}

interface Written {
  /** In full, where what was written begins with an abbreviation. */
  readonly name: string;
  readonly own: ResolvedName | undefined;
  readonly inherited: ResolvedName | undefined;
}

/** What a name as a user writes it stands for; abbreviations are looked into where it is nothing by itself. */
async function resolveWritten(asked: string, corpus: OpenCorpus, release: CorpusRelease): Promise<Written> {
  const { symbols } = corpus.tables;
  const resolve = async (name: string): Promise<Written> => {
    const own = await resolveSymbol(symbols, name, release);
    return { name, own, inherited: await resolveInherited(symbols, name, release, own) };
  };
  const plain = await resolve(asked);
  if (plain.own ?? plain.inherited) return plain;
  // The library's own root abbreviates nothing: what begins with it is spelt as its names are.
  const root = `${asked.split(".", 1)[0]}.`;
  const { names } = await namesHere(corpus, release);
  if (names.some((known) => known.startsWith(root))) return plain;
  const inFull = await Promise.all((await namesInFull(corpus, release, asked)).map(resolve));
  return inFull.find(({ own, inherited }) => own ?? inherited) ?? inFull[0] ?? plain;
}

/**
 * The only indexed corpus, the one whose package the name begins with, or the one that knows it best.
 *
 * @throws KbError SYMBOL_UNKNOWN where none does, or several do as well
 */
export async function libraryOf(
  asked: string,
  version: string | undefined,
  snapshot: Snapshot,
  open: (id: string) => Promise<OpenCorpus>,
): Promise<string> {
  const all = Object.keys(snapshot.corpora);
  if (all.length === 1 && all[0] !== undefined) return all[0];
  const places = await placesFor(version, snapshot, open);
  const known = await knowing(asked, places);
  const candidates =
    known.length > 0 ? known : bestOf(await ownersOfParameter(asked, places)).map(({ id }) => id);
  if (candidates.length === 1 && candidates[0] !== undefined) return candidates[0];
  const named =
    candidates.length === 0
      ? (rootOf(asked, snapshot) ?? (await abbreviatedIn(asked, places)) ?? (await formerlyIn(asked, places)))
      : undefined;
  if (named !== undefined) return named;
  const where =
    candidates.length === 0 ? "No indexed library" : `More than one library (${candidates.join(", ")})`;
  const nearest = candidates.length === 0 ? await nearestOf(asked, places) : [];
  const likely = candidates.length > 0 ? candidates : await likelyLibraries(asked, nearest, places);
  const meant = nearest.length > 0 ? `Did you mean ${nearest.join(", ")}? Or name` : "Name";
  const flags = likely.map((id) => `--library ${id}`).join(" or ");
  throw new KbError("SYMBOL_UNKNOWN", `${where} has a symbol called "${asked}"`, {
    facts: { symbol: asked, libraries: candidates, indexed: all, nearest },
    hint: `${meant} the library: ${flags || `--library NAME, one of ${all.join(", ")}`}`,
  });
}

/** The libraries that know a name best; several where each has an API that is called so. */
export const librariesOf = async (
  asked: string,
  snapshot: Snapshot,
  open: (id: string) => Promise<OpenCorpus>,
): Promise<readonly string[]> => knowing(asked, await placesFor(undefined, snapshot, open));

/** Where a name is looked for: a version that only some libraries have says which are meant. */
async function placesFor(
  version: string | undefined,
  snapshot: Snapshot,
  open: (id: string) => Promise<OpenCorpus>,
): Promise<readonly Looked[]> {
  const corpora = await Promise.all(Object.keys(snapshot.corpora).map(open));
  const fitting = corpora.flatMap((corpus) => {
    const release = releaseOf(corpus, version);
    return release ? [{ corpus, release }] : [];
  });
  return fitting.length > 0 ? fitting : corpora.map((corpus) => ({ corpus, release: newest(corpus) }));
}

async function knowing(asked: string, places: readonly Looked[]): Promise<readonly string[]> {
  const own = await foundIn(places, (symbols, release) => resolveSymbol(symbols, asked, release));
  const found =
    own.length > 0
      ? own
      : await foundIn(places, (symbols, release) => resolveInherited(symbols, asked, release, undefined));
  const candidates = bestOf(found);
  // `Dense` is not what another library spells `dense`.
  const isSpelt = ({ resolved }: FoundName): boolean =>
    resolved.names.some((name) => lastPartOf(name) === lastPartOf(asked));
  const spelt = candidates.filter(isSpelt);
  return (spelt.length > 0 ? spelt : candidates).map(({ id }) => id);
}

interface FoundName {
  readonly id: string;
  readonly resolved: ResolvedName;
}

async function foundIn(
  places: readonly Looked[],
  resolve: (symbols: Table, release: CorpusRelease) => Promise<ResolvedName | undefined>,
): Promise<readonly FoundName[]> {
  const found = places.map(async ({ corpus, release }) => ({
    id: corpus.id,
    resolved: await resolve(corpus.tables.symbols, release),
  }));
  return (await Promise.all(found)).flatMap(({ id, resolved }) => (resolved ? [{ id, resolved }] : []));
}

/** Those in which what was found fits best. */
function bestOf(found: readonly FoundName[]): readonly FoundName[] {
  const best = Math.min(...found.map(({ resolved }) => rank(resolved)));
  return found.filter(({ resolved }) => rank(resolved) === best);
}

/** The libraries of which any release has a parameter that is called so, `KMeans.n_init`, with what takes it. */
async function ownersOfParameter(asked: string, places: readonly Looked[]): Promise<readonly FoundName[]> {
  const owner = ownerOf(asked);
  if (owner === "") return [];
  const parameter = sqlArray([lastPartOf(asked)]);
  return foundIn(places, async (symbols, release) => {
    const resolved = await resolveSymbol(symbols, owner, release);
    if (resolved === undefined) return undefined;
    const taking = `name IN ${quoteAll(resolved.names)} AND array_has_any(parameterNames, ${parameter})`;
    return (await symbols.rows(["name"], taking, 1)).length > 0 ? resolved : undefined;
  });
}

/** The libraries that know what a name belongs to; else those of the name nearest to it. */
async function likelyLibraries(
  asked: string,
  nearest: readonly string[],
  places: readonly Looked[],
): Promise<readonly string[]> {
  const owner = ownerOf(asked);
  const owned =
    owner === "" ? [] : await foundIn(places, (symbols, release) => resolveSymbol(symbols, owner, release));
  if (owned.length > 0) return owned.map(({ id }) => id);
  const [first] = nearest;
  if (first === undefined) return [];
  const known = await foundIn(places, (symbols, release) => resolveSymbol(symbols, first, release));
  return known.filter(({ resolved }) => resolved.match === "name").map(({ id }) => id);
}

/** The only library that had a name once, and says so. */
async function formerlyIn(asked: string, places: readonly Looked[]): Promise<string | undefined> {
  const [only, ...others] = await librariesThatHad(asked, places);
  return others.length === 0 ? only : undefined;
}

/** The only library of which the head of a name abbreviates a module. */
async function abbreviatedIn(asked: string, places: readonly Looked[]): Promise<string | undefined> {
  const found = await Promise.all(
    places.map(async ({ corpus, release }) =>
      (await namesInFull(corpus, release, asked)).length > 0 ? [corpus.id] : [],
    ),
  );
  const [only, ...others] = found.flat();
  return others.length === 0 ? only : undefined;
}

interface Looked {
  readonly corpus: OpenCorpus;
  readonly release: CorpusRelease;
}

/** Names suggested at most. */
const SUGGESTED = 3;

/** Names of any library that may be meant. */
async function nearestOf(asked: string, places: readonly Looked[]): Promise<readonly string[]> {
  const here = await Promise.all(places.map(({ corpus, release }) => namesHere(corpus, release)));
  return nearestIn(
    asked,
    here.map(({ index }) => index),
    SUGGESTED,
  );
}

const newest = (corpus: OpenCorpus): CorpusRelease => chooseRelease(corpus, undefined, undefined).release;

/** Undefined where the version is not indexed, or is none. */
function releaseOf(corpus: OpenCorpus, version: string | undefined): CorpusRelease | undefined {
  try {
    return chooseRelease(corpus, version, undefined).release;
  } catch {
    return undefined;
  }
}

const RANKS: Readonly<Record<ResolvedName["match"], number>> = { name: 0, alias: 1, ending: 2, inherited: 3 };
const rank = ({ match }: ResolvedName): number => RANKS[match];

/** `torch.nope` is asked of the corpus whose package is `torch`. */
function rootOf(asked: string, snapshot: Snapshot): string | undefined {
  try {
    return findLibrary(snapshot, asked.split(".", 1)[0] ?? "");
  } catch {
    return undefined;
  }
}
