import { abbreviatedLibrary } from "./abbreviated-library.js";
import { denseChannel, questionVector } from "./channels.js";
import type { Embedder } from "./embedder.js";
import { namesOf } from "./library-names.js";
import type { ProjectVersion } from "./project.js";
import type { Question } from "./question.js";
import { resolveRelease, visibleAt } from "./release.js";
import type { QueryResult } from "./result.js";
import type { OpenCorpus } from "./search.js";
import type { Snapshot } from "./store/snapshot.js";
import { type NamedSymbol, namedSymbols } from "./symbols.js";

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
}): Promise<{ library: string; from: QueryResult["libraryFrom"] }> {
  const { snapshot, question, asked, project } = options;
  if (asked !== undefined) return { library: asked, from: "asked" };
  const all = Object.keys(snapshot.corpora);
  const inProject = all.filter((id) => project?.some((version) => isPackage(snapshot, id, version)));
  const pool = inProject.length > 0 ? inProject : all;
  const named = pool.filter((id) => namesLibrary(snapshot, id, question));
  if (named.length === 1 && named[0] !== undefined) return { library: named[0], from: "question" };
  const candidates = named.length > 0 ? named : pool;
  if (candidates.length === 1 && candidates[0] !== undefined) {
    return { library: candidates[0], from: inProject.length > 0 ? "project" : "search" };
  }
  const corpora = await Promise.all(candidates.map(options.open));
  const abbreviated = await abbreviatedLibrary(question, corpora);
  if (abbreviated !== undefined) return { library: abbreviated, from: "question" };
  const vector = questionVector(options.embedder, question);
  const scored = await Promise.all(
    corpora.map(async (corpus) => ({ id: corpus.id, score: await affinity(corpus, question, vector) })),
  );
  scored.sort((a, b) => b.score - a.score);
  return { library: scored[0]?.id ?? all[0] ?? "", from: named.length > 0 ? "question" : "search" };
}

/** Whether a project's dependency is a corpus's package. */
export const isPackage = (snapshot: Snapshot, id: string, version: ProjectVersion): boolean =>
  snapshot.corpora[id]?.packages[version.ecosystem].some(
    (name) => name.toLowerCase() === version.package.toLowerCase(),
  ) ?? false;

/** The corpus's name, alias or package stands in the question, alone or as the head of a dotted name. */
function namesLibrary(snapshot: Snapshot, id: string, question: Question): boolean {
  const state = snapshot.corpora[id];
  if (!state) return false;
  const text = ` ${question.text.toLowerCase().replace(/[^a-z0-9.@/_-]+/g, " ")} `;
  return namesOf(id, state).some((name) => {
    const escaped = name.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`[ ]${escaped}(?=[ .,:;?!'’]|$)`).test(text);
  });
}

/** `EomtConfig.class_weight`: an attribute that is asked for without its class may be anybody's. */
const MEMBER_OF_CLASS = /(?:^|\.)[A-Z]\w*\.\w+$/;

/** So many e-folds of APIs with a parameter weigh as much as one passage that says the same as the question. */
const PARAMETER_DOUBT = 4;

/**
 * Known API names weigh more than any similarity; similarity (at most 1) decides among equals, and how many APIs take a
 * parameter that is asked for: one of two configurations says less than one of most estimators.
 */
async function affinity(
  corpus: OpenCorpus,
  question: Question,
  vector: Promise<Float32Array | undefined>,
): Promise<number> {
  const filter = visibleAt(resolveRelease(corpus.id, corpus.state, undefined));
  const [named, nearest] = await Promise.all([
    namedSymbols(corpus.tables.symbols, question, filter),
    vector.then((known) => denseChannel(corpus.tables.chunks, known, filter, 3)),
  ]);
  const isOption = ({ name, asked, match }: NamedSymbol): boolean =>
    match === "parameter" || (!asked.includes(".") && MEMBER_OF_CLASS.test(name));
  const names = named.filter((symbol) => symbol.match === "name" && !isOption(symbol));
  const exact = new Set(names.map(({ asked }) => asked)).size;
  const similarity = nearest.reduce((sum, { score }) => sum + score, 0) / Math.max(1, nearest.length);
  const taking = new Set(named.filter(isOption).map(({ name }) => name)).size;
  return exact * 2 + similarity + Math.log1p(taking) / PARAMETER_DOUBT;
}
