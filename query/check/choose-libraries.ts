import { KbError } from "../../corpora/errors.js";
import { livesApart } from "../history/life.js";
import { isDeprecated, readParameters, sameDefault } from "../history/parameter.js";
import type { ProjectVersion } from "../project.js";
import { type CorpusRelease, isVisible, resolveRelease, type VersionOrigin } from "../release.js";
import type { OpenCorpus } from "../search.js";
import type { StorePaths } from "../store/paths.js";
import type { CheckBase, CheckOptions } from "./check.js";
import type { ChangedDefaults } from "./check-source.js";
import { type CheckedLibrary, openLibrary, rootsOf } from "./library-release.js";
import { isDocumentedOnly, readDocumented } from "./resolve-documented.js";

/** A library in the release that code is checked against. */
export interface OpenedLibrary {
  readonly library: CheckedLibrary;
  readonly versionFrom: VersionOrigin;
  /** File that pins it. */
  readonly pinnedIn: string | null;
}

/** A library that code uses in a version that is not indexed. */
export interface RefusedLibrary {
  readonly library: string;
  readonly reason: string;
  readonly hint: string | null;
}

/** The indexed libraries, each opened when code first uses it. */
export interface Libraries {
  /** The library whose imports begin so; undefined where none does, or its version is not indexed. */
  open(root: string): Promise<OpenedLibrary | undefined>;
  opened(): readonly OpenedLibrary[];
  refused(): readonly RefusedLibrary[];
  changedDefaults(library: CheckedLibrary): ChangedDefaults;
}

/** Opens a release for checking; the same one once, whichever projects pin it. */
export type OpenRelease = (corpus: OpenCorpus, release: CorpusRelease) => Promise<CheckedLibrary>;

export function createReleaseOpener(paths: StorePaths): OpenRelease {
  const opening = new Map<string, Promise<CheckedLibrary>>();
  return (corpus, release) => {
    const key = `${corpus.id} ${release.key}`;
    const library = opening.get(key) ?? openLibrary(corpus, release, paths);
    opening.set(key, library);
    return library;
  };
}

type Choice =
  | {
      readonly corpus: OpenCorpus;
      readonly release: CorpusRelease;
      readonly versionFrom: VersionOrigin;
      readonly pinnedIn: string | null;
    }
  | { readonly refused: RefusedLibrary };

/**
 * Chooses each indexed library's version: the one asked for, else the project's, else the newest stable one.
 *
 * @throws KbError CORPUS_UNKNOWN, VERSION_INVALID, VERSION_NOT_INDEXED for what `at` and `to` ask for
 */
export async function chooseLibraries(
  base: CheckBase,
  { at, to }: CheckOptions,
  versions: readonly ProjectVersion[],
  openRelease: OpenRelease,
): Promise<Libraries> {
  const asked = byId(at, base);
  const wanted = byId(to, base);
  const byRoot = new Map<string, Choice>();
  for (const id of Object.keys(base.snapshot.corpora)) {
    const corpus = await base.open(id);
    const pin = versions.find((version) => base.corpusOf(version) === id);
    const choice = choose(corpus, asked.get(id), pin);
    const release = "release" in choice ? choice.release : resolveRelease(id, corpus.state, undefined);
    for (const root of rootsOf(corpus, release)) if (!byRoot.has(root)) byRoot.set(root, choice);
    const later = wanted.get(id);
    if (later !== undefined) resolveRelease(id, corpus.state, later);
  }
  const opening = new Map<Choice, Promise<OpenedLibrary>>();
  const opened: OpenedLibrary[] = [];
  const refused = new Set<RefusedLibrary>();
  const defaults = new Map<string, ChangedDefaults>();
  const openChoice = async (choice: Extract<Choice, { corpus: OpenCorpus }>): Promise<OpenedLibrary> => {
    const { corpus, release, versionFrom, pinnedIn } = choice;
    const library = await openRelease(corpus, release);
    const later = wanted.get(corpus.id);
    if (later !== undefined) defaults.set(corpus.id, await changedDefaults(corpus, release, later));
    const found = { library, versionFrom, pinnedIn };
    opened.push(found);
    return found;
  };
  return {
    open: async (root) => {
      const choice = byRoot.get(root);
      if (choice === undefined) return undefined;
      if ("refused" in choice) {
        refused.add(choice.refused);
        return undefined;
      }
      const known = opening.get(choice) ?? openChoice(choice);
      opening.set(choice, known);
      const found = await known;
      if (isDocumentedOnly(found.library, root)) await readDocumented(found.library);
      return found;
    },
    opened: () => opened,
    refused: () => [...refused],
    changedDefaults: ({ corpus }) => defaults.get(corpus.id) ?? new Map(),
  };
}

function choose(corpus: OpenCorpus, asked: string | undefined, pin: ProjectVersion | undefined): Choice {
  const { id, state } = corpus;
  if (asked !== undefined) {
    return { corpus, release: resolveRelease(id, state, asked), versionFrom: "asked", pinnedIn: null };
  }
  if (pin === undefined) {
    return { corpus, release: resolveRelease(id, state, undefined), versionFrom: "newest", pinnedIn: null };
  }
  try {
    const release = resolveRelease(id, state, pin.request, pin.file);
    return { corpus, release, versionFrom: "project", pinnedIn: pin.file };
  } catch (error) {
    if (!(error instanceof KbError)) throw error;
    return { refused: { library: id, reason: error.message, hint: error.hint ?? null } };
  }
}

const byId = (
  given: Readonly<Record<string, string>> | undefined,
  { find }: CheckBase,
): ReadonlyMap<string, string> =>
  new Map(Object.entries(given ?? {}).map(([name, version]) => [find(name), version]));

/** Parameters with another default in a later release, by symbol. */
async function changedDefaults(
  corpus: OpenCorpus,
  from: CorpusRelease,
  request: string,
): Promise<ChangedDefaults> {
  const to = resolveRelease(corpus.id, corpus.state, request);
  const lives = await livesApart(corpus.tables.symbols, from.key, to.key);
  const before = new Map(
    lives.flatMap((life) => (isVisible(life, from) ? [[life.name, life] as const] : [])),
  );
  const changed = new Map<string, Map<string, { is: string; becomes: string; version: string }>>();
  for (const after of lives) {
    const old = before.get(after.name);
    if (old === undefined || old === after || old.source !== after.source || !isVisible(after, to)) continue;
    for (const parameter of readParameters(after)) {
      const was = readParameters(old).find(({ name }) => name === parameter.name);
      if (was?.default === undefined || parameter.default === undefined || sameDefault(was, parameter))
        continue;
      // What is left out is no use of what is deprecated.
      if (isDeprecated(was) || isDeprecated(parameter)) continue;
      const own =
        changed.get(after.name) ?? new Map<string, { is: string; becomes: string; version: string }>();
      own.set(parameter.name, { is: was.default, becomes: parameter.default, version: to.version });
      changed.set(after.name, own);
    }
  }
  return changed;
}
