import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Document, SymbolFact } from "../../../../indexer/parse/document.js";
import { createPythonPackageParser } from "../../../../indexer/parse/python/package.js";

function parse(files: Readonly<Record<string, string>>, packages?: readonly string[]): Document[] {
  const parser = createPythonPackageParser(packages === undefined ? {} : { packages });
  for (const [path, source] of Object.entries(files)) parser.add(path, source);
  return [...parser.finish()];
}

function facts(documents: readonly Document[]): Map<string, SymbolFact> {
  return new Map(documents.flatMap(({ symbols }) => symbols).map((fact) => [fact.name, fact]));
}

describe("public names", () => {
  test("a class re-exported by its package goes by that name; its own module is an alias", () => {
    const [document] = parse({
      "pkg/__init__.py": "",
      "pkg/cluster/__init__.py": 'from pkg.cluster._kmeans import KMeans\n__all__ = ["KMeans"]',
      "pkg/cluster/_kmeans.py": 'class KMeans:\n    """Groups."""\n    def fit(self, X, y=None): ...',
    });
    assert.equal(document?.title, "pkg.cluster.KMeans");
    assert.equal(document?.path, "pkg/cluster/_kmeans.py");
    assert.deepEqual(document?.symbols[0]?.aliases, ["pkg.cluster._kmeans.KMeans"]);
    assert.deepEqual(
      document?.sections.map(({ headingPath, anchor, blocks }) => [headingPath, anchor, blocks[0]?.text]),
      [
        [["pkg.cluster.KMeans"], "pkg.cluster.KMeans", "pkg.cluster.KMeans()"],
        [["pkg.cluster.KMeans", "fit"], "pkg.cluster.KMeans.fit", "pkg.cluster.KMeans.fit(X, y=None)"],
      ],
    );
  });

  test("wildcards, `__all__` made of other lists, aliases and circular imports", () => {
    const names = facts(
      parse({
        "pkg/__init__.py":
          "from .a import *\nfrom .b import *\nfrom . import a, b\n__all__ = a.__all__ + b.__all__",
        "pkg/a.py":
          'from pkg.b import *\n__all__ = ["f"]\n__all__ += ["g"]\ndef f(): ...\ng = f\ndef hidden(): ...',
        "pkg/b.py": 'from pkg.a import *\n__all__ = ["h"]\ndef h(): ...',
      }),
    );
    assert.deepEqual([...names.keys()], ["pkg.f", "pkg.h"]);
    assert.ok(names.get("pkg.f")?.aliases.includes("pkg.g"));
  });

  test("a class names the bases that have entries of their own, behind private ones too", () => {
    const names = facts(
      parse({
        "pkg/__init__.py": "",
        "pkg/base.py": "class Base:\n    def save(self): ...\nclass Mixin: ...",
        "pkg/_inner.py": "from pkg.base import Base\nclass _Inner(Base): ...",
        "pkg/model.py":
          "from pkg.base import Mixin\nfrom pkg._inner import _Inner\nclass Model(_Inner, Mixin): ...",
      }),
    );
    assert.deepEqual(names.get("pkg.model.Model")?.bases, ["pkg.base.Base", "pkg.base.Mixin"]);
    assert.equal(names.get("pkg.base.Base")?.bases, undefined);
  });

  test("a name imported for use is not an export", () => {
    const names = facts(
      parse({
        "pkg/__init__.py": "",
        "pkg/base.py": "class Base: ...",
        "pkg/_checks.py": "def check(): ...",
        "pkg/model.py": "from pkg.base import Base\nfrom pkg._checks import check\nclass Model(Base): ...",
      }),
    );
    assert.deepEqual([...names.keys()], ["pkg.base.Base", "pkg.model.Model"]);
  });

  test("of two names as good, the one by which it is defined wins over a shorter one", () => {
    const names = facts(
      parse({
        "pkg/__init__.py": '_import_structure = {"a": ["Roberta"], "b": ["Bart"]}',
        "pkg/a.py": "class Roberta: ...",
        "pkg/b.py": "from .a import Roberta as _Roberta\nBart = _Roberta",
      }),
    );
    assert.deepEqual([...names.keys()], ["pkg.Roberta"]);
    assert.ok(names.get("pkg.Roberta")?.aliases.includes("pkg.Bart"));
  });

  test("the name that the documentation refers to wins over a shorter one", () => {
    const role = ":class:`~pkg.trial.Trial` ".repeat(6);
    const names = facts(
      parse({
        "pkg/__init__.py": `"""${role}"""\nfrom pkg.trial import Trial\n__all__ = ["Trial"]`,
        "pkg/trial/__init__.py": 'from pkg.trial._trial import Trial\n__all__ = ["Trial"]',
        "pkg/trial/_trial.py": "class Trial: ...",
      }),
    );
    assert.deepEqual(names.get("pkg.trial.Trial")?.aliases, ["pkg.Trial", "pkg.trial._trial.Trial"]);
  });

  test("lazy-import tables and export decorators name what they list", () => {
    const lazy = facts(
      parse({
        "pkg/__init__.py":
          '_import_structure = {"trainer": ["Trainer"]}\n_import_structure["more"] = ["More"]',
        "pkg/trainer.py": "class Trainer: ...",
        "pkg/more.py": "class More: ...",
      }),
    );
    assert.ok(lazy.has("pkg.Trainer") && lazy.has("pkg.More"));
    const exported = facts(
      parse({
        "tensorflow/python/ops.py":
          '@tf_export("nn.relu", v1=["relu"])\ndef relu(x): ...\n@tf_export("__internal__.x")\ndef x(): ...',
      }),
    );
    assert.deepEqual(exported.get("tf.nn.relu")?.aliases.slice(0, 1), ["tf.compat.v1.relu"]);
  });

  test("tests, vendored code and other packages are passed over", () => {
    const source = "def f(): ...";
    const files = [
      "pkg/tests/a.py",
      "pkg/test_a.py",
      "pkg/_vendor/a.py",
      "pkg/conftest.py",
      "other/a.py",
      "pkg/a.py",
    ];
    const documents = parse(Object.fromEntries(files.map((path) => [path, source])), ["pkg"]);
    assert.deepEqual(
      documents.map(({ path }) => path),
      ["pkg/a.py"],
    );
  });

  test("the folder above the package does not matter", () => {
    const [document] = parse({ "python-package/pkg/a.py": "def f(): ..." }, ["pkg"]);
    assert.equal(document?.title, "pkg.a.f");
  });
});

