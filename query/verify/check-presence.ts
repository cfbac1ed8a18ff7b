import { type Change, isListedOnly } from "../history/change.js";
import { cameText, goneText } from "../history/change-text.js";
import { ownerOf } from "../history/moves.js";
import { type Parameter, parameterText } from "../history/parameter.js";
import type { FoundSymbol, MissingSymbol } from "../history/symbol.js";
import type { PartOf } from "./claim.js";
import { entriesOf, ofText } from "./documented-text.js";
import { nameOf, type Place } from "./place.js";
import { lastPart } from "./same-name.js";
import {
  type ClaimEvidence,
  cannotVerify,
  contradicted,
  type Finding,
  ofChange,
  ofSymbol,
  supported,
} from "./verdict.js";

/** A name that is in no indexed release, or in several places, decides nothing; one that went, or has no place, does. */
export async function checkExists(part: PartOf<"exists">, place: Place): Promise<Finding> {
  const answer = await place.describe(part.symbol);
  if (answer.found) {
    const there = `${answer.name} is there in ${nameOf(place)}`;
    return (part.exists ? supported : contradicted)(there, { evidence: ofSymbol(answer) });
  }
  const absent = await absence(answer, place);
  if (absent.verdict !== "contradicted") return absent;
  return part.exists ? absent : { ...absent, verdict: "supported" };
}

/** What follows for a claim that needs a symbol, when it is not there: contradicted, or nothing. */
export async function absence(answer: MissingSymbol, place: Place): Promise<Finding> {
  const { asked, nearest, ambiguous, came, went, replacement } = answer;
  if (ambiguous) {
    return cannotVerify(`“${asked}” may be any of several in ${nameOf(place)}: name the one you mean`, {
      nearest,
    });
  }
  const instead = replacement === null ? "" : `; now ${replacement}`;
  for (const change of [went, came]) {
    if (change && isListedOnly(change))
      return cannotVerify(cameOrWent(change), { nearest, evidence: ofChange(change) });
  }
  if (went) {
    const because = `${went.symbol} is not in ${nameOf(place)}: ${went.previous} was the last indexed release that had it${instead}`;
    return contradicted(because, { nearest, evidence: ofChange(went) });
  }
  if (came) {
    const because = `${came.symbol} is not in ${nameOf(place)}: it came after ${came.previous}, in ${came.version} at the latest`;
    return contradicted(because, { nearest, evidence: ofChange(came) });
  }
  if (answer.refusal !== null) {
    return contradicted(`${nameOf(place)} refuses ${asked}: “${answer.refusal}”`, { nearest });
  }
  if (await place.wouldBeThere(asked)) {
    return contradicted(`${nameOf(place)} has no ${asked}, and neither has another indexed release`, {
      nearest,
    });
  }
  const owner = ownerOf(asked) === "" ? undefined : await place.describe(ownerOf(asked));
  if (owner?.found && owner.isListed) {
    const because = `the API reference of ${nameOf(place)} only lists ${owner.name}: what it has is not known`;
    return cannotVerify(because, { nearest, evidence: ofSymbol(owner) });
  }
  return cannotVerify(`no indexed release of ${place.corpus.state.name} has an API called “${asked}”`, {
    nearest,
  });
}

/** A list that lacks a name shows nothing of it. */
const cameOrWent = (change: Change): string =>
  (change.kind === "added" ? cameText : goneText)(change.symbol, change);

export async function checkParameter(part: PartOf<"parameter">, place: Place): Promise<Finding> {
  const answer = await place.describe(part.symbol);
  if (!answer.found) return asNeeded(await absence(answer, place), part.has);
  const found = parameterOf(answer, part.parameter);
  if (found) {
    const there = `${answer.name} has the parameter ${found.name} in ${nameOf(place)}`;
    return (part.has ? supported : contradicted)(there, { evidence: ofParameter(answer, found) });
  }
  const gone = answer.history.findLast(
    ({ kind, parameter, before }) =>
      (kind === "parameter-removed" && parameter === part.parameter) ||
      (kind === "parameter-renamed" && before === part.parameter),
  );
  // What is said to be taken, and was a parameter once, is one.
  const isGuess = part.isGuess && !(part.isTaken && gone);
  const doubt = await doubtfulParameter(answer, part.parameter, place, isGuess);
  if (doubt) return doubt;
  const nearest = answer.parameters.map(({ name }) => name);
  const had = gone ? `; ${gone.previous} had it` : "";
  const because = `${answer.name} has no parameter ${part.parameter} in ${nameOf(place)}${had}`;
  const evidence = gone ? ofChange(gone) : ofSymbol(answer);
  return (part.has ? contradicted : supported)(because, { evidence, nearest });
}

