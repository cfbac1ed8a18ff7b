import type { ObjectNames, ReleaseNames } from "../store/release-names.js";
import type { Skip } from "./finding.js";

/** What a path of a use comes to in one release. */
export type Resolved =
  | {
      readonly type: "found";
      /** The object it names, where it is one that is described. */
      readonly object: ObjectNames | undefined;
      readonly key: string | undefined;
      /** Its public name, where it is documented. */
      readonly symbol: string | undefined;
      /** Taken from a class, not from an instance: a method then wants its receiver. */
      readonly isUnbound: boolean;
      /** What a call of `object` gave, not `object` itself. */
      readonly isInstance: boolean;
      /** Only the pattern of names that its owner makes at run time has it. */
      readonly isMadeLate: boolean;
    }
  | {
      readonly type: "missing";
      /** Which part of the path is not there, counted from 0. */
      readonly part: number;
      /** What does not have it, by its public name. */
      readonly owner: string;
      readonly ownerKind: "module" | "class";
      /** What the owner has. */
      readonly siblings: readonly string[];
      readonly refusal: string | undefined;
      /** The owner may make it at run time: only what another release or the library itself says counts. */
      readonly isOpen: boolean;
      /** Only the documentation was looked into. */
      readonly isDocumented: boolean;
    }
  | { readonly type: "skipped"; readonly reason: Skip; readonly part: number; readonly detail: string }
  /** Not a name of this library. */
  | { readonly type: "foreign" };

type State =
  | { readonly at: "module"; readonly name: string }
  | {
      readonly at: "object";
      readonly key: string;
      readonly symbol: string | undefined;
      readonly isInstance: boolean;
      readonly isMember: boolean;
    }
  | { readonly at: "unknown"; readonly isMadeLate: boolean };

const UNKNOWN: State = { at: "unknown", isMadeLate: false };
const MADE_LATE: State = { at: "unknown", isMadeLate: true };

/** Walks a path through what a release binds, as Python would. */
export function resolvePath(path: string, names: ReleaseNames, planted: ReadonlySet<string>): Resolved {
  const parts = path.split(".");
  const [root = ""] = parts;
  if (!Object.hasOwn(names.modules, bare(root))) return { type: "foreign" };
  let state: State = called({ at: "module", name: bare(root) }, root, names);
  let isStar = false;
  for (let part = 1; part < parts.length; part += 1) {
    const written = parts[part] ?? "";
    const name = bare(written);
    if (name === "*") {
      isStar = true;
      continue;
    }
    if (name.startsWith("_")) return { type: "skipped", reason: "private", part, detail: path };
    if (state.at === "unknown") return { type: "skipped", reason: "undescribed", part, detail: path };
    const next: State | Resolved =
      state.at === "module"
        ? memberOfModule(state.name, name, part, names)
        : memberOfObject(state, name, part, names, planted);
    if ("type" in next) return isStar ? { type: "foreign" } : next;
    isStar = false;
    state = called(next, written, names);
  }
  if (state.at !== "object")
    return {
      type: "found",
      object: undefined,
      key: undefined,
      symbol: state.at === "module" ? state.name : undefined,
      isUnbound: false,
      isInstance: false,
      isMadeLate: state.at === "unknown" && state.isMadeLate,
    };
  const { key, symbol, isInstance, isMember } = state;
  const object = objectOf(names, key);
  const isUnbound = isMember && !isInstance;
  return {
    type: "found",
    object,
    key,
    symbol,
    isUnbound,
    isInstance: isInstance && object?.kind === "class",
    isMadeLate: false,
  };
}

const bare = (part: string): string => part.replaceAll("()", "");

const objectOf = (names: ReleaseNames, key: string): ObjectNames | undefined =>
  Object.hasOwn(names.objects, key) ? names.objects[key] : undefined;

/** What a call gives: of a class an instance, of anything else what nobody knows. */
function called(state: State, written: string, names: ReleaseNames): State {
  const times = written.split("()").length - 1;
  if (times === 0) return state;
  const isClass = state.at === "object" && !state.isInstance && objectOf(names, state.key)?.kind === "class";
  return times === 1 && isClass && state.at === "object" ? { ...state, isInstance: true } : UNKNOWN;
}

