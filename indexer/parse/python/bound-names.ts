import type { SyntaxNode } from "@lezer/common";
import { children, dottedName, readArguments } from "./syntax.js";

/** Every name that a module binds by any statement but an import, and what else it can be asked for. */
export interface BoundNames {
  readonly names: readonly string[];
  /** Why it may hold more: names that are made at run time. */
  readonly open?: string;
  /** Names that its `__getattr__` refuses with words of its own. */
  readonly refused: Readonly<Record<string, string>>;
  /** Attributes set on something other than `self`: `Tensor.__iter__ = f` gives `__iter__`. */
  readonly planted: readonly string[];
}

export interface ClassNames {
  /** `set_*_request` stands for every name that fits. */
  readonly names: readonly string[];
  readonly open?: string;
  /** It gives the classes derived from it another constructor. */
  readonly wrapsConstructor?: boolean;
  /** Endings that its `__getattr__` knows what to do with: `*Fast`. */
  readonly endings?: readonly string[];
}

const NEW_SCOPE = /^(?:FunctionDefinition|ClassDefinition|LambdaExpression|\w*ComprehensionExpression)$/;

/** What makes names in a module that its text does not spell. */
const MODULE_MAGIC: readonly (readonly [RegExp, string])[] = [
  [/\bglobals\(\)\s*(?:\[[^\]]*\]\s*=(?!=)|\.(?:update|setdefault)\b)/, "it writes to globals()"],
  [/\b(?:vars|locals)\(\)\s*(?:\[[^\]]*\]\s*=(?!=)|\.update\b)/, "it writes to vars()"],
  [/\bsys\.modules\[__name__\]\s*=(?!=)/, "it replaces itself in sys.modules"],
  [
    /\bsetattr\(\s*sys\.modules\[|\bsys\.modules\[__name__\]\.__dict__/,
    "it sets names on itself at run time",
  ],
  [/^\s*exec\(/m, "it runs text as code"],
];

/** `alias(f"{__name__}.old", ".new")`: a module of its own that it makes and puts into `sys.modules`. */
const OWN_MODULE = /\w\(\s*f["']\{__name__\}\.(\w+)["']\s*,/g;

/** `this = sys.modules[__name__]` and then `setattr(this, "name", ...)`; undefined for a name that is not spelt. */
function setOnItself(source: string): readonly (string | undefined)[] {
  const own = [...source.matchAll(/^[ \t]*(\w+)[ \t]*=[ \t]*\w*sys\.modules\[__name__\][ \t]*$/gm)];
  return own.flatMap(([, variable]) =>
    [...source.matchAll(new RegExp(`\\bsetattr\\(\\s*${variable}\\s*,\\s*(?:["'](\\w+)["']|\\w)`, "g"))].map(
      ([, name]) => name,
    ),
  );
}

/** Calls in a module's `__getattr__` that bring no name that the text does not spell. */
const PLAIN_CALL =
  /^(?:\w*Error|(?:\w+\.)*(?:warn|dedent|import_module|deprecated\w*|warn_deprecat\w*)|globals|str|repr|isinstance|format|join|print|get|startswith|setattr)$/;

export function moduleNames(top: SyntaxNode, source: string): BoundNames {
  const names = new Set<string>();
  const planted = new Set<string>();
  const refused: Record<string, string> = {};
  collect(top, source, names);
  if (/\bsys\.modules\[\w+\]\s*=(?!=)/.test(source)) {
    for (const [, name = ""] of source.matchAll(OWN_MODULE)) names.add(name);
  }
  collectPlanted(top, source, planted);
  let open = MODULE_MAGIC.find(([pattern]) => pattern.test(source))?.[1];
  for (const name of setOnItself(source)) {
    if (name === undefined) open ??= "it sets names on itself at run time";
    else names.add(name);
  }
  const getter = definitionOf(top, "__getattr__", source);
  if (getter !== undefined) {
    const offered =
      getter.name === "FunctionDefinition" ? offeredBy(getter, top, source, refused) : undefined;
    if (offered === undefined) open ??= "it has a __getattr__";
    else for (const name of offered) names.add(name);
  } else if (names.has("__getattr__")) {
    const offered = offeredByTable(source, refused);
    if (offered === undefined) open ??= "it has a __getattr__";
    else for (const name of offered) names.add(name);
  }
  return { names: [...names], refused, planted: [...planted], ...(open === undefined ? {} : { open }) };
}

function definitionOf(top: SyntaxNode, name: string, source: string): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  top.cursor().iterate((cursor) => {
    if (cursor.name === "FunctionDefinition") {
      const own = cursor.node.getChild("VariableName");
      if (own !== null && source.slice(own.from, own.to) === name) found = cursor.node;
      return false;
    }
    return cursor.name !== "ClassDefinition";
  });
  return found;
}

/**
 * The names that a `__getattr__` may give when it gives only such as it or the module's own lists spell;
 * undefined when it asks somebody else. Names that it only refuses are not among them.
 */
function offeredBy(
  getter: SyntaxNode,
  top: SyntaxNode,
  source: string,
  refused: Record<string, string>,
): readonly string[] | undefined {
  const text = source.slice(getter.from, getter.to);
  let plain = true;
  const inside = new Set<string>();
  const lists = new Set<string>();
  getter.cursor().iterate((cursor) => {
    if (cursor.name === "CallExpression") {
      const callee = cursor.node.firstChild;
      const name = callee && source.slice(callee.from, callee.to).replace(/\s+/g, "");
      if (!PLAIN_CALL.test(name ?? "") && !PLAIN_CALL.test((name ?? "").split(".").at(-1) ?? ""))
        plain = false;
    } else if (cursor.name === "String") {
      inside.add(source.slice(cursor.from, cursor.to).replace(/^\w*["']+|["']+$/g, ""));
    } else if (cursor.name === "VariableName") lists.add(source.slice(cursor.from, cursor.to));
  });
  if (!plain) return undefined;
  for (const statement of children(top)) {
    if (statement.name !== "AssignStatement") continue;
    const target = statement.firstChild;
    if (target === null || !lists.has(source.slice(target.from, target.to))) continue;
    for (const [, name = ""] of source.slice(statement.from, statement.to).matchAll(/["'](\w+)["']/g))
      inside.add(name);
  }
  for (const [, name = "", body = ""] of text.matchAll(
    /if\s+name\s*==\s*["'](\w+)["']\s*:\s*\n((?:(?!\n\s*(?:if|elif|else|try)\b)[\s\S])*)/g,
  )) {
    const raised = /\braise\b/.test(body) && !/\breturn\b/.test(body.slice(0, body.search(/\braise\b/)));
    if (!raised) continue;
    refused[name] = messageIn(body);
    inside.delete(name);
  }
  return [...inside].filter((name) => /^\w+$/.test(name));
}

function messageIn(body: string): string {
  const quoted = /(?:"""|''')([\s\S]*?)(?:"""|''')/.exec(body)?.[1];
  const text = quoted ?? [...body.matchAll(/["']([^"'\n]+)["']/g)].map(([, part]) => part).join("");
  return text.replace(/\\\n/g, " ").replace(/\s+/g, " ").trim().slice(0, 400);
}

/** `__getattr__ = deprecation_getattr(__name__, _deprecations)`, with a table of names to (message, object or None). */
function offeredByTable(source: string, refused: Record<string, string>): readonly string[] | undefined {
  const table = /^[ \t]*__getattr__\s*=\s*[\w.]*deprecation_getattr\w*\(\s*__name__\s*,\s*(\w+)\s*\)/m.exec(
    source,
  )?.[1];
  const start = table === undefined ? -1 : source.search(new RegExp(`^${table}\\b[^=\\n]*=\\s*\\{`, "m"));
  if (start < 0) return undefined;
  const body = source.slice(start, start + source.slice(start).search(/^\}/m));
  const names: string[] = [];
  const entries = [...body.matchAll(/^ {2,4}["'](\w+)["']\s*:/gm)];
  for (const [at, { 1: name = "", index }] of entries.entries()) {
    const entry = body.slice(index, entries[at + 1]?.index).replace(/^\s*#.*$/gm, "");
    // Nothing but a message: the name is gone.
    if (/[,\s]None\s*,?\s*\)\s*,?\s*$/.test(entry)) refused[name] = messageIn(entry.slice(name.length + 4));
    else names.push(name);
  }
  return names;
}

/** Names bound in a body by anything but imports, without what inner scopes bind for themselves. */
function collect(node: SyntaxNode, source: string, into: Set<string>): void {
  for (const child of children(node)) {
    if (child.name === "FunctionDefinition" || child.name === "ClassDefinition") {
      const name = child.getChild("VariableName");
      if (name !== null) into.add(source.slice(name.from, name.to));
      collectGlobals(child, source, into);
    } else if (!NEW_SCOPE.test(child.name) && child.name !== "ImportStatement" && child.name !== "ArgList") {
      if (child.name === "VariableName" && isTarget(child)) into.add(source.slice(child.from, child.to));
      collect(child, source, into);
    }
  }
}

/** Names that a function's body binds for itself: neither its parameters nor names of the module. */
export function localNames(body: SyntaxNode, source: string): ReadonlySet<string> {
  const names = new Set<string>();
  const shared = new Set<string>();
  collect(body, source, names);
  collectGlobals(body, source, shared);
  return new Set([...names].filter((name) => !shared.has(name)));
}

/** Whether a name is set where it stands: assigned, annotated, the variable of a loop, `with` or `except`, `:=`. */
function isTarget(node: SyntaxNode): boolean {
  let item = node;
  let owner = node.parent;
  while (owner !== null && /^(?:Tuple|Array|Parenthesized)Expression$/.test(owner.name)) {
    item = owner;
    owner = owner.parent;
  }
  if (owner === null) return false;
  const follows = (name: string): boolean => {
    for (let next = item.nextSibling; next !== null; next = next.nextSibling)
      if (next.name === name) return true;
    return false;
  };
  switch (owner.name) {
    case "AssignStatement":
      return follows("AssignOp") || follows("TypeDef");
    case "ForStatement":
      return follows("in");
    case "NamedExpression":
      return owner.firstChild?.from === item.from;
    case "WithStatement":
    case "TryStatement":
      return item.prevSibling?.name === "as";
    case "CapturePattern":
    case "AsPattern":
      return true;
    default:
      return false;
  }
}

function collectGlobals(node: SyntaxNode, source: string, into: Set<string>): void {
  node.cursor().iterate((cursor) => {
    if (cursor.name !== "ScopeStatement") return true;
    for (const name of cursor.node.getChildren("VariableName")) into.add(source.slice(name.from, name.to));
    return false;
  });
}

/** Attributes assigned on anything but `self`, anywhere in the module. */
function collectPlanted(top: SyntaxNode, source: string, into: Set<string>): void {
  top.cursor().iterate((cursor) => {
    if (cursor.name !== "AssignStatement") return;
    for (let child = cursor.node.firstChild; child !== null; child = child.nextSibling) {
      if (child.name !== "MemberExpression" || child.nextSibling === null) continue;
      const owner = child.firstChild;
      const name = child.getChild("PropertyName");
      if (owner === null || name === null || /^(?:self|cls)$/.test(source.slice(owner.from, owner.to)))
        continue;
      into.add(source.slice(name.from, name.to));
    }
  });
}

/** The texts that a variable is given, as they are written; none where it may be anything else. */
function textsGiven(variable: string, source: string): readonly string[] {
  if (variable === "") return [];
  const given = [
    ...source.matchAll(new RegExp(`^[ \\t]*${variable}[ \\t]*=(?!=)[ \\t]*(.*?)[ \\t]*$`, "gm")),
  ];
  const texts = given.map(([, value = ""]) => value);
  const isLoop = new RegExp(`\\bfor\\b[^:\\n]*\\b${variable}\\b[^:\\n]*\\bin\\b`).test(source);
  return !isLoop && texts.every((text) => /^f?(?:"[^"]+"|'[^']+')$/.test(text)) ? texts : [];
}

/** `f"set_{method}_request"` -> `set_*_request`. */
const patternOf = (written: string): string => {
  const text = written.replace(/^f?["']|["']$/g, "");
  return written.startsWith("f") ? text.replace(/\{[^}]*\}/g, "*") : text;
};

/** Bases and metaclasses that give an instance no name of their own that anybody would ask for. */
const PLAIN_METACLASS = /^(?:\w+\.)*(?:ABCMeta|type)$/;

/** Every name that a class binds in its body or on `self`, in its own methods. */
export function classNames(node: SyntaxNode, source: string): ClassNames {
  const names = new Set<string>();
  const body = node.getChild("Body");
  let open: string | undefined;
  let wrapsConstructor = false;
  const endings = new Set<string>();
  for (const { keyword, value, stars } of readArguments(node.getChild("ArgList"), source)) {
    const text = dottedName(value, source);
    if (stars !== "" || (keyword !== undefined && keyword !== "metaclass")) continue;
    if (keyword === "metaclass" && !PLAIN_METACLASS.test(text ?? "")) open = "its metaclass may give it more";
    if (keyword === undefined && text === undefined && value.name !== "MemberExpression")
      open = "one of its bases is made at run time";
  }
  if (body === null) return { names: [] };
  collect(body, source, names);
  for (const own of body.getChildren("ImportStatement"))
    for (const name of own.getChildren("VariableName")) names.add(source.slice(name.from, name.to));
  if (names.has("__getattr__") || names.has("__getattribute__")) open ??= "it has a __getattr__";
  for (const child of children(body)) {
    const method = child.getChild("FunctionDefinition") ?? child;
    if (method.name !== "FunctionDefinition") continue;
    const text = source.slice(method.from, method.to);
    for (const [, name = ""] of text.matchAll(
      /\b(?:self|cls)\.(\w+)\s*(?:[,)\]]|:[^=\n]+=|[-+*/|&]?=(?!=))/g,
    ))
      names.add(name);
    for (const [, name = ""] of text.matchAll(/\b(?:for|as)\s+(?:self|cls)\.(\w+)/g)) names.add(name);
    if (/^(?:async\s+)?def\s+__getattr__\b/.test(text))
      for (const [, ending = ""] of text.matchAll(/\.endswith\(\s*["'](\w+)["']/g)) endings.add(ending);
    // What is set there is a parameter of the constructor, or what was there before.
    if (/^(?:async\s+)?def\s+(?:set_params|__setstate__|__setattr__)\b/.test(text)) continue;
    for (const [, written = ""] of text.matchAll(
      /\bsetattr\(\s*(?:self|cls|type\(self\)|self\.__class__)\s*,\s*(f?"[^"\n]+"|f?'[^'\n]+'|\w+)?/g,
    )) {
      const spelt = /^f?["']/.test(written) ? [written] : textsGiven(written, text);
      if (spelt.length > 0) for (const each of spelt) names.add(patternOf(each));
      // What is read before it is set was there.
      else if (
        written === "" ||
        !new RegExp(`\\bgetattr\\(\\s*(?:self|cls)\\s*,\\s*${written}\\b`).test(text)
      )
        open ??= "it sets attributes at run time";
    }
    wrapsConstructor ||= /\bcls\.__init__\s*=(?!=)|\bsetattr\(cls, ["']__init__/.test(text);
    if (/\b(?:self|cls)\.__dict__(?:\.update|\s*=(?!=)|\[)|\bvars\(self\)(?:\.update|\[)/.test(text))
      open ??= "it writes to its __dict__";
  }
  return {
    names: [...names],
    ...(open === undefined ? {} : { open }),
    ...(wrapsConstructor ? { wrapsConstructor } : {}),
    ...(endings.size > 0 ? { endings: [...endings] } : {}),
  };
}