/** What is not there has no parameter either, but a claim that says so speaks of something that is. */
const asNeeded = (finding: Finding, positive: boolean): Finding =>
  positive ? finding : { ...finding, verdict: "cannot verify" };

export const parameterOf = ({ parameters }: FoundSymbol, name: string) =>
  parameters.find((parameter) => parameter.name === name && !parameter.kind.startsWith("var-"));

/** The part of a signature that one parameter is. */
export const ofParameter = (answer: FoundSymbol, parameter: Parameter): readonly ClaimEvidence[] =>
  ofSymbol(answer, `${answer.name}(…, ${parameterText(parameter)}, …)`);

/**
 * Why a parameter that the signature does not show may be taken all the same; undefined when it cannot.
 *
 * @param isGuess the claim does not call it a parameter
 */
export async function doubtfulParameter(
  answer: FoundSymbol,
  parameter: string,
  place: Place,
  isGuess = false,
): Promise<Finding | undefined> {
  const member = await place.describe(`${answer.name}.${parameter}`);
  if (member.found) {
    return cannotVerify(`${parameter} of ${answer.name} is no parameter: it is a ${member.kind}`, {
      evidence: ofSymbol(member),
    });
  }
  if (answer.signature === null) return unknownSignature(answer, place);
  if (isGuess) {
    return cannotVerify(
      `${answer.name} has no parameter ${parameter} in ${nameOf(place)}; it may be an attribute`,
      {
        evidence: ofSymbol(answer),
      },
    );
  }
  // `Callable[..., int]` and `tuple[int, ...]` say nothing of what is taken.
  const shown = answer.signature.replace(/\[\.\.\.,|,\s*\.\.\.\]/g, "");
  if (/\*\*|\.\.\./.test(shown) || answer.signature.includes("*args")) {
    return cannotVerify(`${answer.name} takes more than its signature names in ${nameOf(place)}`, {
      evidence: ofSymbol(answer),
    });
  }
  if (answer.signature.includes("\n")) {
    return cannotVerify(`${answer.name} has several signatures in ${nameOf(place)}`, {
      evidence: ofSymbol(answer),
    });
  }
  const [entry] = entriesOf(await place.textsOf(answer.name), parameter);
  return entry === undefined
    ? undefined
    : cannotVerify(`the text about ${answer.name} names “${parameter}”, and its signature does not`, {
        evidence: [ofText(entry, place.release.version), ...ofSymbol(answer)],
      });
}

/** Nothing follows for the parameters of what is only listed. */
export const unknownSignature = (answer: FoundSymbol, place: Place): Finding =>
  cannotVerify(`no source tells the signature of ${answer.name} in ${nameOf(place)}`, {
    evidence: ofSymbol(answer),
  });

export const KINDS: Readonly<Record<string, readonly string[]>> = {
  class: ["class", "enum", "interface"],
  function: ["function", "method"],
  method: ["method", "function"],
  attribute: ["attribute", "property"],
  property: ["property", "attribute"],
};

export async function checkKind(part: PartOf<"is">, place: Place): Promise<Finding> {
  const answer = await place.describe(part.symbol);
  if (!answer.found) return absence(answer, place);
  const is = isA(answer, place);
  return otherKind(answer, part.symbol, part.what, place) ?? supported(is, { evidence: ofSymbol(answer) });
}

/** What something is, as far as a source tells. */
export const isA = ({ name, kind }: FoundSymbol, place: Place): string =>
  kind === "unknown"
    ? `${name} is there in ${nameOf(place)}, and no source tells what it is`
    : `${name} is a ${kind} in ${nameOf(place)}`;

/** What follows when what was found is not of the kind claimed; undefined when it is. @param asked the name as the claim has it */
export function otherKind(
  answer: FoundSymbol,
  asked: string,
  what: string,
  place: Place,
): Finding | undefined {
  if ((KINDS[what] ?? [what]).includes(answer.kind)) return undefined;
  const because = isA(answer, place);
  // A module `pump` stands beside a class `Pump`; what an attribute holds may be a class or a function; a list may err.
  const isSure =
    answer.name.endsWith(lastPart(asked)) &&
    !/^(?:attribute|property)$/.test(answer.kind) &&
    !answer.isListed;
  return (isSure ? contradicted : cannotVerify)(because, { evidence: ofSymbol(answer) });
}

/** What follows for a claim that needs a parameter, when the signature does not show it. */
export async function absenceOfParameter(
  answer: FoundSymbol,
  parameter: string,
  place: Place,
  isGuess = false,
): Promise<Finding> {
  return (
    (await doubtfulParameter(answer, parameter, place, isGuess)) ??
    contradicted(`${answer.name} has no parameter ${parameter} in ${nameOf(place)}`, {
      evidence: ofSymbol(answer),
    })
  );
}