function memberOfModule(owner: string, name: string, part: number, names: ReleaseNames): State | Resolved {
  const module = Object.hasOwn(names.modules, owner) ? names.modules[owner] : undefined;
  if (module === undefined) return { type: "skipped", reason: "undescribed", part, detail: owner };
  const target = Object.hasOwn(module.names, name) ? module.names[name] : undefined;
  if (target === "") return UNKNOWN;
  if (target?.includes(":")) {
    const symbol = objectOf(names, target)?.symbol;
    return { at: "object", key: target, symbol, isInstance: false, isMember: false };
  }
  if (target !== undefined) return { at: "module", name: target };
  const child = `${owner}.${name}`;
  if (Object.hasOwn(names.modules, child)) return { at: "module", name: child };
  const { written: siblings, patterns } = readKeys(module.names);
  if (patterns.some((pattern) => pattern.test(name))) return MADE_LATE;
  const refusal = module.refused && Object.hasOwn(module.refused, name) ? module.refused[name] : undefined;
  const isOpen = module.open !== undefined;
  return {
    type: "missing",
    part,
    owner,
    ownerKind: "module",
    siblings,
    refusal,
    isOpen,
    isDocumented: false,
  };
}

function memberOfObject(
  state: Extract<State, { at: "object" }>,
  name: string,
  part: number,
  names: ReleaseNames,
  planted: ReadonlySet<string>,
): State | Resolved {
  const object = objectOf(names, state.key);
  if (object?.kind !== "class")
    return {
      type: "skipped",
      reason: "undescribed",
      part,
      detail: `${state.key} is a ${object?.kind ?? "value"}`,
    };
  const chain = chainOf(state.key, names);
  for (const { object: owner } of chain) {
    const members = owner.members ?? {};
    const key = Object.hasOwn(members, name) ? members[name] : undefined;
    if (key === "") return UNKNOWN;
    if (key !== undefined) {
      // What a private base gives is documented with the class itself.
      const documented = owner.symbol ?? state.symbol;
      const symbol = documented === undefined ? undefined : `${documented}.${name}`;
      return { at: "object", key, symbol, isInstance: state.isInstance, isMember: true };
    }
    if (readKeys(members).patterns.some((pattern) => pattern.test(name))) return MADE_LATE;
  }
  const openOwner = chain.find(({ object: owner }) => owner.open !== undefined);
  if (openOwner) {
    const open = openOwner.object.open ?? "";
    const reason = /base/.test(open) ? "inherited" : "dynamic";
    return { type: "skipped", reason, part, detail: `${openOwner.key}: ${open}` };
  }
  if (planted.has(name)) return { type: "skipped", reason: "planted", part, detail: name };
  const siblings = chain.flatMap(({ object: owner }) => readKeys(owner.members ?? {}).written);
  const owner = state.symbol ?? state.key.replace(":", ".");
  return {
    type: "missing",
    part,
    owner,
    ownerKind: "class",
    siblings,
    refusal: undefined,
    isOpen: false,
    isDocumented: false,
  };
}

/** The names of a module or class, and those among them that stand for many. */
interface Keys {
  readonly written: readonly string[];
  readonly patterns: readonly RegExp[];
}

/** A module may have thousands of names, and be asked for thousands: they are gone through once. */
const keysRead = new WeakMap<Readonly<Record<string, string>>, Keys>();

function readKeys(names: Readonly<Record<string, string>>): Keys {
  const known = keysRead.get(names);
  if (known) return known;
  const written = Object.keys(names);
  const keys = { written, patterns: written.filter((name) => name.includes("*")).map(patternOf) };
  keysRead.set(names, keys);
  return keys;
}

const patternOf = (name: string): RegExp =>
  new RegExp(
    `^${name
      .split("*")
      .map((text) => text.replace(/[^\w]/g, "\\$&"))
      .join("\\w*")}$`,
  );

/** A class and all it derives from, in the order in which members are looked up, near enough. */
export function chainOf(
  key: string,
  names: ReleaseNames,
): readonly { readonly key: string; readonly object: ObjectNames }[] {
  const found = new Map<string, ObjectNames>();
  const visit = (each: string) => {
    const object = objectOf(names, each);
    if (object === undefined || found.has(each)) return;
    found.set(each, object);
    for (const base of object.bases ?? []) visit(base);
  };
  visit(key);
  return [...found].map(([each, object]) => ({ key: each, object }));
}
