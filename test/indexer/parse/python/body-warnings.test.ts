import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createPythonPackageParser } from "../../../../indexer/parse/python/package.js";

/** What is said of the deprecation of `pkg.jit.NAME` when this is the source of `pkg/jit.py`. */
function deprecationOf(name: string, source: string): string | undefined {
  const parser = createPythonPackageParser();
  parser.add("pkg/__init__.py", "");
  parser.add("pkg/jit.py", source);
  const facts = [...parser.finish()].flatMap(({ symbols }) => symbols);
  const fact = facts.find((other) => other.name === `pkg.jit.${name}`);
  assert.ok(fact, `${name} is there`);
  return fact.deprecated?.message;
}

const body = (lines: string, parameters = "obj, optimize=None") =>
  `def script(${parameters}):\n    """Compiles."""\n${lines.replace(/^/gm, "    ")}`;
const warn = (message: string, category = ", DeprecationWarning") => `warnings.warn("${message}"${category})`;

describe("a warning in the body of a function tells of its deprecation", () => {
  const TELLS: readonly [string, string][] = [
    ["its name in full", warn("`pkg.jit.script` is deprecated. Please switch to `pkg.compile`.")],
    ["the end of its name", warn("jit.script() is deprecated")],
    ["its name alone", warn("script is deprecated since 2.1, use 'g'.", ", FutureWarning")],
    ["what it is", warn("This function is deprecated.", ", PendingDeprecationWarning")],
    ["its name and what it is", warn("The `script` function has been deprecated", "")],
    ["that it will go", warn("This function will be removed from the library soon", ", FutureWarning")],
    ["a category of the project", warn("script is deprecated", ", PkgDeprecationWarning")],
    ["a category given by keyword", warn("script is deprecated", ", category=exceptions.UserWarning")],
    ["a logger", 'logger.warning_once("`script` is deprecated, and will be removed in 5.16.")'],
    [
      "a condition that has nothing to do with arguments",
      `if sys.version_info >= (3, 14):\n    ${warn("`script` may break")}\nelse:\n    ${warn("`script` is deprecated.")}`,
    ],
    [
      "once in a process",
      `global warned\nif not warned:\n    warned = True\n    ${warn("script is deprecated")}`,
    ],
    [
      "a `with` and a `try`",
      `with lock:\n    try:\n        ${warn("script is deprecated")}\n    finally:\n        pass`,
    ],
  ];
  for (const [what, lines] of TELLS) {
    test(what, () => assert.ok(deprecationOf("script", body(lines))));
  }

  const TELLS_NOT: readonly [string, string][] = [
    ["an argument", warn("`optimize` is deprecated and has no effect")],
    ["an argument of its own name", warn("The script argument is deprecated")],
    ["a value", warn("script with a list is deprecated")],
    ["another API of that name", warn("`other.script` is deprecated")],
    ["what will be otherwise", warn("The default of `optimize` will change", ", FutureWarning")],
    ["a condition on an argument", `if optimize is not None:\n    ${warn("script is deprecated")}`],
    ["the other case of it", `if optimize:\n    pass\nelse:\n    ${warn("script is deprecated")}`],
    ["a condition on what was made of one", `old = bool(obj)\nif old:\n    ${warn("script is deprecated")}`],
    ["what comes after a return for some", `if optimize:\n    return obj\n${warn("script is deprecated")}`],
    ["a failure", `try:\n    obj()\nexcept TypeError:\n    ${warn("script is deprecated")}`],
    ["a loop", `for each in obj:\n    ${warn("script is deprecated")}`],
    ["a function within", `def inner():\n    ${warn("script is deprecated")}\nreturn inner`],
    ["another kind of warning", warn("script is deprecated", ", RuntimeWarning")],
    ["a condition that the message states", warn("script is deprecated when obj is a list")],
  ];
  for (const [what, lines] of TELLS_NOT) {
    test(`not: ${what}`, () => assert.equal(deprecationOf("script", body(lines)), undefined));
  }

  test("the message keeps its replacement and no release in which it will be gone", () => {
    const parser = createPythonPackageParser();
    parser.add(
      "pkg.py",
      body(warn("`script` is deprecated and will be removed in v5.0. Use `pkg.compile` instead.")),
    );
    assert.deepEqual(
      [...parser.finish()].flatMap(({ symbols }) => symbols[0]?.deprecated ?? []),
      [
        {
          message: "`script` is deprecated and will be removed in v5.0. Use `pkg.compile` instead.",
          replacement: "pkg.compile",
        },
      ],
    );
  });
});

describe("a class is deprecated by what its methods warn of it", () => {
  const source = (method: string, message: string) =>
    `class Net:\n    def ${method}(self):\n        """Makes."""\n        ${warn(message)}`;

  test("its constructor, and the factories of one that has none", () => {
    for (const method of ["__init__", "__new__", "from_config"]) {
      assert.ok(deprecationOf("Net", source(method, "The class `Net` is deprecated.")), method);
      assert.ok(deprecationOf("Net", source(method, "This class is deprecated.")), method);
    }
  });

  test("not by what a method says of itself, nor that by what it says of its class", () => {
    assert.equal(deprecationOf("Net", source("load", "This method is deprecated.")), undefined);
    assert.equal(deprecationOf("Net", source("load", "`Net.load` is deprecated.")), undefined);
    assert.ok(deprecationOf("Net.load", source("load", "`Net.load` is deprecated.")));
    assert.equal(deprecationOf("Net.load", source("load", "This class is deprecated.")), undefined);
  });
});
