import { FORM_WORDS } from "../../query/confidence/signals.js";

/** A question without what every question has, words cut to their beginnings: inflection is left aside. */
export type Gist = ReadonlySet<string>;

const BEGINNING = 5;
const SMALL = new Set(
  "a an and are as at be but by can do for from how if in into is it its my no not of on or so than that the there they this to two use using was way we what when where which why with without you".split(
    " ",
  ),
);
const LIBRARIES = new Set("torch pytor tenso keras sciki sklea numpy panda jax tf hf".split(" "));

export function gistOf(question: string): Gist {
  const words = question.toLowerCase().match(/[a-z]{2,}|\d+/g) ?? [];
  const said = words.filter((word) => !FORM_WORDS.has(word) && !SMALL.has(word));
  return new Set(
    said.map((word) => word.replace(/s$/, "").slice(0, BEGINNING)).filter((word) => !LIBRARIES.has(word)),
  );
}

/** Words that two questions have in common, as a share of the words of both: 1 when they say the same (Jaccard). */
export function resemblance(one: Gist, other: Gist): number {
  const common = [...one].filter((word) => other.has(word)).length;
  return common === 0 ? 0 : common / (one.size + other.size - common);
}
