import type { Hit } from "../../../query/result.js";
import { type Asked, never } from "./asked.js";
import type { GuideSection, IndexedGuides } from "./index-guides.js";
import type { Draw } from "./random.js";

/** Ways of asking for a section by its heading. */
const HEADING_FORMS: readonly ((heading: string) => string)[] = [
  (heading) => heading,
  (heading) => `What does the documentation say about ${heading}?`,
  (heading) => `explain ${heading}`,
  (heading) => `${heading} example`,
];

/** Ways of asking with the words of a sentence. */
const WORD_FORMS: readonly ((words: readonly string[]) => string)[] = [
  (words) => words.join(" "),
  (words) => `how is ${words.join(" ")}`,
  (words) => [...words].reverse().join(" "),
];

const STOP =
  /^(?:the|and|for|are|was|that|this|these|those|with|from|you|your|can|will|not|but|its|has|have|into|then|than|when|which|where|their|there|here|also|such|only|each|any|all|may|use|used|using|our|let|see|how)$/i;

/**
 * Questions that a guide answers and that name no API: half by a heading, half by words of one of its sentences. Right
 * is a hit of that section, or one that holds that sentence.
 */
export function guideQuestions(
  { library, release, sections }: IndexedGuides,
  index: Asked["index"],
  count: number,
  draw: Draw,
): readonly Asked[] {
  const pages = new Map<string, Set<string>>();
  for (const { heading, path } of sections) {
    pages.set(heading, (pages.get(heading) ?? new Set()).add(path));
  }
  const told = sections.filter(
    ({ heading }) =>
      pages.get(heading)?.size === 1 && /^[^_.()=]{12,70}$/.test(heading) && /\s/.test(heading),
  );
  const common = { set: "guide" as const, index, library, version: release.version };
  const headed = draw.some(told, Math.ceil(count / 2)).map(
    (section): Asked => ({
      ...common,
      text: draw.one(HEADING_FORMS)(section.heading),
      isRight: ({ hits }) => hits.slice(0, 5).some((hit) => isOf(hit, section)),
    }),
  );
  const worded = draw
    .some(sections, count * 4)
    .flatMap((section) => inWords(section, draw) ?? [])
    .slice(0, Math.floor(count / 2))
    .map(
      ({ text, sentence }): Asked => ({
        ...common,
        text,
        isRight: ({ hits }) => hits.slice(0, 5).some((hit) => hit.text.includes(sentence)),
      }),
    );
  return [...headed, ...worded];
}

/** The same words asked of a library that does not have them. */
export function guidesElsewhere(
  guides: readonly IndexedGuides[],
  index: Asked["index"],
  count: number,
  draw: Draw,
): readonly Asked[] {
  return guides.flatMap((asked) => {
    const others = guides.filter(({ library }) => library !== asked.library);
    if (others.length === 0) return [];
    return draw
      .some(
        others.flatMap(({ sections }) => draw.some(sections, count)),
        count * 2,
      )
      .flatMap((section) => inWords(section, draw) ?? [])
      .slice(0, count)
      .map(
        ({ text }): Asked => ({
          ...{ set: "other library", index, text, library: asked.library },
          ...{ version: asked.release.version, isRight: never },
        }),
      );
  });
}

const isOf = (hit: Hit, { path, heading }: GuideSection): boolean =>
  hit.path === path && hit.headingPath.includes(heading);

/** Four to six telling words of one sentence, in its order. */
function inWords(
  { text }: GuideSection,
  draw: Draw,
): { readonly text: string; readonly sentence: string } | undefined {
  const sentences = text
    .split(/(?<=[.!?])\s+|\n{2,}/)
    .filter((sentence) => /^[A-Z][^`|*_#<>=[\]\n]{50,200}[.!?]$/.test(sentence));
  const [sentence] = draw.some(sentences, 1);
  const words = sentence?.match(/[A-Za-z][\w-]{2,}/g)?.filter((word) => !STOP.test(word)) ?? [];
  if (sentence === undefined || words.length < 6) return undefined;
  const kept = new Set(draw.some([...words.keys()], draw.one([4, 5, 6])));
  const chosen = words.filter((_, at) => kept.has(at)).map((word) => word.toLowerCase());
  return { text: draw.one(WORD_FORMS)(chosen), sentence };
}
