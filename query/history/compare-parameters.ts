import type { Difference } from "./change.js";
import {
  isVariadic,
  type Parameter,
  parameterText,
  sameAnnotation,
  sameDefault,
  takesKeyword,
  takesPosition,
} from "./parameter.js";

/**
 * What two parameter lists differ in, in the order of the later one, what is gone first. Nothing exactly when both
 * take the same calls with the same meaning, apart from the spelling of values and types.
 */
export function compareParameters(
  before: readonly Parameter[],
  after: readonly Parameter[],
): readonly Difference[] {
  const renamed = renamedParameter(before, after);
  const called = (parameter: Parameter) => keyOf(parameter, renamed);
  const old = new Map(before.map((parameter) => [called(parameter), parameter]));
  const kept = new Set(after.map((parameter) => keyOf(parameter)));
  const differences: Difference[] = before
    .filter((parameter) => !kept.has(called(parameter)))
    .map((parameter) => removal(parameter, after));
  if (renamed) {
    differences.push({
      kind: "parameter-renamed",
      breaking: renamed.from.kind !== "positional-only",
      parameter: renamed.to.name,
      before: renamed.from.name,
      after: renamed.to.name,
    });
  }
  for (const parameter of after) {
    const was = old.get(keyOf(parameter));
    differences.push(...(was ? changesOf(was, parameter) : [addition(parameter, before, after)]));
  }
  const moved = reordering(before, after, called);
  return moved ? [...differences, moved] : differences;
}

/** `*args` and `**kwargs` are the same whatever they are called: nobody can name them in a call. */
function keyOf(parameter: Parameter, renamed?: { from: Parameter; to: Parameter }): string {
  if (isVariadic(parameter)) return parameter.kind === "var-positional" ? "*" : "**";
  return parameter === renamed?.from ? renamed.to.name : parameter.name;
}

/**
 * The one parameter that has another name, proved: all others are the same in the same order, it stands at the same
 * place, is given in the same way, and has the same annotation and a default that only it would have (300, not
 * `None`). A parameter that only its place tells from others needs no more proof than the place.
 */
function renamedParameter(
  before: readonly Parameter[],
  after: readonly Parameter[],
): { readonly from: Parameter; readonly to: Parameter } | undefined {
  if (before.length !== after.length) return undefined;
  const apart = before.flatMap((from, at) => {
    const to = after[at];
    return to && keyOf(from) !== keyOf(to) ? [{ from, to }] : [];
  });
  const [only] = apart;
  if (apart.length !== 1 || !only) return undefined;
  const { from, to } = only;
  if (from.kind !== to.kind || isVariadic(from) || !sameDefault(from, to) || !sameAnnotation(from, to)) {
    return undefined;
  }
  const known = before.some(({ name }) => name === to.name) || after.some(({ name }) => name === from.name);
  const proved =
    from.kind === "positional-only" || (from.annotation !== undefined && isTelling(from.default));
  return proved && !known ? only : undefined;
}

const isTelling = (value: string | undefined): boolean =>
  value !== undefined && !/^(None|True|False|0|1|""|''|\[\]|\{\}|\(\))$/.test(value);

function removal(parameter: Parameter, after: readonly Parameter[]): Difference {
  const swallowed = parameter.kind === "keyword-only" && after.some(({ kind }) => kind === "var-keyword");
  return {
    kind: "parameter-removed",
    breaking: !swallowed,
    parameter: parameter.name,
    before: parameterText(parameter),
    after: undefined,
  };
}

function addition(
  parameter: Parameter,
  before: readonly Parameter[],
  after: readonly Parameter[],
): Difference {
  const required = !isVariadic(parameter) && parameter.default === undefined;
  const known = new Set(before.filter(takesPosition).map(({ name }) => name));
  const later = after.slice(after.indexOf(parameter) + 1);
  const shifts =
    takesPosition(parameter) && later.some((other) => takesPosition(other) && known.has(other.name));
  return {
    kind: "parameter-added",
    breaking: required || shifts,
    parameter: parameter.name,
    before: undefined,
    after: parameterText(parameter),
  };
}

/** scikit-learn's and others' way to deprecate a parameter: a default that nobody would give. */
const isSentinel = (value: string | undefined): boolean =>
  value !== undefined && /^["'](deprecated|warn)["']$/.test(value);

function changesOf(before: Parameter, after: Parameter): readonly Difference[] {
  const parameter = after.name;
  const differences: Difference[] = [];
  if (before.kind !== after.kind) {
    const keywordOnly = takesPosition(before) && after.kind === "keyword-only";
    const lost =
      (takesPosition(before) && !takesPosition(after)) || (takesKeyword(before) && !takesKeyword(after));
    differences.push({
      kind: keywordOnly ? "parameter-made-keyword-only" : "parameter-kind-changed",
      breaking: lost,
      parameter,
      before: before.kind,
      after: after.kind,
    });
  }
  if (!sameDefault(before, after)) {
    const [was, is] = [before.default, after.default];
    const kind =
      isSentinel(is) && !isSentinel(was)
        ? "deprecated"
        : isSentinel(was) && is !== undefined && !isSentinel(is)
          ? "un-deprecated"
          : "default-changed";
    const breaking = kind === "default-changed" && was !== undefined;
    differences.push({ kind, breaking, parameter, before: was, after: is });
  }
  if (!sameAnnotation(before, after)) {
    const { annotation: was } = before;
    differences.push({
      kind: "annotation-changed",
      breaking: false,
      ...{ parameter, before: was, after: after.annotation },
    });
  }
  return differences;
}

/** Parameters that both lists take by position, in another order. */
function reordering(
  before: readonly Parameter[],
  after: readonly Parameter[],
  called: (parameter: Parameter) => string,
): Difference | undefined {
  const positional = (list: readonly Parameter[], name: (parameter: Parameter) => string) =>
    list.filter(takesPosition).map(name);
  const old = positional(before, called);
  const now = positional(after, (parameter) => keyOf(parameter));
  const was = old.filter((name) => now.includes(name));
  const is = now.filter((name) => old.includes(name));
  if (was.every((name, at) => name === is[at])) return undefined;
  const [from, to] = [was.join(", "), is.join(", ")];
  return { kind: "parameter-reordered", breaking: true, parameter: undefined, before: from, after: to };
}