describe("signatures", () => {
  test("markers, defaults and annotations, on one line", () => {
    const names = facts(
      parse({
        "pkg/a.py":
          'async def f(a, /, b: int = 1,\n      *args,  # rest\n      c: dict[str, int] | None = None, d="x = y", **kw) -> list[int]: ...',
      }),
    );
    const fact = names.get("pkg.a.f");
    assert.deepEqual(fact?.signatures, [
      'pkg.a.f(a, /, b: int = 1, *args, c: dict[str, int] | None = None, d="x = y", **kw) -> list[int]',
    ]);
    assert.deepEqual(
      fact?.parameters.map(({ name, kind }) => [name, kind]),
      [
        ["a", "positional-only"],
        ["b", "positional-or-keyword"],
        ["args", "var-positional"],
        ["c", "keyword-only"],
        ["d", "keyword-only"],
        ["kw", "var-keyword"],
      ],
    );
  });

  test("one line per overload; parameters from the implementation", () => {
    const names = facts(
      parse({
        "pkg/a.py":
          '@overload\ndef f(x: int) -> int: ...\n@overload\ndef f(x: str) -> str: ...\ndef f(x, y=2):\n    """Doc."""',
      }),
    );
    const fact = names.get("pkg.a.f");
    assert.deepEqual(fact?.signatures, ["pkg.a.f(x: int) -> int", "pkg.a.f(x: str) -> str"]);
    assert.deepEqual(
      fact?.parameters.map(({ name }) => name),
      ["x", "y"],
    );
  });

  test("a class takes its own constructor, its base's, or its fields", () => {
    const names = facts(
      parse({
        "pkg/a.py": `
class Base:
    def __init__(self, size=1): ...
class Child(Base): ...
class Loop(Loop): ...
@dataclass
class Options:
    name: str
    values: list = field(default_factory=list)
    hidden: int = field(init=False)
    shared: ClassVar[int] = 3
@dataclass
class MoreOptions(Options):
    extra: int = field(default=4, metadata={"help": "a, b"})
`,
      }),
    );
    assert.deepEqual(names.get("pkg.a.Child")?.signatures, ["pkg.a.Child(size=1)"]);
    assert.deepEqual(names.get("pkg.a.Loop")?.signatures, ["pkg.a.Loop()"]);
    assert.deepEqual(names.get("pkg.a.MoreOptions")?.signatures, [
      "pkg.a.MoreOptions(name: str, values: list = list(), extra: int = 4)",
    ]);
  });

  test("a data class that is told to take any keyword, and those derived from it", () => {
    const names = facts(
      parse({
        "pkg/__init__.py": [
          "@strict(accept_kwargs=True)\n@dataclass\nclass Config:\n    size: int = interval(min=1)(default=3)",
          "@strict\n@dataclass\nclass Own(Config):\n    depth: int = 2",
        ].join("\n"),
      }),
    );
    assert.deepEqual(names.get("pkg.Config")?.signatures, ["pkg.Config(size: int = 3, **kwargs)"]);
    assert.deepEqual(names.get("pkg.Own")?.signatures, ["pkg.Own(size: int = 3, depth: int = 2, **kwargs)"]);
  });

  test("fields that are taken by keyword only", () => {
    const names = facts(
      parse({
        "pkg/a.py": `
@dataclass(kw_only=True)
class All:
    a: int
    b: int = 2
@dataclass
class Some:
    a: int
    _: KW_ONLY
    b: int = 2
    _hidden: int = 3
@dataclass_transform(kw_only_default=True)
@dataclass
class Config:
    a: int = 1
class Own(Config):
    b: int = 2
`,
      }),
    );
    assert.deepEqual(
      ["All", "Some", "Config", "Own"].map((name) => names.get(`pkg.a.${name}`)?.signatures[0]),
      [
        "pkg.a.All(*, a: int, b: int = 2)",
        "pkg.a.Some(a: int, *, b: int = 2, _hidden: int = 3)",
        "pkg.a.Config(a: int = 1)",
        "pkg.a.Own(a: int = 1, *, b: int = 2)",
      ],
    );
  });

  test("members of a private base belong to the class; those of a public base are not repeated", () => {
    const names = facts(
      parse({
        "pkg/a.py": `
class _Mixin:
    def predict(self, X): ...
class Base:
    def get(self): ...
class Model(_Mixin, Base):
    @property
    def size(self) -> int: ...
    @property
    def plain(self): ...
    @staticmethod
    def make(x): ...
    @classmethod
    def load(cls, path): ...
    def _inner(self): ...
`,
      }),
    );
    assert.deepEqual(
      [...names.keys()].filter((name) => name.startsWith("pkg.a.Model.")),
      ["size", "plain", "make", "load", "predict"].map((name) => `pkg.a.Model.${name}`),
    );
    assert.deepEqual(names.get("pkg.a.Model.load")?.signatures, ["pkg.a.Model.load(path)"]);
    assert.deepEqual(names.get("pkg.a.Model.make")?.signatures, ["pkg.a.Model.make(x)"]);
  });

  test("what a private base only annotates is no member of its derived classes", () => {
    const names = facts(
      parse({
        "pkg/__init__.py": "from pkg._base import _Base\nclass Model(_Base):\n    depth: int",
        "pkg/_base.py":
          "class _Base:\n    steps: list\n    width: int\n    def __init__(self, width):\n        self.width = width",
      }),
    );
    assert.deepEqual([...names.keys()], ["pkg.Model", "pkg.Model.depth", "pkg.Model.width"]);
  });
});

