import { canonicalAnnotation, canonicalParameters, canonicalValue } from "./canonical.js";
import type { Difference } from "./change.js";
import { compareParameters } from "./compare-parameters.js";
import type { SymbolLife } from "./life.js";
import { readParameters } from "./parameter.js";
import { readSignature, readValue } from "./signature.js";

export type SymbolState = Pick<SymbolLife, "name" | "kind" | "signature" | "parameters" | "deprecated">;

/** What two states of one symbol differ in. Where one has no known signature nothing is said about it. */
export function compareSymbols(before: SymbolState, after: SymbolState): readonly Difference[] {
  return [
    ...compareKinds(before, after),
    ...compareSignatures(before, after),
    ...compareDeprecations(before, after),
  ];
}

/** Kinds that a user handles alike: an attribute may become a property. */
const FAMILIES: Readonly<Record<string, string>> = {
  attribute: "value",
  property: "value",
  constant: "value",
  method: "function",
  enum: "class",
};

const familyOf = (kind: string): string => FAMILIES[kind] ?? kind;

function compareKinds(before: SymbolState, after: SymbolState): readonly Difference[] {
  const families = [familyOf(before.kind), familyOf(after.kind)];
  // In TypeScript a namespace and a class can bear one name: which of the two is told says nothing.
  if (families[0] === families[1] || families.includes("module")) return [];
  // A list is often made with a template for something else.
  if (before.signature === "" || after.signature === "") return [];
  return [
    { kind: "kind-changed", breaking: true, parameter: undefined, before: before.kind, after: after.kind },
  ];
}

function compareSignatures(before: SymbolState, after: SymbolState): readonly Difference[] {
  if (before.signature === after.signature && before.parameters === after.parameters) return [];
  if (before.signature === "" || after.signature === "") return [];
  if (familyOf(before.kind) !== familyOf(after.kind)) return [];
  if (before.signature.includes("\n") || after.signature.includes("\n"))
    return compareOverloads(before, after);
  if (familyOf(before.kind) === "value") return compareValues(before, after);
  const was = readSignature(before.signature, before.name);
  const is = readSignature(after.signature, after.name);
  const known = (state: SymbolState, written: string | undefined) =>
    state.parameters !== "[]" || (written ?? "") === "";
  if (!known(before, was.parameters) || !known(after, is.parameters) || was.head !== is.head) {
    return sameText(before, after) ? [] : [whole(before, after)];
  }
  const differences = compareParameters(readParameters(before), readParameters(after));
  return sameType(was.returns, is.returns)
    ? differences
    : [...differences, typed("return", was.returns, is.returns)];
}

function compareOverloads(before: SymbolState, after: SymbolState): readonly Difference[] {
  const lines = ({ signature, name }: SymbolState) =>
    new Map(signature.split("\n").map((line) => [canonicalLine(line, name), line]));
  const was = lines(before);
  const is = lines(after);
  const gone = [...was].filter(([line]) => !is.has(line)).map(([, text]) => text);
  const come = [...is].filter(([line]) => !was.has(line)).map(([, text]) => text);
  if (gone.length === 0 && come.length === 0) return [];
  return [
    {
      kind: "signature-changed",
      breaking: gone.length === 0 ? false : null,
      parameter: undefined,
      before: gone.join("\n") || undefined,
      after: come.join("\n") || undefined,
    },
  ];
}

function compareValues(before: SymbolState, after: SymbolState): readonly Difference[] {
  const was = readValue(before.signature, before.name);
  const is = readValue(after.signature, after.name);
  const differences: Difference[] = [];
  if (
    was.value !== undefined &&
    is.value !== undefined &&
    canonicalValue(was.value) !== canonicalValue(is.value)
  ) {
    const values = { before: was.value, after: is.value };
    differences.push({ kind: "default-changed", breaking: null, parameter: undefined, ...values });
  }
  return sameType(was.annotation, is.annotation)
    ? differences
    : [...differences, typed(undefined, was.annotation, is.annotation)];
}

const typed = (
  parameter: string | undefined,
  before: string | undefined,
  after: string | undefined,
): Difference => ({ kind: "annotation-changed", breaking: false, parameter, before, after });

const sameType = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined ? a === b : canonicalAnnotation(a) === canonicalAnnotation(b);

const sameText = (before: SymbolState, after: SymbolState): boolean =>
  canonicalLine(before.signature, before.name) === canonicalLine(after.signature, after.name);

/** A signature apart from the symbol's own name and from how types and values are spelt. */
export function canonicalLine(line: string, name: string): string {
  const { head, parameters, returns } = readSignature(line, name);
  const taken = parameters === undefined ? "" : `(${canonicalParameters(parameters)})`;
  return `${canonicalAnnotation(head)}${taken}${returns === undefined ? "" : ` -> ${canonicalAnnotation(returns)}`}`;
}

const whole = (before: SymbolState, after: SymbolState): Difference => ({
  kind: "signature-changed",
  breaking: null,
  parameter: undefined,
  before: before.signature,
  after: after.signature,
});

/** What a project says when it deprecates something. */
export interface Deprecation {
  readonly message: string;
  readonly since?: string;
  readonly replacement?: string;
}

/** The `deprecated` column of a symbol. */
export const readDeprecation = (json: string): Deprecation | undefined =>
  json === "" ? undefined : (JSON.parse(json) as Deprecation);

function compareDeprecations(before: SymbolState, after: SymbolState): readonly Difference[] {
  const was = readDeprecation(before.deprecated);
  const is = readDeprecation(after.deprecated);
  if ((was === undefined) === (is === undefined)) return [];
  return [
    {
      kind: is ? "deprecated" : "un-deprecated",
      breaking: false,
      parameter: undefined,
      before: was?.message,
      after: is?.message,
    },
  ];
}
