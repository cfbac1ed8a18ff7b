import type { Change } from "../history/change.js";
import { calledParameters, isEverydayName, type Question } from "../question.js";
import type { Hit } from "../result.js";
import type { NamedSymbol } from "../symbols.js";

/** A parameter that a question gives to an API and that the API does not have. */
export interface LackingParameter {
  /** Qualified name of the API. */
  readonly owner: string;
  readonly parameter: string;
  /** It takes any keyword (`**`): then nothing is proved, only that the documentation names no such parameter. */
  readonly takesAny: boolean;
  /** The change that brought it later, and the one that took it away or gave it another name. */
  readonly came: Change | undefined;
  readonly went: Change | undefined;
}

/**
 * The first parameter that the question asks about and that the one API it names does not have. Nothing is
 * concluded where several are named, or where the API's own text speaks of the name: as of code, if the question
 * calls it a parameter, for “target” or “state” may be a word of any text.
 *
 * @param history changes of the named symbols: what a name that is not there used to be
 * @param isLater whether a version is later than the one asked about
 */
export function lackingParameter(
  question: Question,
  named: readonly NamedSymbol[],
  hits: readonly Hit[],
  history: readonly Change[],
  isLater: (version: string) => boolean,
): LackingParameter | undefined {
  const called = calledParameters(question.text);
  // Something else may bear a parameter's name; it is not what such a question is about.
  const owners = named.filter(
    ({ match, asked, name }) =>
      match === "name" &&
      !called.includes(asked.toLowerCase()) &&
      !(question.parameters.includes(asked.toLowerCase()) && isMember(name)),
  );
  const [owner] = owners;
  if (!owner || new Set(owners.map(({ asked }) => asked)).size > 1 || owner.signature === "")
    return undefined;
  const same = owners.filter(({ asked }) => asked === owner.asked);
  const members = new Set(named.map(({ name }) => name.toLowerCase()));
  const text = hits
    .filter(({ symbols }) => symbols.includes(owner.name))
    .map((hit) => hit.text.toLowerCase())
    .join("\n");
  const takesAny = same.some(({ signature }) => signature.includes("**"));
  const changesOf = (name: string): readonly Change[] =>
    history.filter(
      ({ symbol, parameter, before }) => symbol === owner.name && [parameter, before].some(isCalled(name)),
    );
  const went = (name: string): Change | undefined =>
    changesOf(name).findLast(
      ({ kind, version, before }) =>
        !isLater(version) &&
        (kind === "parameter-removed" || (kind === "parameter-renamed" && isCalled(name)(before))),
    );
  const came = (name: string): Change | undefined =>
    changesOf(name).find(
      ({ kind, version, parameter }) =>
        isLater(version) &&
        (kind === "parameter-added" || (kind === "parameter-renamed" && isCalled(name)(parameter))),
    );
  const parameter = question.parameters.find(
    (name) =>
      !same.some(({ parameters }) => parameters.includes(name)) &&
      !members.has(`${owner.name.toLowerCase()}.${name}`) &&
      !owner.name.toLowerCase().split(".").includes(name) &&
      // `Dense(name=…)`: what everything takes is documented nowhere.
      !(takesAny && isEverydayName(name)) &&
      // What takes anything and speaks of the name takes it; else a call, or a change, says more than a mention.
      (!(called.includes(name) ? isCode(text, name) : isWord(text, name)) ||
        (!takesAny && (isGiven(question, name) || went(name) !== undefined || came(name) !== undefined))),
  );
  return parameter === undefined
    ? undefined
    : { owner: owner.name, parameter, takesAny, came: came(parameter), went: went(parameter) };
}

const isCalled =
  (name: string) =>
  (other: string | undefined): boolean =>
    other?.toLowerCase() === name;

const isWord = (text: string, name: string): boolean =>
  new RegExp(`(?<![a-z0-9_])${name}(?![a-z0-9_])`).test(text);

/** In a code span, before a colon, bracket or equals sign, or after a bracket, comma or star. */
const isCode = (text: string, name: string): boolean =>
  new RegExp(
    `[\`*"'(,\\[][ ]?${name}(?![a-z0-9_])|(?<![a-z0-9_])${name}[\`*"']|(?<![a-z0-9_])${name}\\s?[:=([]`,
  ).test(text);

/** The question gives it a value, `name=`, or tells that Python refused it. */
const isGiven = ({ text }: Question, name: string): boolean =>
  new RegExp(
    `(?<![\\w.])${name}\\s?=(?!=)|\\bunexpected keyword argument\\s+["'“\`]?${name}(?!\\w)`,
    "i",
  ).test(text);

/** `a.B.c` is a member of `B`; `a.b.c` stands in a module. */
const isMember = (name: string): boolean => /^[A-Z]/.test(name.split(".").at(-2) ?? "");