describe("members that no `def` makes", () => {
  test("a function that a class assigns or imports is a method of it", () => {
    const names = facts(
      parse({
        "pkg/__init__.py": "",
        "pkg/_paths.py": `
def path(X, *, eps=1e-3): ...
def save(self, name): ...
`,
        "pkg/a.py": `
from pkg._paths import path
class Base:
    def fit(self, X, y=None): ...
class Model:
    from pkg._paths import save
    path = staticmethod(path)
    refit = Base.fit
    fit_when = available_if(check)(Base.fit)
    size = len(NAMES)
`,
      }),
    );
    assert.deepEqual(names.get("pkg.a.Model.path")?.signatures, ["pkg.a.Model.path(X, *, eps=1e-3)"]);
    assert.deepEqual(names.get("pkg.a.Model.save")?.signatures, ["pkg.a.Model.save(name)"]);
    for (const name of ["refit", "fit_when"]) {
      assert.deepEqual(names.get(`pkg.a.Model.${name}`)?.signatures, [`pkg.a.Model.${name}(X, y=None)`]);
      assert.equal(names.get(`pkg.a.Model.${name}`)?.kind, "method");
    }
    assert.equal(names.has("pkg.a.Model.size"), false);
  });

  test("an attribute that the docstring lists is a property where a base makes it one", () => {
    const names = facts(
      parse({
        "pkg/a.py": `
class _Base:
    @property
    def coef_(self): ...
class Model(_Base):
    """A model.

    Attributes
    ----------
    coef_ : array
        The weights.
    bias_ : float
        The bias.
    """
`,
      }),
    );
    assert.equal(names.get("pkg.a.Model.coef_")?.kind, "property");
    assert.equal(names.get("pkg.a.Model.bias_")?.kind, "attribute");
  });

  test("a property without words is a name that exists, not a section to read", () => {
    const [document] = parse({
      "pkg/a.py": 'class A:\n    """An A."""\n    @property\n    def size(self): ...',
    });
    assert.deepEqual(
      document?.symbols.map(({ name, anchor }) => [name, anchor]),
      [
        ["pkg.a.A", "pkg.a.A"],
        ["pkg.a.A.size", "pkg.a.A"],
      ],
    );
    assert.equal(document?.sections.length, 1);
  });
});

