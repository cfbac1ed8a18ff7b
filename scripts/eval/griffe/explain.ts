import type { Agreement, ApiChange } from "./compare.js";
import { parameterChanges } from "./compare.js";
import type { ApiObject } from "./public-api.js";

/** Why two readings of the same files differ, in the words of the report. The last of a group is what is left. */
export const REASONS = {
  documentedAttribute:
    "kb lists what the class's docstring lists; griffe sees it set on `self` or in a public base",
  wrappedClass: "`X = update(X)` is still the class X for kb, a constant for griffe",
  boundMember:
    "`path = staticmethod(f)`, `fit = Base.fit`, a nested class: a member for kb, a value for griffe",
  annotatedOnSelf: "annotated on `self` inside a method",
  dataClass:
    "data class, named tuple or typed dictionary by its base: kb takes the fields, griffe the inherited constructor",
  enumeration: "enumeration: kb takes `value`, griffe nothing",
  importedMethod: "function imported into a class body: kb binds its first parameter",
  defaultText: "the same default, written otherwise",
  twice: "defined twice under a condition: kb takes the first, griffe the last",
  keptName:
    "`Old = New`: one object with two names for kb, which lost or gained one of them; two things for griffe",
  plainConstant:
    "a constant without a type, a docstring or a place in `__all__`, or a type variable: kb leaves it out",
  inLoop: "a function that a loop of the module makes: kb leaves it out",
  partial: "`f = partial(g)`: a function for kb, a value for griffe",
  other: "not explained",
} as const;
export type Reason = keyof typeof REASONS;

export interface Explained {
  readonly reason: Reason;
  /** A name to look at. */
  readonly example: string;
}

/** Why griffe alone has an object of a kind. */
const GRIFFE_ALONE: Readonly<Record<string, Reason>> = {
  attribute: "annotatedOnSelf",
  constant: "plainConstant",
  function: "inLoop",
};

/** Why only one tool has an object. `classes` gives the kind of every name that griffe has. */
export function explainPresence(
  side: "kb" | "griffe",
  object: ApiObject,
  griffeKinds: ReadonlyMap<string, string>,
): Explained {
  const [name = ""] = object.names;
  const reason = (): Reason => {
    if (side === "griffe") return GRIFFE_ALONE[object.kind] ?? "other";
    if (object.kind === "attribute" || object.kind === "property") return "documentedAttribute";
    const owner = griffeKinds.get(name.slice(0, name.lastIndexOf(".")));
    if (owner === "constant") return "wrappedClass";
    if (owner === "class") return "boundMember";
    return object.kind === "function" ? "partial" : "other";
  };
  return { reason: reason(), example: name };
}

/** Why both have an object with different parameters; undefined when they agree. */
export function explainSignature(kb: ApiObject, griffe: ApiObject): Explained | undefined {
  if (kb.parameters === undefined || griffe.parameters === undefined) return undefined;
  const details = parameterChanges(kb.parameters, griffe.parameters);
  if (details.length === 0) return undefined;
  const reason = (): Reason => {
    const [only] = kb.parameters ?? [];
    if (kb.kind === "class" && kb.parameters?.length === 1 && only?.name === "value") return "enumeration";
    if (details.every((detail) => /: default /.test(detail))) return "defaultText";
    if (kb.kind === "class") return "dataClass";
    if (details.length === 1 && kb.kind === "method" && / added$/.test(details[0] ?? ""))
      return "importedMethod";
    return "twice";
  };
  return { reason: reason(), example: kb.names[0] ?? "" };
}

/** Names to the kind of what they lead to. */
export function kindsOf(objects: readonly ApiObject[]): ReadonlyMap<string, string> {
  return new Map(objects.flatMap(({ names, kind }) => names.map((name) => [name, kind] as const)));
}

/** Both readings of one release. */
export interface ReleaseReadings {
  readonly kb: readonly ApiObject[];
  readonly griffe: readonly ApiObject[];
  readonly agreement: Agreement<ApiObject>;
}

/** Why only one tool sees a change: by what the other makes of the same object in the two releases. */
export function explainChange(
  side: "kb" | "griffe",
  change: ApiChange,
  before: ReleaseReadings,
  after: ReleaseReadings,
): Explained {
  const [example = ""] = change.names;
  for (const release of [after, before]) {
    const alone = side === "kb" ? release.agreement.onlyKb : release.agreement.onlyGriffe;
    const object = release === after ? change.after : change.before;
    if (object !== undefined && alone.includes(object)) {
      return { ...explainPresence(side, object, kindsOf(release.griffe)), example };
    }
  }
  for (const release of [after, before]) {
    const object = release === after ? change.after : change.before;
    const pair = release.agreement.both.find((both) => both[side] === object);
    const explained = pair && explainSignature(pair.kb, pair.griffe);
    if (explained && change.kind === "signature-changed") return { ...explained, example };
  }
  const [own, others] = change.kind === "added" ? [after, before] : [before, after];
  const object = change.kind === "added" ? change.after : change.before;
  const opposite = side === "griffe" ? "kb" : "griffe";
  const elsewhere = kindsOf(others[opposite]);
  // One object with two names for the one may be two for the other.
  const twin = own[opposite].find(({ names }) => names.some((name) => object?.names.includes(name)));
  const names = [...change.names, ...(twin?.names ?? [])];
  const kind = names.map((name) => elsewhere.get(name)).find((found) => found !== undefined);
  if (kind === undefined) return { reason: "other", example };
  return { reason: kind === "attribute" ? "documentedAttribute" : "keptName", example };
}
