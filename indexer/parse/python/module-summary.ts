import type { BoundNames, ClassNames } from "./bound-names.js";
import type { Callable } from "./signature.js";
import type { TableExpression, TextExpression } from "./text-expression.js";

/** What one module says about its API: all that is kept of it, neither source text nor syntax tree. */
export interface ModuleSummary {
  readonly name: string;
  readonly path: string;
  /** Whether it is a package's `__init__`. */
  readonly isPackage: boolean;
  readonly isStub: boolean;
  doc?: TextExpression;
  readonly definitions: Map<string, Definition>;
  /** What the stub declares of names that the source imports, as from C code: used where the import leads nowhere. */
  readonly declared: Map<string, Definition>;
  /** Names bound by imports, assignments of other names and lazy-import tables. */
  readonly bindings: Map<string, Binding>;
  readonly stars: { readonly module: string; readonly deep: boolean }[];
  /** The parts of `__all__`: names, and dotted names of other lists. Undefined without `__all__`. */
  all?: { readonly names: string[]; readonly lists: string[]; open: boolean };
  /** Lists of strings that `__all__` may be put together from. */
  readonly lists: Map<string, readonly string[]>;
  readonly planted: PlantedName[];
  /** Docstrings attached by a call, such as `add_docstr(torch.abs, "...")`. */
  readonly attached: AttachedDoc[];
  readonly texts: Map<string, TextExpression>;
  readonly tables: Map<string, TableExpression>;
  /** Every name that it binds, API or not. */
  readonly bound: BoundNames;
  readonly problem?: string;
}

export interface Binding {
  /** Absolute dotted path, or one relative to this module when `local`. */
  readonly path: string;
  readonly how: "import" | "from" | "as-same" | "lazy" | "assignment";
  /** `path` starts with a name of this module. */
  readonly local: boolean;
}

/** A name that this module sets on another one. */
export interface PlantedName {
  /** The other module and the object, dotted as written, to be resolved in this module. */
  readonly owner: string;
  readonly path: string;
  readonly name: string;
}

export interface AttachedDoc {
  /** Dotted name as written, to be resolved in this module. */
  readonly target: string;
  readonly doc: TextExpression;
}

export interface Definition {
  readonly name: string;
  kind: "class" | "function" | "property" | "attribute" | "constant";
  /** Module of definition, for resolving what `doc`, `bases` and `wraps` name. */
  readonly module: string;
  /** Source file of the documentation or, without one, of the definition. */
  path: string;
  doc?: TextExpression;
  overloads: Callable[];
  callable?: Callable;
  /** How it is bound in its class: the first parameter is dropped unless static. */
  binding: "instance" | "class" | "static";
  readonly bases: string[];
  readonly members: Map<string, Definition>;
  /** Its annotated attributes are the parameters of its constructor. */
  isData: boolean;
  /** Marked so that classes derived from it are data classes (PEP 681). */
  makesData: boolean;
  /** Names given by export decorators, the preferred one first. */
  exports: string[];
  deprecated?: { readonly message: TextExpression; readonly since?: string };
  /** What it warns of whatever it is called with, of a class what its methods do: not all speaks of itself. */
  warnings?: readonly TextExpression[];
  /** There to name what is not installed, wherever its namesake cannot be imported. */
  isStandIn?: boolean;
  /** What it raises whatever it is called with: it was removed, and is kept only to say so. */
  refusal?: TextExpression;
  /** Keywords that a decorator deprecates, whether or not its own parameters have them. */
  deprecatedKeywords?: readonly DeprecatedKeyword[];
  /** Its constructor, and that of classes derived from it, takes any keyword. */
  takesAnyKeyword?: boolean;
  /** An attribute that its class only annotates: neither given a value there nor on `self`. */
  isOnlyAnnotated?: boolean;
  annotation?: string;
  value?: string;
  /** A field that its constructor takes by keyword only; of a class that makes data classes: all of theirs. */
  keywordOnly?: boolean;
  /** Functions handed to the call that made this object: `max_pool2d = boolean_dispatch(if_true=f)`. */
  wraps: string[];
  /** How it is called is only what a stub says. */
  isDeclared?: boolean;
  /** Last parts of its decorators' names. */
  decorators?: readonly string[];
  /** Of a class: every name that it binds, on itself or on its instances. */
  bound?: ClassNames;
}

/** A keyword that a decorator still takes, and hands on under the new name if there is one. */
export interface DeprecatedKeyword {
  readonly name: string;
  readonly replacement?: string;
  /** The decorator as it is written. */
  readonly message: string;
}

/** The annotation after which the fields of a data class are keyword-only. */
export const KEYWORD_ONLY_MARK = /^(?:\w+\.)*KW_ONLY$/;
/** In place of `__doc__`: the docstring that the base classes give this member. */
export const INHERITED = "__inherited__";
/** The value of a field that its constructor does not take. */
export const NOT_A_PARAMETER = "field(init=False)";