describe("names given by code", () => {
  test("a module that sets a name on another one makes it public there", () => {
    const names = facts(
      parse({
        "pkg/__init__.py": "",
        "pkg/impute/__init__.py": '__all__ = ["Simple"]\nfrom pkg.impute._simple import Simple',
        "pkg/impute/_simple.py": "class Simple: ...",
        "pkg/impute/_iterative.py": "class Iterative: ...",
        "pkg/experimental/__init__.py": "",
        "pkg/experimental/enable.py": `
from pkg import impute
from pkg.impute._iterative import Iterative
setattr(impute, "Iterative", Iterative)
impute.__all__ += ["Iterative"]
`,
      }),
    );
    assert.ok(names.get("pkg.impute.Iterative")?.aliases.includes("pkg.impute._iterative.Iterative"));
  });

  test("`__all__` filled by a loop or function leaves open what else the module gives", () => {
    const names = facts(
      parse({
        "pkg/__init__.py":
          "from . import core\nfrom .core import *\n__all__ = ['x']\n__all__.extend(core.__all__)",
        "pkg/core/__init__.py": "from . import num\nfrom .num import *\n__all__ = []\n__all__ += num.__all__",
        "pkg/core/num.py": `
from . import fun
from .fun import *
__all__ = ["one"]
def extend_all(module):
    for name in module.__all__:
        __all__.append(name)
extend_all(fun)
def one(): ...
`,
        "pkg/core/fun.py": "__all__ = ['any']\ndef any(a): ...",
      }),
    );
    assert.deepEqual([...names.keys()], ["pkg.any", "pkg.one"]);
  });

  test("what the source imports from C code is what its stub declares", () => {
    const names = facts(
      parse({
        "pkg/__init__.py": "__all__ = ['Array', 'add']\nfrom pkg._c import Array, add",
        "pkg/__init__.pyi":
          "class Array:\n    def sum(self, axis: int = ...) -> int: ...\nadd: Callable[[int, int], int]",
      }),
    );
    assert.deepEqual(names.get("pkg.Array.sum")?.signatures, ["pkg.Array.sum(axis: int = ...) -> int"]);
    assert.deepEqual(names.get("pkg.add")?.signatures, ["pkg.add: Callable[[int, int], int]"]);
  });

  test("a stub that imports a name as itself exports it, whatever the source's `__all__`", () => {
    const names = facts(
      parse({
        "pkg/__init__.py": "__all__ = ['a']\nfrom pkg._f import a",
        "pkg/__init__.pyi": "from pkg._f import a as a, b as b, c",
        "pkg/_f.py": "def a(): ...\ndef b(): ...\ndef c(): ...",
      }),
    );
    assert.deepEqual([...names.keys()], ["pkg.a", "pkg.b"]);
  });

  test("`__all__` put together from another list is still closed", () => {
    const names = facts(
      parse({
        "pkg/a.py": '_names = ["f"]\n__all__ = _names + ["g"]\ndef f(): ...\ndef g(): ...\ndef h(): ...',
      }),
    );
    assert.deepEqual([...names.keys()], ["pkg.a.f", "pkg.a.g"]);
  });
});

