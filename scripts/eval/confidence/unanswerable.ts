import { type Asked, never, type QuestionSet } from "./asked.js";
import type { IndexedSymbols } from "./index-symbols.js";
import type { Draw } from "./random.js";

/** Nothing that a machine-learning framework documents. */
export const OFF_TOPIC: readonly string[] = [
  "What is the capital of Australia?",
  "How long do I boil an egg?",
  "best way to remove red wine from a carpet",
  "Who painted the ceiling of the Sistine Chapel?",
  "When does the last train to Oxford leave on Sundays?",
  "How do I renew my passport?",
  "symptoms of vitamin D deficiency",
  "What time zone is Nepal in?",
  "recipe for lentil soup without onions",
  "How tall is Mount Kilimanjaro?",
  "Why is the sky blue?",
  "How do I change a bicycle tyre?",
  "Which team won the 1998 football world cup?",
  "mortgage interest deduction limits for couples",
  "How do I get rid of aphids on roses?",
  "translate good morning into Finnish",
  "what should I wear to a winter wedding",
  "How many moons does Jupiter have?",
  "cheap flights from Lisbon to Prague in May",
  "How do I unclog a kitchen sink?",
  "What is the plot of Wuthering Heights?",
  "Is it safe to eat raw mushrooms?",
  "How do I tune a ukulele?",
  "minimum wage in Ireland this year",
  "How do I write a letter of condolence?",
  "distance between Madrid and Barcelona by road",
  "How often should I water a cactus?",
  "What does the idiom once in a blue moon mean?",
  "How do I set up a trust for my children?",
  "opening hours of the Louvre",
];

/** About machine learning, and about nothing that the documentation of a framework says. */
export const IN_THE_FIELD: readonly string[] = [
  "What does an hour of eight rented accelerators cost?",
  "Which company trained the largest language model last year?",
  "Who wrote the first paper on dropout?",
  "How much electricity does training a large model use?",
  "salary of a machine learning engineer in Berlin",
  "Is it legal to train on scraped photographs of people?",
  "Which university has the best master's programme in machine learning?",
  "How do I convince my manager to buy more GPUs?",
  "What questions are asked in an interview for a data scientist?",
  "Which laptop should I buy for deep learning?",
  "Will neural networks replace radiologists?",
  "How many people work on this library?",
  "What was the accuracy of the winning entry of ImageNet 2014?",
  "Which of the frameworks has the most stars on GitHub?",
  "How do I label images cheaply with a team of students?",
  "Is consciousness possible in a transformer?",
  "What is the carbon footprint of my training run in tonnes?",
  "Who owns the copyright of generated pictures?",
  "best podcast about reinforcement learning",
  "How long does it take to become good at deep learning?",
  "Which graphics card has the best price for its memory?",
  "How do I start a company around computer vision?",
  "What did reviewers say about the attention paper?",
  "Which hospital uses this library in production?",
  "How do I apply for a grant for compute time?",
  "Is a doctorate needed for research positions?",
  "Which dataset of German court rulings is free for commercial use?",
  "When will the next major release come out?",
  "Who maintains this project and how are they paid?",
  "What is the market share of this framework in banks?",
  "Does the European AI act apply to my recommender system?",
  "How do I explain gradient descent to my grandmother?",
  "Which cloud region has spare accelerators today?",
  "What is the phone number of the support team?",
  "How do I cite a blog post on transformers in my thesis?",
];

const CONSONANTS = [..."bcdfghjklmnpqrstvwxz"];
const VOWELS = [..."aeiouy"];

/** Words that are none. */
export function gibberish(count: number, draw: Draw): readonly string[] {
  const syllable = (): string => draw.one(CONSONANTS) + draw.one(VOWELS) + draw.one([...CONSONANTS, ""]);
  const word = (): string => Array.from({ length: draw.one([1, 2, 3]) }, syllable).join("");
  return Array.from({ length: count }, () =>
    Array.from({ length: draw.one([2, 3, 4, 6, 9]) }, word).join(" "),
  );
}

/** Each text asked of a library drawn for it. */
export const askedOfAny = (
  set: QuestionSet,
  texts: readonly string[],
  libraries: readonly IndexedSymbols[],
  index: Asked["index"],
  draw: Draw,
): readonly Asked[] =>
  texts.map((text) => {
    const { library, release } = draw.one(libraries);
    return { set, index, text, library, version: release.version, isRight: never };
  });

/** Questions about one library asked of another that has nothing of the name. */
export function ofOtherLibraries(
  questions: readonly {
    readonly text: string;
    readonly library: string;
    readonly leaves: readonly string[];
  }[],
  libraries: readonly IndexedSymbols[],
  index: Asked["index"],
  draw: Draw,
): readonly Asked[] {
  return questions.flatMap(({ text, library, leaves }): readonly Asked[] => {
    const others = libraries.filter(
      (other) => other.library !== library && !leaves.some((leaf) => other.names.has(leaf)),
    );
    const [other] = draw.some(others, 1);
    return other
      ? [
          {
            set: "other library",
            index,
            text,
            library: other.library,
            version: other.release.version,
            isRight: never,
          },
        ]
      : [];
  });
}
