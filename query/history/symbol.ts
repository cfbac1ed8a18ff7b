import type { VersionOrigin } from "../release.js";
import { type CorpusRelease, corpusReleases, visibleAt } from "../release.js";
import type { OpenCorpus } from "../search.js";
import type { SymbolRow } from "../store/rows.js";
import { leafOf } from "../store/terms.js";
import { urlOf } from "../url.js";
import { deprecatedSince } from "./api-history.js";
import type { Change } from "./change.js";
import { readDeprecation } from "./compare-symbols.js";
import { documentationChanges } from "./documentation.js";
import { findChanges } from "./find-changes.js";
import { isAlive, livesOfLeaves, livesOfNames, type SymbolLife, TOP_LEVEL_KINDS } from "./life.js";
import { ownerOf } from "./moves.js";
import { nearestNames } from "./nearest-names.js";
import { type Parameter, readParameters } from "./parameter.js";
import { allPairs, type ReleasePair } from "./release-pairs.js";
import type { ResolvedName } from "./resolve-symbol.js";
import { type Since, sinceOf } from "./since.js";

/** What `kb symbol --json` prints and `kb.symbol()` returns. */
export type SymbolAnswer = FoundSymbol | MissingSymbol;

interface Asked {
  /** The name as it was asked for. */
  readonly asked: string;
  readonly library: string;
  readonly libraryName: string;
  readonly version: string;
  readonly versionFrom: VersionOrigin;
  readonly versionDate: string | undefined;
  /** Oldest first, of all indexed releases. Of a name that is nowhere: empty. */
  readonly history: readonly Change[];
  readonly snapshot: string;
}

export interface FoundSymbol extends Asked {
  readonly found: true;
  readonly name: string;
  readonly kind: string;
  /** One overload a line; null where no source tells one. */
  readonly signature: string | null;
  readonly parameters: readonly Parameter[];
  readonly summary: string;
  readonly aliases: readonly string[];
  readonly since: Since;
  readonly deprecated: {
    readonly since: Since;
    readonly message: string;
    readonly replacement: string | null;
  } | null;
  /** Where this release documents it, one entry a source. */
  readonly documented: readonly { readonly source: string; readonly url: string; readonly fetched: string }[];
}

export interface MissingSymbol extends Asked {
  readonly found: false;
  /** Names of this release that may be meant. */
  readonly nearest: readonly string[];
  /** Several symbols of this release end so: `nearest` lists them. */
  readonly ambiguous: boolean;
  /** The change by which it came in a later release, or was gone in an earlier one. */
  readonly came: Change | null;
  readonly went: Change | null;
  /** What the project says to use instead, or where it is now. */
  readonly replacement: string | null;
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
  const known = name === undefined ? { lives: [], history: [] } : await pastOf(corpus, name);
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
    snapshot: request.snapshot,
  };
  const here = known.lives.filter(
    (life) => life.name === name && life.source in release.sources && isAlive(life, release.key),
  );
  const since = sinceOf(corpus.state, known.lives, known.history);
  return name !== undefined && here.length > 0 && since
    ? found(common, name, here, since, corpus, release)
    : missing(common, resolved, corpus, release);
}

function found(
  common: Asked,
  name: string,
  here: readonly SymbolLife[],
  since: Since,
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
    parameters: told ? readParameters(told) : [],
    summary: here.find(({ summary }) => summary !== "")?.summary ?? "",
    aliases: [...new Set(here.flatMap(({ aliases }) => aliases))],
    since,
    deprecated: deprecation
      ? {
          since: deprecatedSince(deprecation.since, since, common.history),
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
  return {
    ...common,
    found: false,
    nearest: ambiguous ? (resolved?.names ?? []) : await suggestions(common.asked, corpus, release),
    ambiguous,
    came,
    went,
    replacement: went?.replacement ?? null,
  };
}

async function suggestions(
  asked: string,
  corpus: OpenCorpus,
  release: CorpusRelease,
): Promise<readonly string[]> {
  return nearestNames(asked, await namesOf(corpus, release), SUGGESTED);
}

const known = new WeakMap<OpenCorpus, Map<string, Promise<readonly string[]>>>();

/** Every name of a release, read once a corpus that is open: a misspelt name is seldom the only one. */
function namesOf(corpus: OpenCorpus, release: CorpusRelease): Promise<readonly string[]> {
  const releases = known.get(corpus) ?? new Map<string, Promise<readonly string[]>>();
  known.set(corpus, releases);
  const there = releases.get(release.key);
  if (there) return there;
  const reading = corpus.tables.symbols
    .rows<Pick<SymbolRow, "name">>(["name"], visibleAt(release))
    .then((rows) => [...new Set(rows.map(({ name }) => name))]);
  releases.set(release.key, reading);
  reading.catch(() => releases.delete(release.key));
  return reading;
}

/** A symbol's lives and changes, under its present name and those that it had before. */
async function pastOf(
  corpus: OpenCorpus,
  name: string,
): Promise<{ readonly lives: readonly SymbolLife[]; readonly history: readonly Change[] }> {
  const { symbols, chunks } = corpus.tables;
  const own = await livesOfNames(symbols, [name, ownerOf(name)]);
  const isTopLevel = own.some(
    (life) => life.name === name && TOP_LEVEL_KINDS.some((kind) => kind === life.kind),
  );
  // A class may have had another name; so had its members then.
  const movable = isTopLevel ? name : ownerOf(name);
  const alike = await livesOfLeaves(symbols, [leafOf(movable)]);
  const formerNames = alike.map((life) => `${life.name}${name.slice(movable.length)}`);
  const members = isTopLevel
    ? []
    : await livesOfNames(
        symbols,
        [...new Set(formerNames)].filter((other) => other !== name),
      );
  const lives = [...new Map([...own, ...alike, ...members].map((life) => [keyOf(life), life])).values()];
  const pairs = allPairs(corpus.state);
  const known = { library: corpus.id, corpus: corpus.state, symbols, lives };
  const changes = await findChanges(known, pairs);
  const names = namesBefore(name, movable, changes, (move) => wasThere(move, pairs, lives));
  const texts = await documentationChanges({ ...known, chunks, names: [...names], changes }, pairs);
  const place = new Map(pairs.map(({ release }, at) => [release.version, at]));
  const history = inOrder(
    [...changes, ...texts].filter(({ symbol }) => names.has(symbol)),
    place,
  );
  return { lives: lives.filter((life) => names.has(life.name)), history };
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