describe("docstrings from elsewhere", () => {
  const files = {
    "pkg/__init__.py": "from pkg._C import *\nfrom pkg._tensor import Tensor\nfrom pkg import _docs",
    "pkg/_C.pyi":
      "def abs(input: Tensor, *, out: Tensor | None = None) -> Tensor: ...\nclass TensorBase:\n    def neg(self) -> Tensor: ...",
    "pkg/_tensor.py": "import pkg\nclass Tensor(pkg._C.TensorBase): ...",
    "pkg/_docs.py": `
import pkg
from pkg._C import _add_docstr as add_docstr
common = parse_kwargs("""
    input (Tensor): the input
        tensor.
    out (Tensor): the result.
""")
add_docstr(pkg.abs, r"""abs(input) -> Tensor

Absolute value, {{x}} and {unknown}.

Args:
    {input}
""" + """
More.
""".format(**common))
add_docstr(pkg.tanh, r"""
tanh(input) -> Tensor

Args:
    {input}
""".format(**common))
def add_docstr_all(method, docstr):
    add_docstr(getattr(pkg._C.TensorBase, method), docstr)
add_docstr_all("neg", """
neg() -> Tensor

See :func:\`pkg.neg\`
""")
`,
    "pkg/nn.py":
      'import pkg\nfrom pkg._docs import common\nconv = _add_docstr(pkg.conv, r"""\nconv(input, size=3) -> Tensor\n\nConvolves.\n\n{out}\n""".format(**common))\ndef _one(x):\n    """Pools."""\npool = dispatch(if_true=_one)',
  };
  const documents = parse(files);
  const names = facts(documents);

  test("a stub declares, the attached docstring explains", () => {
    const abs = names.get("pkg.abs");
    assert.deepEqual(abs?.signatures, ["pkg.abs(input: Tensor, *, out: Tensor | None = None) -> Tensor"]);
    assert.equal(abs?.summary, "Absolute value, {{x}} and {unknown}.");
    assert.equal(documents.find(({ title }) => title === "pkg.abs")?.path, "pkg/_docs.py");
  });

  test("without a stub the docstring's first line is the signature; shared arguments are filled in", () => {
    assert.deepEqual(names.get("pkg.tanh")?.signatures, ["pkg.tanh(input) -> Tensor"]);
    const texts = documents
      .find(({ title }) => title === "pkg.tanh")
      ?.sections[0]?.blocks.map(({ text }) => text);
    assert.deepEqual(texts, [
      "pkg.tanh(input) -> Tensor",
      "**Args**\n\n- **input** (Tensor): the input tensor.",
    ]);
  });

  test("methods documented on a C base belong to the public class", () => {
    assert.equal(names.get("pkg.Tensor.neg")?.summary, "See `pkg.neg`");
    assert.equal(names.has("pkg.TensorBase"), false);
  });

  test("assigned calls: with a docstring of their own, or that of the function they wrap", () => {
    assert.deepEqual(names.get("pkg.nn.conv")?.signatures, ["pkg.nn.conv(input, size=3) -> Tensor"]);
    assert.equal(names.get("pkg.nn.pool")?.summary, "Pools.");
  });

  test("docstrings assigned later, formatted, or taken from a base", () => {
    const assigned = facts(
      parse({
        "pkg/a.py": `
_params = "x: shared."
class A:
    """Short {what}."""
    def fit(self):
        """Fits."""
class B(A):
    def fit(self): ...
    fit.__doc__ = A.fit.__doc__[:3] + cut()
A.__doc__ = A.__doc__.replace("{what}", "text")
def f(): ...
f.__doc__ = rf"""Does \\alpha {_params}"""
`,
      }),
    );
    assert.equal(assigned.get("pkg.a.A")?.summary, "Short text.");
    assert.equal(assigned.get("pkg.a.B.fit")?.summary, "Fits.");
    assert.equal(assigned.get("pkg.a.f")?.summary, "Does \\alpha x: shared.");
  });
});

