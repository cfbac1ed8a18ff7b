import { spellMessages } from "./messages.js";
import type { LexicalField } from "./store/rows.js";
import { compoundIdentifiers, foldIdentifier, splitIdentifier } from "./store/terms.js";

/** A question as the channels need it. */
export interface Question {
  /** As asked, control characters removed, at most `MAX_QUESTION` characters. */
  readonly text: string;
  /** Distinct words in order of appearance, lower case, without the words of every sentence. */
  readonly words: readonly string[];
  /** Names as written: `torch.nn.Linear`, `n_init`, `KMeans`; `to` where `to()` is written. */
  readonly identifiers: readonly string[];
  /**
   * Words in capitals and, within a sentence, words with a capital, as written: `PCA` and `Adam` are APIs where the release
   * has them so spelt, `GPU` and `Windows` are words.
   */
  readonly capitals: readonly string[];
  /** Names that are asked for as parameters, lower case: `sparse=False`, “the presort argument”, `n_jobs`. */
  readonly parameters: readonly string[];
}

/** Longer questions are cut: what matters stands at the beginning, and every channel has a window. */
export const MAX_QUESTION = 8_000;

/** Terms beyond this many cost time and add noise. */
const MAX_TERMS = 96;

/** A question that shouts holds no more names than another. */
const MAX_CAPITALS = 12;

/** Python's messages name a class by its constructor: `TSNE.__init__() got an unexpected keyword argument`. */
const CONSTRUCTOR = /(?<=\w)\.__(?:init|new)__(?!\w)/g;

/** `MiB`, `kHz`, `TFLOPS`, `NaN`: written as names are, and none. */
const NO_NAME = /^(?:NaNs?|[kKMGTP]i?[Bb](?:s|ps)?|[kMG]Hz|[MGTP]FLOP[Ss]?|kWh?|m[AVW]h?)$/;

const SPELT = /(?<![\w.])[A-Z][A-Z0-9]+(?!\w|\.\w)|(?<=[a-z0-9,]\s)[A-Z][a-z]+[0-9]*(?!\w|\.\w)/g;

/** A function as people write of it: `fit()`, `to()`. With arguments it is code, and may be the asker's own; some are Python's. */
const CALLED =
  /(?<![\w.])(?!(?:print|len|list|dict|tuple|str|range|super|input|open|main)\()([A-Za-z]\w*)\(\)/g;

/** “What does it mean by …”: not the mean of anything. */
const MEANS = /\b(do(?:es)?\s+(?:\S+\s+){1,3})means?(?=\s+(?:by|in|when|for|if|that)\b|\s*[?.]|$)/gi;

/** Words that say nothing about the subject of a question. */
const FUNCTION_WORDS = new Set(
  (
    "a an and any are as at be been but by can could did do does for from get give had has have how i if in into is it its " +
    "me my of on or our please should so some tell than that the their them then there these they this those to us use " +
    "used using want was way we were what when where which while who why will with would you your"
  ).split(" "),
);

/** `the`, `how`, `used`: in lower case. */
export const isFunctionWord = (word: string): boolean => FUNCTION_WORDS.has(word);

/** Signs that control a terminal, hide text or turn its direction. */
export const HIDING_SIGNS =
  /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ue000]/g;

export function readQuestion(asked: string): Question {
  const text = asked.replace(HIDING_SIGNS, " ").replace(/\s+/g, " ").trim().slice(0, MAX_QUESTION);
  const named = spellMessages(text.replace(CONSTRUCTOR, ""));
  const compound = compoundIdentifiers(named).filter((name) => !NO_NAME.test(name));
  const called = [...named.matchAll(CALLED)].map(([, name = ""]) => name);
  const identifiers = [...new Set([...compound, ...called])].slice(0, 24);
  const capitals = named.match(SPELT) ?? [];
  const words = (
    named
      .replace(MEANS, "$1")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).filter((word) => !FUNCTION_WORDS.has(word));
  const split = identifiers.filter((name) => !EXCEPTION.test(name)).flatMap(splitIdentifier);
  return {
    text,
    words: [...new Set([...words, ...split])].slice(0, MAX_TERMS),
    identifiers,
    capitals: [...new Set(capitals)].slice(0, MAX_CAPITALS),
    parameters: parametersOf(named, identifiers),
  };
}

/** `IndexError` is about no index: only the whole name means something. */
const EXCEPTION = /^[A-Z]\w*(?:Error|Exception|Warning)$/;

/** Names that belong to the language, whatever library is asked about. */
const PYTHON_EXCEPTION =
  /^(?:(?:Arithmetic|Assertion|Attribute|BrokenPipe|Buffer|ChildProcess|Connection|EOF|FileExists|FileNotFound|FloatingPoint|IO|Import|Indentation|Index|IsADirectory|Key|Lookup|Memory|ModuleNotFound|Name|NotADirectory|NotImplemented|OS|Overflow|Permission|Recursion|Reference|Runtime|Syntax|System|Tab|Timeout|Type|UnboundLocal|Unicode\w*|Value|ZeroDivision)Error|KeyboardInterrupt|Stop(?:Async)?Iteration|(?:Base)?Exception|\w*Warning)$/;

