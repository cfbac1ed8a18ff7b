import { canonicalAnnotation, canonicalValue } from "./canonical.js";

/** A parameter as the index holds it. */
export interface Parameter {
  /** Without stars. */
  readonly name: string;
  readonly kind:
    | "positional-only"
    | "positional-or-keyword"
    | "var-positional"
    | "keyword-only"
    | "var-keyword";
  /** Source text; absent when there is none. */
  readonly default?: string;
  readonly annotation?: string;
  /** What the project says of it, where it is deprecated. */
  readonly deprecated?: { readonly message: string; readonly since?: string; readonly replacement?: string };
}

/** scikit-learn's and others' way to deprecate a parameter: a default that nobody would give. */
export const isDeprecated = ({ deprecated, default: value }: Parameter): boolean =>
  deprecated !== undefined || /^["']deprecated["']$/.test(value ?? "");

const read = new WeakMap<object, readonly Parameter[]>();

/** The `parameters` column of a symbol, read once a row. */
export function readParameters(row: { readonly parameters: string }): readonly Parameter[] {
  const known = read.get(row);
  if (known) return known;
  const parameters = JSON.parse(row.parameters) as Parameter[];
  read.set(row, parameters);
  return parameters;
}

export const isVariadic = ({ kind }: Parameter): boolean =>
  kind === "var-positional" || kind === "var-keyword";

/** Whether a call must give it. What TypeScript marks with `?` may be left out, and has no default: its type says so. */
export const isRequired = (parameter: Parameter): boolean =>
  !isVariadic(parameter) &&
  parameter.default === undefined &&
  !/\|\s*undefined$/.test(parameter.annotation ?? "");

export const takesPosition = ({ kind }: Parameter): boolean =>
  kind === "positional-only" || kind === "positional-or-keyword";

export const takesKeyword = ({ kind }: Parameter): boolean =>
  kind === "keyword-only" || kind === "positional-or-keyword";

/** Two defaults that are the same value, however it is written; absent equals only absent. */
export const sameDefault = (a: Parameter, b: Parameter): boolean =>
  a.default === undefined || b.default === undefined || a.default === b.default
    ? a.default === b.default
    : canonicalValue(a.default) === canonicalValue(b.default);

/** Two annotations that are the same type, however it is written; absent equals only absent. */
export const sameAnnotation = (a: Parameter, b: Parameter): boolean =>
  a.annotation === undefined || b.annotation === undefined || a.annotation === b.annotation
    ? a.annotation === b.annotation
    : canonicalAnnotation(a.annotation) === canonicalAnnotation(b.annotation);

/** As it stands in a signature. */
export function parameterText({ name, kind, default: value, annotation }: Parameter): string {
  const stars = kind === "var-positional" ? "*" : kind === "var-keyword" ? "**" : "";
  const type = annotation === undefined ? "" : `: ${annotation}`;
  const equals = annotation === undefined ? "=" : " = ";
  return `${stars}${name}${type}${value === undefined ? "" : `${equals}${value}`}`;
}
