import type { Random } from "../../bench/random.js";
import type { PairKind } from "./pair.js";
import { synonymsOf } from "./thesaurus.js";

const MAX_WORDS = 32;

const ASKING = [
  ...[
    "how to",
    "how to",
    "how to",
    "How to",
    "How do I",
    "how can I",
    "How can I",
    "how do you",
    "how do we",
  ],
  ...["is there a way to", "What is the best way to", "what's the easiest way to", "Is it possible to"],
  ...["I want to", "I am trying to", "need to", "trying to", "unable to", "can't"],
] as const;
const NAMING = [
  "what does {} do",
  "{} example",
  "how to use {}",
  "{} not working",
  "what is {}",
  "{}",
] as const;

/** Words that people leave out of a search box. */
const SMALL = new Set(
  "a an the of for to in on by with and or is are be as at from this that it its given which if each into".split(
    " ",
  ),
);

/**
 * A query in a form that people type: a question, a string of keywords, the words of an identifier; with the name
 * of the library or without; now and then with a synonym, a word missing, or a typing error.
 *
 * @param library the corpus's display name
 */
export function asAsked(query: string, kind: PairKind, library: string, random: Random): string {
  const chance = (share: number) => random.next() < share;
  let text = query.replace(/[.:;,\s]+$/, "");
  if (kind === "name") {
    const name = shortName(text, random);
    return withLibrary(oneOf(NAMING, random).replace("{}", name), library, random);
  }
  if (kind === "error") return chance(0.3) ? text.replace(/^\w+: /, "") : text;
  const verb = verbPhrase(text);
  if (verb !== undefined && chance(0.75)) text = chance(0.7) ? `${oneOf(ASKING, random)} ${verb}` : verb;
  let words = text.split(/\s+/).slice(0, MAX_WORDS);
  // Titles are short: of a long sentence a stretch is as good a question as the whole.
  if (words.length > 14 && chance(0.5)) {
    const length = random.whole(6, 12);
    const start = random.whole(0, words.length - length);
    words = words.slice(start, start + length);
  }
  if (chance(0.4)) words = withSynonyms(words, random);
  if (chance(0.25)) words = words.filter((word) => !SMALL.has(word.toLowerCase()));
  if (chance(0.2)) words = words.filter(() => !chance(0.15));
  if (chance(0.1)) words = words.map((word) => (chance(0.1) ? mistyped(word, random) : word));
  if (chance(0.3)) words = words.map(splitName);
  const said = words.join(" ");
  return withLibrary(chance(0.4) ? said.toLowerCase() : said, library, random);
}

/**
 * “Computes the sum” as what one wants to do: “compute the sum”. Undefined when the text does not begin with a
 * verb in the third person or the imperative.
 */
export function verbPhrase(text: string): string | undefined {
  const [first = "", ...rest] = text.split(" ");
  if (rest.length < 2 || !/^[A-Z][a-z]+$/.test(first)) return undefined;
  const verb = first.toLowerCase();
  if (IMPERATIVES.has(verb)) return [verb, ...rest].join(" ");
  const base = verb.endsWith("ies")
    ? `${verb.slice(0, -3)}y`
    : /(?:ss|sh|ch|x|zz)es$/.test(verb)
      ? verb.slice(0, -2)
      : verb.slice(0, -1);
  return verb.endsWith("s") && IMPERATIVES.has(base) ? [base, ...rest].join(" ") : undefined;
}

const IMPERATIVES = new Set(
  (
    "accept access accumulate adapt add adjust aggregate align allocate allow annotate append apply approximate assert assign attach " +
    "average backpropagate bind block broadcast build cache calculate call cancel cast center change check choose clamp clear clip clone close cluster " +
    "collect combine compare compile compute concatenate configure connect construct contract convert convolve copy count create crop " +
    "cut decode decompose decrease decrypt define delete deploy describe deserialize detach detect determine differentiate disable discard " +
    "display divide download draw drop dump duplicate embed enable encode enforce ensure estimate evaluate execute expand export extend " +
    "extract factorize fetch fill filter find fit flatten flip fold force format forward freeze fuse gather generate get give group handle hide " +
    "identify implement import impute increase infer init initialize insert inspect install integrate interpolate invert iterate join keep " +
    "label launch learn limit list load lock log lookup make manage map mark mask match maximize measure merge minimize modify move multiply normalize obtain open " +
    "optimize order organize overwrite pack pad parse partition pass perform permute pick place plot pool predict prepare prevent print process produce profile " +
    "project propagate prune push put quantize query raise randomize rank read rearrange rebuild receive reconstruct record reduce refit register regularize release reload " +
    "remove rename render reorder repeat replace replicate report reset resample rescale reshape resize resolve restart restore restrict retrieve " +
    "return reverse roll rotate round run sample save scale scatter schedule score search select send separate serialize serve set shift show " +
    "shrink shuffle simplify simulate skip slice smooth solve sort specify split squeeze stack standardize start stop store stream " +
    "subtract sum summarize suppress swap synchronize take test threshold tile tokenize track train transform translate transpose trigger trim truncate " +
    "tune unfold unfreeze unpack unregister unstack update upload upsample use validate verify view visualize wait warp wrap write zero zip"
  ).split(" "),
);

function withLibrary(text: string, library: string, random: Random): string {
  const name = random.next() < 0.5 ? library : library.toLowerCase();
  const draw = random.next();
  if (draw < 0.14) return `${text} in ${name}`;
  if (draw < 0.2) return `${name}: ${text}`;
  if (draw < 0.26) return `${name} ${text}`;
  if (draw < 0.3) return `${text} ${name}`;
  if (draw < 0.33) return `${text} with ${name}`;
  return text;
}

function withSynonyms(words: readonly string[], random: Random): string[] {
  const said: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [one = "", two] = words.slice(at, at + 2);
    const pair = two === undefined ? [] : synonymsOf(`${one} ${two}`.toLowerCase());
    const single = synonymsOf(one.toLowerCase());
    if (pair.length > 0 && random.next() < 0.5) {
      said.push(oneOf(pair, random));
      at += 1;
    } else said.push(single.length > 0 && random.next() < 0.5 ? oneOf(single, random) : one);
  }
  return said;
}

/** `crossEntropy_loss` as words. */
const splitName = (word: string): string =>
  /[a-z][A-Z]|\w_\w/.test(word)
    ? word
        .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
        .replaceAll("_", " ")
        .toLowerCase()
    : word;

/** The whole of a qualified name, its last two parts or its last; now and then as words. */
function shortName(name: string, random: Random): string {
  const parts = name.split(".");
  const kept = oneOf([1, 1, 2, parts.length], random);
  const short = parts.slice(-kept).join(".");
  return random.next() < 0.4 ? short.split(".").map(splitName).join(" ") : short;
}

/** Two letters exchanged, or one left out or doubled. */
function mistyped(word: string, random: Random): string {
  if (word.length < 5) return word;
  const at = random.whole(1, word.length - 3);
  const [before, one, two, after] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)];
  return before + oneOf([`${two}${one}`, `${one}`, `${one}${one}${two}`], random) + after;
}

/** One of a list, all with the same chance. */
function oneOf<T>(items: readonly [T, ...T[]] | readonly T[], random: Random): T {
  return items[random.whole(0, items.length - 1)] as T;
}
