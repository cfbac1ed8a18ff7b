import { abbreviatedLibrary } from "./abbreviated-library.js";
import { affinity } from "./affinity.js";
import { questionVector } from "./channels.js";
import type { Embedder } from "./embedder.js";
import { librariesOfFormer } from "./former-name.js";
import { indexedLibraries } from "./library-names.js";
import { type LibraryMention, type Nameable, namedLibraries } from "./named-libraries.js";
import type { ProjectVersion } from "./project.js";
import type { Question } from "./question.js";
import { resolveRelease } from "./release.js";
import type { QueryResult } from "./result.js";
import type { OpenCorpus } from "./search.js";
import type { Snapshot } from "./store/snapshot.js";
import { spelledAfter, type UnindexedLibrary, unindexedLibraries } from "./unindexed-libraries.js";

export interface ChosenLibrary {
  readonly library: string;
  readonly from: QueryResult["libraryFrom"];
  /** What the question is about instead, as far as it says: then no other library answers it. */
  readonly notIndexed: readonly UnindexedLibrary[];
}

/**
 * Which corpus a question is about: the one asked for, the one it names, in full or by what its documentation abbreviates
 * (`jnp.where`), the only one in the project, or the one that knows the question's API names and has the nearest passage.
 */
export async function chooseLibrary(options: {
  readonly snapshot: Snapshot;
  readonly open: (id: string) => Promise<OpenCorpus>;
  readonly embedder: Promise<Embedder>;
  readonly question: Question;
  readonly asked: string | undefined;
  readonly project: readonly ProjectVersion[] | undefined;
}): Promise<ChosenLibrary> {
  const { snapshot, question, asked, project } = options;
  if (asked !== undefined) return { library: asked, from: "asked", notIndexed: [] };
  const all = Object.keys(snapshot.corpora);
  const unindexed = await unindexedLibraries(snapshot);
  const mentions = namedLibraries(question.text, [...indexedLibraries(snapshot), ...unindexed]);
  const inProject = all.filter((id) => project?.some((version) => isPackage(snapshot, id, version)));
  const named = all.filter((id) => mentions.some((mention) => mention.id === id));
  const candidates = firstOf(both(named, inProject), named, inProject, all);
  const isNamed = named.length > 0;
  const from = isNamed ? "question" : inProject.length > 0 && candidates.length === 1 ? "project" : "search";
  const others = isNamed ? [] : unindexedNames(question, mentions, unindexed);
  const [only, ...more] = candidates;
  if (only !== undefined && more.length === 0 && others.length === 0) {
    return { library: only, from, notIndexed: [] };
  }
  const corpora = await Promise.all(candidates.map(options.open));
  const abbreviated = others.length === 0 ? await abbreviatedLibrary(question, corpora) : undefined;
  if (abbreviated !== undefined) return { library: abbreviated, from: "question", notIndexed: [] };
  const { library, isOnly, notIndexed } = await bestFitting(options, corpora, others);
  return { library, from: from === "search" && isOnly ? "api" : from, notIndexed };
}

/** The corpus that knows most of a question's names and has the nearest passage; whether it alone knows any. */
async function bestFitting(
  { question, embedder }: { readonly question: Question; readonly embedder: Promise<Embedder> },
  corpora: readonly OpenCorpus[],
  others: readonly Named[],
): Promise<Pick<ChosenLibrary, "library" | "notIndexed"> & { readonly isOnly: boolean }> {
  const vector = questionVector(embedder, question);
  const scored = await Promise.all(corpora.map((corpus) => affinity(corpus, question, vector)));
  const known = new Set(scored.flatMap((one) => [...one.known]));
  const notIndexed = others.flatMap((other) => meant(other, known));
  const isHeard = (name: string): boolean => scored.some(({ heard }) => heard.has(name.toLowerCase()));
  const releases = corpora.map((corpus) => ({
    ...{ corpus, release: resolveRelease(corpus.id, corpus.state, undefined) },
  }));
  const had =
    notIndexed.length > 0 || corpora.length < 2 ? [] : await librariesOfFormer(question, releases, isHeard);
  const knowing = had.length > 0 ? had : scored.flatMap((one) => (one.known.size > 0 ? [one.id] : []));
  const fitting = had.length > 0 ? scored.filter(({ id }) => had.includes(id)) : scored;
  const library = fitting.reduce((best, one) => (one.score > best.score ? one : best)).id;
  const isOnly =
    notIndexed.length === 0 && corpora.length > 1 && knowing.length === 1 && knowing[0] === library;
  return { library, isOnly, notIndexed };
}

/** Whether a project's dependency is a corpus's package. */
export const isPackage = (snapshot: Snapshot, id: string, version: ProjectVersion): boolean =>
  snapshot.corpora[id]?.packages[version.ecosystem].some(
    (name) => name.toLowerCase() === version.package.toLowerCase(),
  ) ?? false;

const both = (some: readonly string[], others: readonly string[]): readonly string[] =>
  some.filter((id) => others.includes(id));

const firstOf = (...lists: readonly (readonly string[])[]): readonly string[] =>
  lists.find((list) => list.length > 0) ?? [];

interface Named extends UnindexedLibrary {
  /** Names of APIs by which alone it is named: where an indexed library has one, that is meant. */
  readonly apis: readonly string[];
}

/** The libraries of `kb index` that a question names; where it names none, those whose names its APIs begin with. */
function unindexedNames(
  { identifiers }: Question,
  mentions: readonly LibraryMention[],
  unindexed: readonly Nameable[],
): readonly Named[] {
  const isHeadOf = (written: string) => (name: string) => name.startsWith(`${written}.`);
  const named = mentions.flatMap(({ id, written, isHead }) =>
    unindexed
      .filter((library) => library.id === id)
      .map(({ spelt }): Named => {
        const apis = isHead ? identifiers.filter(isHeadOf(written)) : [];
        return { library: id, libraryName: spelt, written, isApi: false, apis };
      }),
  );
  if (named.length > 0) return named;
  const spelled = identifiers.flatMap((name): readonly Named[] => {
    const found = spelledAfter(name, unindexed);
    if (!found) return [];
    return [{ library: found.id, libraryName: found.spelt, written: name, isApi: true, apis: identifiers }];
  });
  return spelled.slice(0, 1);
}

/** `keras.layers.Dense` may be TensorFlow's: an indexed library that spells an API so is meant. */
const meant = ({ apis, ...library }: Named, known: ReadonlySet<string>): readonly UnindexedLibrary[] =>
  apis.some((name) => known.has(name)) ? [] : [library];
