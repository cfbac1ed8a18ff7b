import { canonicalAnnotation, canonicalParameters, canonicalValue } from "../history/canonical.js";
import { readSignature } from "../history/signature.js";
import { absence, doubtfulParameter, ofParameter, parameterOf, unknownSignature } from "./check-presence.js";
import type { PartOf } from "./claim.js";
import { entriesOf, ofText } from "./documented-text.js";
import { nameOf, type Place } from "./place.js";
import { fitOf } from "./timing.js";
import { cannotVerify, contradicted, type Finding, ofChange, ofSymbol, supported } from "./verdict.js";

/** Values that stand for “not given” in a signature, while the text may tell what is used then. */
const STANDS_FOR_ANOTHER =
  /^(?:None|undefined|\.\.\.|<.*>|["'](?:deprecated|warn|auto_deprecated)["']|_?[A-Z][A-Z_]+|\w*(?:unset|UNSET|sentinel|no_value|NoValue)\w*)$/;

export async function checkDefault(part: PartOf<"default">, place: Place): Promise<Finding> {
  const answer = await place.describe(part.symbol);
  if (!answer.found) return absence(answer, place);
  const found = parameterOf(answer, part.parameter);
  if (!found) {
    return (
      (await doubtfulParameter(answer, part.parameter, place, part.isGuess)) ??
      contradicted(`${answer.name} has no parameter ${part.parameter} in ${nameOf(place)}`, {
        ...{ evidence: ofSymbol(answer), nearest: answer.parameters.map(({ name }) => name) },
      })
    );
  }
  const evidence = ofParameter(answer, found);
  if (found.default !== undefined && isSameValue(part.value, found.default)) {
    return supported(`the default of ${found.name} is ${found.default} in ${nameOf(place)}`, { evidence });
  }
  if (answer.signature?.includes("\n")) {
    return cannotVerify(`${answer.name} has several signatures in ${nameOf(place)}`, {
      evidence: ofSymbol(answer),
    });
  }
  const [entry] = entriesOf(await place.textsOf(answer.name), part.parameter);
  const text = entry?.text ?? "";
  const isMentioned = text.includes(part.value.replace(/^["'](.*)["']$/, "$1"));
  if (
    (found.default === undefined || STANDS_FOR_ANOTHER.test(found.default)) &&
    /default/i.test(text) &&
    isMentioned
  ) {
    const because = `the signature of ${answer.name} has ${found.default ?? "no default"}, and its text speaks of ${part.value}`;
    return cannotVerify(because, {
      evidence: [...evidence, ...(entry ? [ofText(entry, place.release.version)] : [])],
    });
  }
  const actual = found.default === undefined ? "has no default" : `is ${found.default}`;
  const because =
    found.default === undefined
      ? `${found.name} of ${answer.name} ${actual} in ${nameOf(place)}: it must be given`
      : `the default of ${found.name} ${actual} in ${nameOf(place)}`;
  return contradicted(because, { evidence });
}

/** As `canonicalValue` writes them: `8`, `-1`, `0.0001f`, `1e-7f`. */
const NUMBER = /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?f?$/;

/** Whether a value as a person writes it is the one of the source text: a string need not be in quotation marks. */
export function isSameValue(claimed: string, actual: string): boolean {
  const wanted = canonicalValue(claimed);
  const real = canonicalValue(actual);
  if (wanted === real || canonicalValue(`"${claimed}"`) === real) return true;
  if (/^(?:true|false|none|null)$/i.test(wanted)) return wanted.toLowerCase() === real.toLowerCase();
  // `1` for `1.0`: a person does not tell them apart.
  return NUMBER.test(wanted) && NUMBER.test(real) && Number.parseFloat(wanted) === Number.parseFloat(real);
}

export async function checkDefaultChanged(part: PartOf<"default-changed">, place: Place): Promise<Finding> {
  const now = await checkDefault({ ...part, kind: "default", value: part.to }, place);
  const answer = await place.describe(part.symbol);
  if (now.verdict !== "supported" || !answer.found) return now;
  const change = answer.history.findLast(
    ({ kind, parameter, after }) =>
      kind === "default-changed" &&
      parameter === part.parameter &&
      after !== undefined &&
      isSameValue(part.to, after),
  );
  if (!change) {
    return cannotVerify(
      `the default is ${part.to} now, and no two indexed releases show that it changed`,
      now,
    );
  }
  const evidence = ofChange(change);
  const span = `from ${change.before ?? "none"} to ${change.after ?? "none"} after ${change.previous}, in ${change.version} at the latest`;
  if (part.from !== undefined && !isSameValue(part.from, change.before ?? "")) {
    return contradicted(`it changed ${span}`, { evidence });
  }
  const fit = part.version === undefined ? "fits" : fitOf(part.version, change.previous, change.version);
  const verdict = { fits: supported, possible: cannotVerify, impossible: contradicted }[fit];
  return verdict(`it changed ${span}`, { evidence });
}

export async function checkSignature(part: PartOf<"signature">, place: Place): Promise<Finding> {
  const answer = await place.describe(part.symbol);
  if (!answer.found) return absence(answer, place);
  if (answer.signature === null) return unknownSignature(answer, place);
  const wanted = partsOf(part.signature);
  const there = answer.signature.split("\n").map(partsOf);
  const alike = there.filter(({ parameters }) => parameters === wanted.parameters);
  const evidence = ofSymbol(answer);
  if (alike.length === 0) return contradicted(`its signature is another in ${nameOf(place)}`, { evidence });
  if (alike.every(({ returns }) => isAnother(returns, wanted.returns))) {
    return cannotVerify(
      `its parameters are those in ${nameOf(place)}, but what it returns is written otherwise`,
      {
        evidence,
      },
    );
  }
  return supported(`that is its signature in ${nameOf(place)}`, { evidence });
}

interface SignatureParts {
  /** Spelt the one way. */
  readonly parameters: string;
  readonly returns: string | undefined;
}

/** Of a signature with any name before it, or none. */
function partsOf(signature: string): SignatureParts {
  const { parameters = "", returns } = readSignature(
    signature.slice(Math.max(0, signature.indexOf("("))),
    "",
  );
  return {
    parameters: canonicalParameters(parameters),
    returns: returns === undefined ? undefined : canonicalAnnotation(returns),
  };
}

/** Both are told, and not the same. */
const isAnother = (actual: string | undefined, claimed: string | undefined): boolean =>
  actual !== undefined && claimed !== undefined && actual !== claimed;