describe("deprecation", () => {
  const names = facts(
    parse({
      "pkg/words.py": 'SHARED_NOTICE = "Use `g` for all of it."',
      "pkg/a.py": `
from pkg.words import SHARED_NOTICE
_own_notice = "Use pour_{how}(...) instead."
@deprecated("Use \`g\` instead.", "1.2")
def by_decorator(): ...
@deprecated_func("3.0.0", "6.0.0", text=_own_notice.format(how="slowly"))
def by_named_text(): ...
@deprecated(SHARED_NOTICE)
def by_shared_text(): ...
@deprecated(FutureWarning)
def by_category(): ...
@deprecated_func("3.0.0", "6.0.0")
def without_words(): ...
@deprecated_args("x")
def only_an_argument(x): ...
`,
    }),
  );
  const said = (name: string) => names.get(`pkg.a.${name}`)?.deprecated;

  test("decorators count, with the words that they are given by name as well", () => {
    assert.deepEqual(said("by_decorator"), { message: "Use `g` instead.", since: "1.2", replacement: "g" });
    assert.deepEqual(said("by_named_text"), {
      message: "Use pour_slowly(...) instead.",
      since: "3.0.0",
      replacement: "pour_slowly",
    });
    assert.deepEqual(said("by_shared_text"), { message: "Use `g` for all of it.", replacement: "g" });
    assert.equal(said("only_an_argument"), undefined);
  });

  test("a decorator without words leaves a sentence, never nothing", () => {
    assert.equal(said("by_category")?.message, "Deprecated.");
    assert.deepEqual(said("without_words"), { message: "Deprecated since version 3.0.0.", since: "3.0.0" });
    const [document] = parse({ "pkg/a.py": '@deprecated_func("3.0.0")\ndef f(): ...' });
    assert.deepEqual(document?.sections[0]?.blocks[1], {
      type: "admonition",
      name: "deprecated",
      version: "3.0.0",
      text: "",
    });
  });

  test("a function that only says it was removed is one to keep away from", () => {
    const source =
      'def f(x):\n    """Old."""\n    raise RuntimeError("f was deprecated and is now removed. Use g.")';
    assert.match(
      facts(parse({ "pkg/a.py": source })).get("pkg.a.f")?.deprecated?.message ?? "",
      /now removed/,
    );
  });
});

