import type { QueryResult } from "../../../query/result.js";
import { leafOf } from "../../../query/store/terms.js";
import { type AnswerableQuestion, answerable } from "../ask.js";
import { pathOfPage } from "../evaluation-index.js";
import { type Pages, ranksOf } from "../page-match.js";
import type { LabelledQuestion } from "../questions.js";
import { apiQuestions, describedQuestions } from "./api-questions.js";
import type { Asked } from "./asked.js";
import { guideQuestions, guidesElsewhere } from "./guide-questions.js";
import type { IndexedGuides } from "./index-guides.js";
import type { IndexedSymbols } from "./index-symbols.js";
import { wrongNames, wrongParameters, wrongReleases } from "./invented.js";
import { drawing } from "./random.js";
import { askedOfAny, gibberish, IN_THE_FIELD, OFF_TOPIC, ofOtherLibraries } from "./unanswerable.js";

/** Drawn from each release, or each pair of releases, for each set. */
const PER_RELEASE = { api: 60, described: 24, names: 36, parameters: 36, releases: 60, guides: 80 } as const;
/** Drawn for each corpus with guides, from the guides of the others. */
const GUIDES_ELSEWHERE = 30;
const OTHER_LIBRARY = 160;
const GIBBERISH = 60;

export interface Material {
  readonly labelled: readonly LabelledQuestion[];
  readonly pages: ReadonlyMap<string, Pages>;
  /** Of the page sets, and of the index with several releases. */
  readonly pageSymbols: readonly IndexedSymbols[];
  readonly releaseSymbols: readonly IndexedSymbols[];
  /** Of the page sets. */
  readonly guides: readonly IndexedGuides[];
}

/** Every question that is asked, of people and generated, with and without an answer. The same each time. */
export function confidenceQuestions({
  labelled,
  pages,
  pageSymbols,
  releaseSymbols,
  guides,
}: Material): readonly Asked[] {
  const people = answerable(labelled, pages);
  const versions = new Map(pageSymbols.map(({ library, release }) => [library, release.version]));
  const draw = drawing(6);
  const indexes = [
    { index: "pages" as const, all: pageSymbols },
    { index: "releases" as const, all: releaseSymbols },
  ];
  const generated = indexes.flatMap(({ index, all }) =>
    all.flatMap((known) => [
      ...apiQuestions(known, index, PER_RELEASE.api, draw),
      ...describedQuestions(known, index, PER_RELEASE.described, draw),
      ...wrongNames(known, index, PER_RELEASE.names, draw),
      ...wrongParameters(known, index, PER_RELEASE.parameters, draw),
    ]),
  );
  const newest = [...new Map([...releaseSymbols].reverse().map((known) => [known.library, known])).values()];
  const pairs = newest.flatMap((newer) => {
    const older = releaseSymbols.filter(({ library }) => library === newer.library).at(-1);
    return older && older !== newer ? wrongReleases(older, newer, PER_RELEASE.releases, draw) : [];
  });
  const elsewhere = draw
    .some(people, OTHER_LIBRARY)
    .map(({ query, corpus, relevant }) => ({ text: query, library: corpus, leaves: relevant.map(leafOf) }));
  return [
    ...people.map((question) => ofPeople(question, versions.get(question.corpus))),
    ...generated,
    ...guides.flatMap((known) => guideQuestions(known, "pages", PER_RELEASE.guides, draw)),
    ...guidesElsewhere(guides, "pages", GUIDES_ELSEWHERE, draw),
    ...pairs,
    ...ofOtherLibraries(elsewhere, [...pageSymbols], "pages", draw),
    ...askedOfAny("in the field", IN_THE_FIELD, newest, "releases", draw),
    ...askedOfAny("off topic", OFF_TOPIC, newest, "releases", draw),
    ...askedOfAny("gibberish", gibberish(GIBBERISH, draw), newest, "releases", draw),
  ];
}

/** @param version the page set's own: a question may name another, whose pages are not there */
const ofPeople = ({ query, corpus, pages }: AnswerableQuestion, version: string | undefined): Asked => ({
  ...{ set: "people", index: "pages", text: query, library: corpus, version },
  isRight: ({ hits }: Pick<QueryResult, "hits">) => {
    const returned = hits
      .slice(0, 5)
      .map((hit) => ({ symbols: hit.symbols, path: pathOfPage(hit), url: hit.url }));
    return ranksOf(returned, pages).length > 0;
  },
});
