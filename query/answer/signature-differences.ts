import { isDeprecated, isVariadic, type Parameter, sameDefault } from "../history/parameter.js";
import { type Drafting, fact, type Statement } from "./statement.js";
import type { Subject } from "./subjects.js";

/** Names of parameters that are listed, at most. */
const MOST = 8;

/**
 * How the signatures of two APIs differ: parameters that one of them alone has, and defaults that are others. Nothing where
 * one has no signature or several, or where they have no parameter in common: what is different through and through is told
 * by what each is.
 */
export function signatureDifferences(
  { citations }: Drafting,
  subjects: readonly Subject[],
): readonly Statement[] {
  const [one, other, ...further] = subjects;
  if (!one || !other || further.length > 0 || !isTold(one) || !isTold(other)) return [];
  const [own, others] = [namedOf(one), namedOf(other)];
  const shared = [...own.values()].filter(({ name }) => others.has(name));
  if (shared.length === 0) return [];
  const texts = [
    ...alone(
      one,
      [...own.values()].filter(({ name }) => !others.has(name)),
    ),
    ...alone(
      other,
      [...others.values()].filter(({ name }) => !own.has(name)),
    ),
    ...shared
      .slice(0, MOST * 2)
      .flatMap((parameter) => defaults(one, other, parameter, others.get(parameter.name))),
  ];
  const same = `\`${one.name}\` and \`${other.name}\` have parameters of the same names, with the same defaults`;
  const sources = [citations.symbol(one.life), citations.symbol(other.life)];
  return (texts.length === 0 ? [same] : texts).map((text) =>
    fact("how their signatures differ", text, sources),
  );
}

const isTold = ({ signature, parameters }: Subject): boolean =>
  signature !== null && !signature.includes("\n") && parameters.length > 0;

/** Parameters that are given by whoever calls, by name. */
const namedOf = ({ parameters }: Subject): ReadonlyMap<string, Parameter> =>
  new Map(
    parameters
      .filter(
        (parameter) =>
          !isVariadic(parameter) && !isDeprecated(parameter) && !/^(?:self|cls)$/.test(parameter.name),
      )
      .map((parameter) => [parameter.name, parameter]),
  );

function alone({ name }: Subject, parameters: readonly Parameter[]): readonly string[] {
  if (parameters.length === 0) return [];
  const listed = parameters.slice(0, MOST).map((parameter) => `\`${parameter.name}\``);
  const more = parameters.length - listed.length;
  return [`only \`${name}\` has ${listed.join(", ")}${more > 0 ? ` and ${more} more` : ""}`];
}

function defaults(
  one: Subject,
  other: Subject,
  parameter: Parameter,
  counterpart: Parameter | undefined,
): readonly string[] {
  if (!counterpart || sameDefault(parameter, counterpart)) return [];
  const said = (value: string | undefined, { name }: Subject): string =>
    value === undefined ? `none in \`${name}\`` : `\`${value}\` in \`${name}\``;
  return [
    `default of \`${parameter.name}\`: ${said(parameter.default, one)}, ${said(counterpart.default, other)}`,
  ];
}