describe("deprecated parameters", () => {
  test("a parameter is deprecated by its own description, not by what that says of its values", () => {
    const fact = facts(
      parse({
        "pkg/__init__.py": [
          "def check(X, force='deprecated', ensure=None, power=1.0, jobs=None):",
          '    """Check.',
          "",
          "    Parameters",
          "    ----------",
          "    X : array",
          "    force : bool",
          "        Whether to.",
          "",
          "        .. deprecated:: 1.6",
          "           `force` was renamed to `ensure` and will be removed in 1.8.",
          "    ensure : bool",
          "        Whether to.",
          "    power : float",
          "        The power.",
          "",
          "        .. deprecated:: 1.8",
          "            Negative values for `power` are deprecated.",
          "    jobs : int",
          "        Processes.",
          "",
          "        .. deprecated:: 1.8",
          "            `jobs` has no effect.",
          '    """',
        ].join("\n"),
      }),
    ).get("pkg.check");
    assert.deepEqual(
      fact?.parameters.map(({ name, deprecated }) => [name, deprecated?.since, deprecated?.replacement]),
      [
        ["X", undefined, undefined],
        ["force", "1.6", "ensure"],
        ["ensure", undefined, undefined],
        ["power", undefined, undefined],
        ["jobs", "1.8", undefined],
      ],
    );
  });

  test("a keyword that only a decorator still takes is a parameter, deprecated", () => {
    const names = facts(
      parse({
        "pkg/__init__.py": [
          "class Trainer:",
          '    @deprecate_kwarg("tokenizer", new_name="processor", version="5.0.0")',
          '    @deprecate_kwarg("device", version="5.18")',
          "    def __init__(self, model, processor=None, device=None, **options): ...",
        ].join("\n"),
      }),
    );
    assert.deepEqual(names.get("pkg.Trainer")?.parameters, [
      { name: "model", kind: "positional-or-keyword" },
      { name: "processor", kind: "positional-or-keyword", default: "None" },
      {
        name: "device",
        kind: "positional-or-keyword",
        default: "None",
        deprecated: { message: '@deprecate_kwarg("device", version="5.18")' },
      },
      {
        name: "tokenizer",
        kind: "keyword-only",
        default: "...",
        deprecated: {
          message: '@deprecate_kwarg("tokenizer", new_name="processor", version="5.0.0")',
          replacement: "processor",
        },
      },
      { name: "options", kind: "var-keyword" },
    ]);
  });
});

describe("modules", () => {
  test("a module's docstring and documented constants are one document", () => {
    const documents = parse({
      "pkg/conf.py": `"""Settings of the whole package, in one place: see each constant."""
__all__ = ["LIMIT", "MODE"]
#: At most this many.
LIMIT = 3
MODE = "fast"
"""How it runs."""
other = 4
`,
    });
    assert.equal(documents.length, 1);
    assert.deepEqual(
      documents[0]?.symbols.map(({ name, kind, summary }) => [name, kind, summary]),
      [
        ["pkg.conf", "module", "Settings of the whole package, in one place: see each constant."],
        ["pkg.conf.LIMIT", "constant", "At most this many."],
        ["pkg.conf.MODE", "constant", "How it runs."],
      ],
    );
    assert.ok(documents[0]?.sections[0]?.blocks.some(({ text }) => text === "pkg.conf.LIMIT = 3"));
  });

  test("enumerations list their members", () => {
    const names = facts(
      parse({ "pkg/a.py": 'class Mode(str, Enum):\n    """Modes."""\n    FAST = "f"\n    SLOW = "s"' }),
    );
    assert.equal(names.get("pkg.a.Mode")?.kind, "enum");
    assert.ok(names.has("pkg.a.Mode.FAST"));
  });
});

