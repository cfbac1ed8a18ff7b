import type { Difference } from "./change.js";
import {
  isDeprecated,
  isRequired,
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
  const renames = renamedParameters(before, after);
  const called = (parameter: Parameter) => keyOf(parameter, renames);
  const old = new Map(before.map((parameter) => [called(parameter), parameter]));
  const kept = new Set(after.map((parameter) => keyOf(parameter)));
  const differences: Difference[] = before
    .filter((parameter) => !kept.has(called(parameter)))
    .map((parameter) => removal(parameter, after));
  for (const { from, to, isStillTaken } of renames) {
    differences.push({
      kind: "parameter-renamed",
      breaking: from.kind !== "positional-only" && !isStillTaken,
      parameter: to.name,
      before: from.name,
      after: to.name,
    });
  }
  for (const parameter of after) {
    const was = old.get(keyOf(parameter));
    if (was) {
      // That its old name was given up is how it came by the new one.
      const isSame = was.name === parameter.name;
      const changes = changesOf(was, parameter, standsFor(was, before, after));
      differences.push(...changes.filter(({ kind }) => isSame || kind !== "un-deprecated"));
    }
    // The old name of a parameter that has another now is only kept to be given up.
    else if (renames.some(({ from }) => from.name === parameter.name)) differences.push(ended(parameter));
    else differences.push(addition(parameter, before, after, renames));
  }
  const moved = reordering(before, after, called);
  return moved ? [...differences, moved] : differences;
}

/** One parameter under two names. */
interface Rename {
  readonly from: Parameter;
  readonly to: Parameter;
  /** The old name can still be given as a keyword. */
  readonly isStillTaken: boolean;
}

/** `*args` and `**kwargs` are the same whatever they are called: nobody can name them in a call. */
function keyOf(parameter: Parameter, renames: readonly Rename[] = []): string {
  if (isVariadic(parameter)) return parameter.kind === "var-positional" ? "*" : "**";
  return renames.find(({ from }) => from === parameter)?.to.name ?? parameter.name;
}

/**
 * Parameters that have another name. Proofs:
 *
 * 1. the place of one that is a keyword of the past now is taken by one that is new;
 * 2. the old release says what to use instead of one that is gone, and that is new;
 * 3. it is the only one that differs, and all else about it is the same.
 */
function renamedParameters(before: readonly Parameter[], after: readonly Parameter[]): readonly Rename[] {
  const isNew = ({ name }: Parameter) => !before.some((other) => other.name === name);
  const places = after.filter(takesPosition);
  const found = before.flatMap((from): Rename[] => {
    const is = after.find(({ name }) => name === from.name);
    const taker = places[before.filter(takesPosition).indexOf(from)];
    const isGivenUp = is?.kind === "keyword-only" && isDeprecated(is) && !isDeprecated(from);
    if (isGivenUp && from.kind === "positional-or-keyword" && taker) {
      return isNew(taker) ? [{ from, to: taker, isStillTaken: true }] : [];
    }
    const announced = after.find(({ name }) => name === from.deprecated?.replacement);
    if (is || !announced || !isNew(announced) || isVariadic(announced)) return [];
    return [{ from, to: announced, isStillTaken: false }];
  });
  const names = found.map(({ to }) => to.name);
  const proved = found.filter(({ to }) => names.filter((name) => name === to.name).length === 1);
  if (proved.length > 0) return proved;
  const only = onlyDifferent(before, after);
  return only ? [{ ...only, isStillTaken: false }] : [];
}

/**
 * The one parameter that has another name, proved: all others are the same in the same order, it stands at the same
 * place, is given in the same way, and has the same annotation and a default that only it would have (300, not
 * `None`). A parameter that only its place tells from others needs no more proof than the place.
 */
function onlyDifferent(
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
  // As a keyword it is still taken; whether anything is done with it cannot be told.
  const swallowed = takesKeyword(parameter) && after.some(({ kind }) => kind === "var-keyword");
  return {
    kind: "parameter-removed",
    breaking: swallowed ? null : true,
    parameter: parameter.name,
    before: parameterText(parameter),
    after: undefined,
  };
}

function addition(
  parameter: Parameter,
  before: readonly Parameter[],
  after: readonly Parameter[],
  renames: readonly Rename[],
): Difference {
  const known = new Set(before.filter(takesPosition).map((other) => keyOf(other, renames)));
  const later = after.slice(after.indexOf(parameter) + 1);
  const shifts =
    takesPosition(parameter) && later.some((other) => takesPosition(other) && known.has(other.name));
  return {
    kind: "parameter-added",
    breaking: isRequired(parameter) || shifts,
    parameter: parameter.name,
    before: undefined,
    after: parameterText(parameter),
  };
}

/** A default by which a release warns that another one will take its place. */
const isWarning = (value: string | undefined): boolean => value !== undefined && /^["']warn["']$/.test(value);

const ended = (parameter: Parameter): Difference => ({
  kind: "deprecated",
  breaking: false,
  parameter: parameter.name,
  before: undefined,
  after: parameter.deprecated?.message ?? parameter.default,
});

/** Deprecation begins or ends: by what the project says of the parameter, or by its default. */
function compareDeprecations(before: Parameter, after: Parameter): readonly Difference[] {
  if (isDeprecated(before) === isDeprecated(after)) return [];
  if (isDeprecated(after)) return [ended(after)];
  const { message } = before.deprecated ?? {};
  const told = {
    before: message ?? before.default,
    after: message === undefined ? after.default : undefined,
  };
  return [{ kind: "un-deprecated", breaking: false, parameter: after.name, ...told }];
}

/** The same number, as another type: it may mean a share and not a count. */
const isOtherType = (was: string, is: string | undefined): boolean =>
  is !== undefined && was !== "" && is !== "" && Number(was) === Number(is);

/** Left out, it stood for a parameter that is gone: its default meant what the other one said. */
const standsFor = (
  { name, default: value }: Parameter,
  before: readonly Parameter[],
  after: readonly Parameter[],
): boolean =>
  value === "None" &&
  before.some(
    ({ name: other, deprecated }) =>
      deprecated?.replacement === name && !after.some((now) => now.name === other),
  );

/** @param stoodFor its default was no value of its own */
function changesOf(before: Parameter, after: Parameter, stoodFor: boolean): readonly Difference[] {
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
  differences.push(...compareDeprecations(before, after));
  // The default of what is given up says that it is, and no more.
  const isSentinel = [before, after].some(({ default: value }) => /^["']deprecated["']$/.test(value ?? ""));
  if (!isSentinel && !sameDefault(before, after)) {
    const [was, is] = [before.default, after.default];
    const breaking =
      was === undefined || isWarning(is) || stoodFor ? false : isOtherType(was, is) ? null : true;
    differences.push({ kind: "default-changed", breaking, parameter, before: was, after: is });
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
