import { FEATURES, type Feature } from "../../../query/candidate-pages.js";
import type { WeighedQuestion } from "../candidates.js";
import type { ExampleList } from "../listwise.js";
import { type Scores, scoresOf } from "../metrics.js";

/** A page in each channel: what the channel scores it by. */
const SCORED_BY: Readonly<Record<string, readonly Feature[]>> = {
  lexical: ["page"],
  dense: ["dense"],
  symbol: ["name", "word", "title"],
  mentions: ["mentions"],
  questions: ["asked"],
};

/** How the scores that each channel gives a page become one. Higher is better. */
export type PageFusion = (list: ExampleList) => readonly number[];

/** A channel's scores of the pages of a list; a page that it did not find has the least of all. */
function channelScores(list: ExampleList): readonly (readonly number[])[] {
  return Object.values(SCORED_BY).map((features) => {
    const places = features.map((feature) => FEATURES.indexOf(feature));
    return list.map((page) => places.reduce((sum, at) => sum + (page.features[at] ?? 0), 0));
  });
}

/** Reciprocal rank fusion of the channels, all alike. Pages that a channel did not find get nothing from it. */
export const reciprocalRanks =
  (k: number): PageFusion =>
  (list) => {
    const sums = new Array<number>(list.length).fill(0);
    for (const scores of channelScores(list)) {
      const least = Math.min(...scores);
      const order = scores
        .map((score, at) => ({ score, at }))
        .filter(({ score }) => score > least)
        .sort((a, b) => b.score - a.score);
      for (const [rank, { at }] of order.entries()) sums[at] = (sums[at] ?? 0) + 1 / (k + rank + 1);
    }
    return sums;
  };

/** The sum of the channels' scores, each stretched to 0 to 1 over the pages of the question (CombSUM; Fox and Shaw, TREC-2). */
export const normalisedSum: PageFusion = (list) => {
  const sums = new Array<number>(list.length).fill(0);
  for (const scores of channelScores(list)) {
    const least = Math.min(...scores);
    const range = Math.max(...scores) - least;
    if (range > 0)
      for (const [at, score] of scores.entries()) sums[at] = (sums[at] ?? 0) + (score - least) / range;
  }
  return sums;
};

/** What each question scores when its candidates are ordered so; nothing is fitted. */
export const scoredBy = (questions: readonly WeighedQuestion[], fusion: PageFusion): readonly Scores[] =>
  questions.map(({ list, relevant }) => {
    const scores = fusion(list);
    const order = list
      .map((page, at) => ({ relevant: page.relevant, score: scores[at] ?? 0 }))
      .sort((a, b) => b.score - a.score);
    return scoresOf(
      order.flatMap((page, at) => (page.relevant ? [at + 1] : [])),
      relevant,
    );
  });