describe("bad input", () => {
  test("what stands around a syntax error is used, and the error is told", () => {
    const parser = createPythonPackageParser();
    const reason = parser.add("pkg/a.py", "def f(x): ...\nclass (:\n)\n\ndef g(y):\n    yield\n");
    assert.match(reason ?? "", /not all of it could be parsed/);
    assert.deepEqual(
      [...parser.finish()].map(({ title }) => title),
      ["pkg.a.f", "pkg.a.g"],
    );
  });

  test("a bracket that is never closed swallows no definition after it", () => {
    const source = `
def bad(a, b=:
    return (
class Broken(
    def m(self): pass
def later(x, *, y=2):
    """Doc."""
class Fine:
    def m(self, a): ...
`;
    assert.deepEqual(
      [...facts(parse({ "pkg/a.py": source })).values()].map(({ signatures }) => signatures[0]),
      ["pkg.a.Broken()", "pkg.a.Fine()", "pkg.a.Fine.m(a)", "pkg.a.bad(a, b=...)", "pkg.a.later(x, *, y=2)"],
    );
  });

  test("parameters that only Python 2 has keep their place", () => {
    const source = 'class A:\n    def f(self, (a, b), c=0777L): ...\ndef g(x, y=ur"abc", z=`x`): ...\n';
    const names = facts(parse({ "pkg/a.py": source }));
    assert.deepEqual(names.get("pkg.a.A.f")?.signatures, ["pkg.a.A.f((a, b), c=0777L)"]);
    assert.deepEqual(names.get("pkg.a.g")?.signatures, ['pkg.a.g(x, y=ur"abc", z=`x`)']);
  });

  test("names that are made at run time are neither invented nor do they hide the others", () => {
    const source = `
__all__ = []
for name in dir(ops):
    globals()[name] = getattr(ops, name)
    __all__.append(name)
globals().update({"made": 1})
def visible(): ...
`;
    assert.deepEqual([...facts(parse({ "pkg/__init__.py": source })).keys()], ["pkg.visible"]);
  });

  test("re-exports in a circle end, and what is really there is found", () => {
    const names = facts(
      parse({
        "pkg/__init__.py": "from pkg.a import *\nfrom pkg.b import B",
        "pkg/a.py": "from pkg.b import *\nfrom pkg import *\n__all__ = ['A', 'B', 'C']\nclass A: ...",
        "pkg/b.py": "from pkg.a import *\nfrom pkg.a import A as B\nC = B\nB = C",
        "pkg/c.py": "from .c import X as X\nclass Z(Z): ...\n__all__ = c.__all__ + ['Z']",
      }),
    );
    assert.deepEqual([...names.keys()], ["pkg.A", "pkg.c.Z"]);
  });

  test("Python 2 is told, and read", () => {
    const parser = createPythonPackageParser();
    assert.match(parser.add("pkg/a.py", 'def f(x):\n    print "x"\n') ?? "", /Python 2/);
    assert.equal([...parser.finish()].length, 1);
  });

  test("bytes that are no Python are a reason, not an exception", () => {
    const parser = createPythonPackageParser();
    assert.match(parser.add("pkg/a.py", "\u0000\u0001 ((( <<<") ?? "", /could be parsed/);
    assert.deepEqual([...parser.finish()], []);
  });

  test("a number that ends with its point is no error", () => {
    const parser = createPythonPackageParser();
    assert.equal(parser.add("pkg/a.py", "def f(a=1., b=1.e8, c=2.j): return [1., -2.]\n"), undefined);
    const [document] = parser.finish();
    assert.deepEqual(document?.symbols[0]?.signatures, ["pkg.a.f(a=1., b=1.e8, c=2.j)"]);
  });

  test("an absurdly long expression costs its value, not the file", () => {
    const sum = Array.from({ length: 20_000 }, () => '"a"').join(" + ");
    assert.deepEqual(
      parse({ "pkg/a.py": `def f(): ...\nx = ${sum}\ndef g(): ...` }).map(({ title }) => title),
      ["pkg.a.f", "pkg.a.g"],
    );
  });

  test("a stub of 40,000 lines and sums of strings do not exhaust the stack", () => {
    const lines = Array.from({ length: 40_000 }, (_, index) => `def f${index}(x: int) -> int: ...`);
    const sum = `f.__doc__ = ${Array.from({ length: 250 }, () => '"a"').join(" + ")}`;
    const names = facts(parse({ "pkg/a.pyi": lines.join("\n"), "pkg/b.py": `def f(): ...\n${sum}` }));
    assert.equal(names.size, 40_001);
    assert.equal(names.get("pkg.b.f")?.summary.length, 250);
  });
});
