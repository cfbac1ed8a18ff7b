import { ownerOf } from "../history/moves.js";
import { absence, checkExists, isA, KINDS, otherKind, parameterOf } from "./check-presence.js";
import type { PartOf } from "./claim.js";
import { nameOf, type Place } from "./place.js";
import { lastPart } from "./same-name.js";
import { cannotVerify, contradicted, type Finding, ofSymbol, supported } from "./verdict.js";

/** A method or an attribute, its own or inherited. What is not in the index may be made at run time. */
export async function checkMember(part: PartOf<"member">, place: Place): Promise<Finding> {
  const owner = await place.describe(part.symbol);
  if (!owner.found) {
    const absent = await absence(owner, place);
    return part.has ? absent : { ...absent, verdict: "cannot verify" };
  }
  const symbol = `${owner.name}.${part.member}`;
  const answer = await place.describe(symbol);
  if (!answer.found) return checkExists({ kind: "exists", symbol, exists: part.has }, place);
  if ((KINDS[part.what] ?? []).includes(answer.kind)) {
    const from = answer.inheritedFrom === undefined ? "" : `, from ${answer.inheritedFrom}`;
    const because = `${owner.name} has the ${answer.kind} ${part.member}${from} in ${nameOf(place)}`;
    return (part.has ? supported : contradicted)(because, { evidence: ofSymbol(answer) });
  }
  return cannotVerify(isA(answer, place), { evidence: ofSymbol(answer) });
}

/** A class in a module, a method of a class: under that name, another that leads to it, or deeper within. */
export async function checkWithin(part: PartOf<"within">, place: Place): Promise<Finding> {
  const inside = part.symbol.startsWith(`${part.place}.`)
    ? part.symbol
    : `${part.place}.${lastPart(part.symbol)}`;
  const there = await place.describe(inside);
  const answer = there.found ? there : await place.describe(part.symbol);
  if (!answer.found) return absence(answer.ambiguous && !there.found ? there : answer, place);
  const evidence = ofSymbol(answer);
  const because = isA(answer, place);
  const other = part.what === undefined ? undefined : otherKind(answer, part.symbol, part.what, place);
  if (other) return other;
  const isWithin = there.found || `.${ownerOf(answer.name)}.`.includes(`.${part.place}.`);
  if (isWithin) return supported(because, { evidence });
  const owner = await place.describe(part.place);
  if (owner.found && parameterOf(owner, part.symbol)) {
    return cannotVerify(`${part.symbol} is a parameter of ${owner.name}`, { evidence: ofSymbol(owner) });
  }
  return (await place.wouldBeThere(inside))
    ? contradicted(`${because}, and ${part.place} has none`, { evidence })
    : cannotVerify(`${because}; whether ${part.place} has it too is not known`, { evidence });
}