export const isPythonException = (name: string): boolean => PYTHON_EXCEPTION.test(name);

/**
 * A question without a name of its corpus that it spells out, `PyTorch` say: there its words tell no page from another,
 * and it is no API although a package bears it. Left as it is when nothing else was asked.
 */
export function leaveOut(question: Question, names: readonly string[]): Question {
  const there = new Set(question.words);
  const own = new Set(names.map(foldIdentifier));
  const isOwn = (name: string): boolean => own.has(foldIdentifier(name));
  const known = new Set([
    ...names
      .map((name) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u))
      .filter((words) => words.every((word) => there.has(word)))
      .flat(),
    ...question.identifiers.filter(isOwn).flatMap(splitIdentifier),
  ]);
  const words = question.words.filter((word) => !known.has(word));
  if (words.length === 0) return question;
  return {
    ...question,
    words,
    identifiers: question.identifiers.filter((name) => !isOwn(name)),
    capitals: question.capitals.filter((name) => !isOwn(name)),
  };
}

/** Words from which on a question tells a story: with code in it, variables, files and data of whoever asks. */
const LONG = 60;

/** Whether a question is a paragraph: names in it may be the asker's own. */
export const isParagraph = (text: string): boolean => text.split(" ", LONG + 1).length > LONG;

const NAME = "[A-Za-z_][A-Za-z0-9_]*";
/** An argument by keyword as code is commonly written (PEP 8): with spaces it is an assignment. */
const KEYWORD = new RegExp(`[(,]\\s*(${NAME})=(?![=\\s])`, "g");
/** What stands here can be nothing but a parameter, whatever word it is. */
const CERTAIN_FORMS = [
  new RegExp(`(?<![\\w.])(${NAME}\\w)\\s?=(?!=)`, "g"),
  // A letter alone is a parameter in a call; elsewhere it is a variable.
  /[(,]\s*([A-Za-z])\s?=(?!=)/g,
  new RegExp(
    `\\bdefaults?(?:\\s+values?)?\\s+(?:of|for)\\s+(?:the\\s+)?[“"'\`]?(${NAME})[”"'\`]?(?=\\s+(?:in|of|for)\\b)`,
    "gi",
  ),
];
const PARAMETER_FORMS = [
  new RegExp(`(?<![\\w.])(${NAME})\\s+(?:parameter|argument|param|kwarg|keyword argument)s?\\b`, "gi"),
  new RegExp(`\\b(?:parameter|argument|param|kwarg)\\s+(?:called\\s+|named\\s+)?[“"'\`]?(${NAME})`, "gi"),
];
/** Words for parameters and what they have. */
const OF_PARAMETERS = new Set(
  "default defaults optional required keyword parameter parameters argument arguments".split(" "),
);
/** Words that stand beside “parameter” without being one. */
const NO_PARAMETER = new Set(
  "new old default optional required keyword positional named extra other same following missing unexpected invalid deprecated obsolete removed renamed changed is are names name value values list for to does not used mean means".split(
    " ",
  ),
);

/** A word that names parameters of many APIs, and is more often just a word: `name`, `values`. */
export const isEverydayName = (name: string): boolean => NO_PARAMETER.has(name);

function parametersOf(text: string, identifiers: readonly string[]): readonly string[] {
  const snake = isParagraph(text)
    ? []
    : identifiers.filter((name) => /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/.test(name));
  return [...new Set([...calledParameters(text), ...snake.map((name) => name.toLowerCase())])];
}

/** Names that a text itself calls parameters: `sparse=False`, “the presort argument”, “default of n_jobs in …”. */
export function calledParameters(text: string): readonly string[] {
  const namesBy = (forms: readonly RegExp[], not: ReadonlySet<string>): readonly string[] =>
    forms
      .flatMap((form) => [...text.matchAll(form)].map(([, name = ""]) => name.toLowerCase()))
      .filter((name) => !FUNCTION_WORDS.has(name) && !not.has(name));
  const certain = namesBy(isParagraph(text) ? [KEYWORD] : CERTAIN_FORMS, OF_PARAMETERS);
  return [...new Set([...certain, ...namesBy(PARAMETER_FORMS, NO_PARAMETER)])];
}

/** The question as a query to one lexical field; "" when the field has nothing to say about it. */
export function fieldQuery(question: Question, field: LexicalField): string {
  if (field === "text") return question.words.join(" ");
  const folded = question.identifiers.flatMap((identifier) => {
    const last = identifier.split(/\.|::/).at(-1) ?? identifier;
    return [foldIdentifier(identifier), foldIdentifier(last)];
  });
  return [...new Set([...folded, ...question.words])].join(" ");
}
