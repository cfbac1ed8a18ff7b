import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";

import { KbError } from "../../corpora/errors.js";
import { parseVersionRequest } from "../../corpora/version.js";
import { parseRequirement } from "../../query/project/requirement.js";
import { type ProjectReading, readProject } from "../../query/project.js";

const made: string[] = [];
after(() => Promise.all(made.map((directory) => rm(directory, { recursive: true }))));

async function project(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "kb-project-"));
  made.push(directory);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), content);
  }
  return directory;
}

async function read(files: Readonly<Record<string, string | Uint8Array>>): Promise<ProjectReading> {
  const reading = await readProject(await project(files));
  for (const { request, exact } of reading.versions) {
    assert.equal(parseVersionRequest(request).kind === "exact", exact, request);
  }
  return reading;
}

/** `torch 2.4.1 requirements.txt:3`, one for each package. */
const summary = ({ versions }: ProjectReading) =>
  versions.map(({ package: name, request, file, line }) => `${name} ${request} ${file}:${line}`);

describe("requirements files", () => {
  test("pins, ranges, extras, markers, hashes, comments and continuations; URLs and options passed over", async () => {
    const reading = await read({
      "requirements.txt": [
        "--index-url https://download.example.org/whl",
        "torch==2.4.1+cu121 ; python_version >= '3.9'  # the GPU build",
        "transformers[torch, sentencepiece] >= 4.40, < 5",
        "Scikit_Learn~=1.5.0",
        "numpy==1.26.4 \\",
        "    --hash=sha256:aaaa \\",
        "    --hash=sha256:bbbb",
        "jax (>=0.4.20)",
        "networkx==3.4",
        "pandas",
        "peft @ git+https://example.org/peft.git@main",
        "git+https://example.org/x.git",
        "-e .",
        "./local/package",
        "foo-1.0-py3-none-any.whl",
      ].join("\n"),
    });
    assert.deepEqual(summary(reading), [
      "torch 2.4.1+cu121 requirements.txt:2",
      "transformers >=4.40,<5 requirements.txt:3",
      "scikit-learn ~=1.5.0 requirements.txt:4",
      "numpy 1.26.4 requirements.txt:5",
      "jax >=0.4.20 requirements.txt:8",
      "networkx ==3.4 requirements.txt:9",
    ]);
    assert.deepEqual(reading.problems, []);
  });

  test("includes and constraints are followed once, even in a circle; a missing one is a problem", async () => {
    const reading = await read({
      "requirements.txt": "-r deps/base.txt\n--constraint=deps/limits.txt\n-r gone.txt\ntorch>=2\n",
      "deps/base.txt": "flax==0.8.4\n-r../requirements.txt\n",
      "deps/limits.txt": "torch==2.3.0\n",
    });
    assert.deepEqual(summary(reading), ["flax 0.8.4 deps/base.txt:1", "torch 2.3.0 deps/limits.txt:1"]);
    assert.deepEqual([...reading.files].sort(), ["deps/base.txt", "deps/limits.txt", "requirements.txt"]);
    assert.deepEqual(
      reading.problems.map(({ file }) => file),
      ["gone.txt"],
    );
  });

  test("a line that is no requirement is a problem, and the rest is read", async () => {
    const reading = await read({
      "requirements.txt": "torch==2.4.1\nthis is not one\nnumpy>=\njax==0.4.31\n",
    });
    assert.deepEqual(summary(reading), ["torch 2.4.1 requirements.txt:1", "jax 0.4.31 requirements.txt:4"]);
    assert.deepEqual(reading.problems, [
      { file: "requirements.txt", reason: "line 2 is not a requirement" },
      { file: "requirements.txt", reason: "line 3 is not a requirement" },
    ]);
  });

  test("pins for two environments: the newer one", async () => {
    const text = "torch==1.13.1; python_version < '3.8'\ntorch==2.4.1; python_version >= '3.8'\n";
    assert.deepEqual(summary(await read({ "requirements.txt": text })), ["torch 2.4.1 requirements.txt:2"]);
  });

  test("UTF-16, as PowerShell writes it", async () => {
    const bytes = new Uint8Array([0xff, 0xfe, ...Buffer.from("torch==2.4.1\r\n", "utf16le")]);
    assert.deepEqual(summary(await read({ "requirements.txt": bytes })), ["torch 2.4.1 requirements.txt:1"]);
  });

  test("one requirement", () => {
    assert.deepEqual(parseRequirement('a.b-c [x,y] (>=1 , !=1.5) ; extra == "z"'), {
      name: "a.b-c",
      specifier: ">=1,!=1.5",
      direct: false,
    });
    assert.equal(parseRequirement("pip @ file:///tmp/pip")?.direct, true);
    for (const text of ["", "==1", "a b", "a=1", "a >= ", "a >=1 <2"])
      assert.equal(parseRequirement(text), undefined, text);
  });
});

describe("Python manifests and lock files", () => {
  test("pyproject.toml of every kind", async () => {
    const reading = await read({
      "pyproject.toml": `[build-system]
requires = ["setuptools>=61"]
[project]
dependencies = ["torch>=2.0,<3", "datasets"]
[project.optional-dependencies]
serve = ["vllm==0.5.4; sys_platform == 'linux'"]
[dependency-groups]
test = ["pytest>=8", { include-group = "lint" }]
[tool.poetry.dependencies]
python = "^3.10"
keras = "^3.0"
lightgbm = { version = "~4.3", extras = ["dask"] }
catboost = "1.2"
wandb = "*"
mlflow = [{ version = "<=2.9", python = "<3.9" }, { version = "^2.10", python = ">=3.9" }]
own = { path = "../own" }
[tool.poetry.group.dev.dependencies]
black = "24.4.2"
`,
    });
    assert.deepEqual(summary(reading), [
      "torch >=2.0,<3 pyproject.toml:4",
      "vllm 0.5.4 pyproject.toml:6",
      "pytest >=8 pyproject.toml:8",
      "keras ^3.0 pyproject.toml:11",
      "lightgbm ~4.3 pyproject.toml:12",
      "catboost ==1.2 pyproject.toml:13",
      "mlflow <=2.9 || ^2.10 pyproject.toml:15",
      "black 24.4.2 pyproject.toml:18",
    ]);
  });

  const LOCK = `[[package]]
name = "numpy"
version = "1.24.4"

[[package]]
name = "numpy"
version = "2.0.1"

[[package]]
name = "Torch"
version = "2.3"

[[package]]
name = "own"
version = "0.1.0"
`;

  test("uv.lock, poetry.lock, pdm.lock: the newer of two pins, without the project itself", async () => {
    for (const [name, source] of [
      ["uv.lock", 'source = { editable = "." }\n'],
      ["poetry.lock", '[package.source]\ntype = "directory"\nurl = "."\n'],
      ["pdm.lock", 'path = "."\n'],
    ] as const) {
      assert.deepEqual(summary(await read({ [name]: LOCK + source })), [
        `numpy 2.0.1 ${name}:6`,
        `torch ==2.3 ${name}:10`,
      ]);
    }
  });

  test("pylock.toml, also under a name", async () => {
    const text =
      '[[packages]]\nname = "attrs"\nversion = "25.1.0"\n[[packages]]\nname = "own"\ndirectory = { path = "." }\n';
    assert.deepEqual(summary(await read({ "pylock.toml": text })), ["attrs 25.1.0 pylock.toml:2"]);
    assert.deepEqual(summary(await read({ "pylock.dev.toml": text })), ["attrs 25.1.0 pylock.dev.toml:2"]);
  });

  test("Pipfile and Pipfile.lock", async () => {
    const manifest = '[packages]\ntorch = ">=2"\nray = {version = ">=2.9", extras = ["tune"]}\ndask = "*"\n';
    const lock = JSON.stringify(
      { _meta: {}, default: { torch: { version: "==2.4.1" } }, develop: {} },
      undefined,
      4,
    );
    assert.deepEqual(summary(await read({ Pipfile: manifest, "Pipfile.lock": lock })), [
      "torch 2.4.1 Pipfile.lock:4",
      "ray >=2.9 Pipfile:3",
    ]);
  });

  test("setup.cfg", async () => {
    const text = `[metadata]
name = x
[options]
install_requires =
    gensim>=4.0  # topics
    spacy[cuda] >=3.7,<4 ; python_version > "3.8"
python_requires = >=3.8
[options.extras_require]
nlp = nltk==3.8.1
all =
    onnx>=1.15
`;
    assert.deepEqual(summary(await read({ "setup.cfg": text })), [
      "gensim >=4.0 setup.cfg:5",
      "spacy >=3.7,<4 setup.cfg:6",
      "nltk 3.8.1 setup.cfg:9",
      "onnx >=1.15 setup.cfg:11",
    ]);
  });

  test("a conda environment, with the names of its own and a list for pip", async () => {
    const text = `name: ml
dependencies:
  - python=3.10
  - pytorch=2.1
  - conda-forge::polars>=0.20,<1
  - networkx=3.1=pyhd8ed1ab_0
  - scipy 1.11.*
  - numpy==1.26
  - cudatoolkit
  - pip:
      - deepspeed==0.14.0
`;
    assert.deepEqual(summary(await read({ "environment.yaml": text })), [
      "torch =2.1 environment.yaml:4",
      "polars >=0.20,<1 environment.yaml:5",
      "networkx ==3.1 environment.yaml:6",
      "scipy 1.11.* environment.yaml:7",
      "numpy ==1.26 environment.yaml:8",
      "deepspeed 0.14.0 environment.yaml:11",
    ]);
  });
});

describe("npm manifests and lock files", () => {
  const MANIFEST = JSON.stringify(
    {
      dependencies: { "@langchain/core": "^0.3.0", mini: "npm:minimatch@^9.0.0", any: "*", tag: "next" },
      devDependencies: { typescript: "5.5.4", own: "workspace:*", fork: "github:a/b" },
      peerDependencies: { zod: ">=3 <4" },
    },
    undefined,
    2,
  );

  test("package.json", async () => {
    assert.deepEqual(summary(await read({ "package.json": MANIFEST })), [
      "@langchain/core ^0.3.0 package.json:3",
      "minimatch ^9.0.0 package.json:4",
      "typescript 5.5.4 package.json:9",
      "zod >=3 <4 package.json:14",
    ]);
  });

  /** The project asks for minimatch 9 by another name; a dependency brings minimatch 10 along. */
  const EXPECTED = ["@langchain/core 0.3.80", "minimatch 9.0.9", "zod 3.23.8"];

  const LOCKS: Readonly<Record<string, readonly [file: string, text: string]>> = {
    "npm 7 and later": [
      "package-lock.json",
      JSON.stringify({
        lockfileVersion: 3,
        packages: {
          "": { version: "1.0.0" },
          "node_modules/@langchain/core": { version: "0.3.80" },
          "node_modules/zod": { version: "3.23.8" },
          "node_modules/mini": { name: "minimatch", version: "9.0.9" },
          "node_modules/zod/node_modules/minimatch": { version: "10.0.1" },
          "node_modules/own": { resolved: "packages/own", link: true },
          "packages/own": { version: "1.0.0" },
        },
      }),
    ],
    "npm 6": [
      "npm-shrinkwrap.json",
      JSON.stringify({
        lockfileVersion: 1,
        dependencies: {
          "@langchain/core": { version: "0.3.80" },
          mini: { version: "npm:minimatch@9.0.9" },
          zod: { version: "3.23.8", dependencies: { minimatch: { version: "10.0.1" } } },
          fork: { version: "git+https://example.org/a.git#abc" },
        },
      }),
    ],
    "Yarn 1": [
      "yarn.lock",
      `# THIS IS AN AUTOGENERATED FILE. DO NOT EDIT THIS FILE DIRECTLY.
# yarn lockfile v1


"@langchain/core@^0.3.0", "@langchain/core@^0.3.1":
  version "0.3.80"
  dependencies:
    zod "^3"

minimatch@^10:
  version "10.0.1"

"mini@npm:minimatch@^9.0.0":
  version "9.0.9"

zod@^3, "zod@>=3 <4":
  version "3.23.8"
`,
    ],
    "Yarn 2 and later": [
      "yarn.lock",
      `__metadata:
  version: 8

"@langchain/core@npm:^0.3.0":
  version: 0.3.80
  resolution: "@langchain/core@npm:0.3.80"
  dependencies:
    zod: "npm:^3"

"mini@npm:minimatch@^9.0.0":
  version: 9.0.9

"minimatch@npm:^10":
  version: 10.0.1

"own@workspace:.":
  version: 0.0.0-use.local

"zod@npm:^3":
  version: 3.23.8
`,
    ],
    "pnpm 7": [
      "pnpm-lock.yaml",
      `lockfileVersion: 5.4
dependencies:
  '@langchain/core': 0.3.80_zod@3.23.8
  mini: /minimatch/9.0.9
packages:
  /@langchain/core/0.3.80_zod@3.23.8:
    dev: false
  /minimatch/9.0.9:
    dev: false
  /minimatch/10.0.1:
    dev: false
  /zod/3.23.8:
    dev: false
`,
    ],
    "pnpm 9": [
      "pnpm-lock.yaml",
      `lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      '@langchain/core':
        specifier: ^0.3.0
        version: 0.3.80(zod@3.23.8)
      mini:
        specifier: npm:minimatch@^9.0.0
        version: minimatch@9.0.9
packages:
  '@langchain/core@0.3.80':
    engines: {node: '>=18'}
  minimatch@9.0.9:
    engines: {node: '>=18'}
  minimatch@10.0.1:
    engines: {node: '>=18'}
  zod@3.23.8:
    engines: {node: '>=18'}
`,
    ],
  };

  for (const [tool, [file, text]] of Object.entries(LOCKS)) {
    test(`${tool}: the project's own copy of a package, under its real name`, async () => {
      const reading = await read({ [file]: text, "package.json": MANIFEST });
      const locked = reading.versions.filter((version) => version.file === file);
      assert.deepEqual(locked.map((version) => `${version.package} ${version.request}`).sort(), EXPECTED);
      assert.deepEqual(reading.problems, []);
    });
  }

  test("lines are told where the file has lines", async () => {
    const [file = "", text = ""] = LOCKS["pnpm 9"] ?? [];
    const lines = (await read({ [file]: text })).versions.map(({ line }) => line);
    assert.deepEqual(lines, [12, 14, 18]);
  });
});

describe("readProject", () => {
  test("a lock file before a manifest, an exact version before a range", async () => {
    const reading = await read({
      "requirements.txt": "torch>=2\njax>=0.4\n",
      "requirements-dev.txt": "jax==0.4.31\n",
      "uv.lock": '[[package]]\nname = "torch"\nversion = "2.4.1"\n',
      "package.json": '{"dependencies": {\n"torch": "^1.0.0"\n}}',
    });
    assert.deepEqual(summary(reading), [
      "torch 2.4.1 uv.lock:2",
      "jax 0.4.31 requirements-dev.txt:1",
      "torch ^1.0.0 package.json:2",
    ]);
    assert.deepEqual(reading.files, ["uv.lock", "requirements.txt", "requirements-dev.txt", "package.json"]);
  });

  test("one file, also under a name of its own", async () => {
    const directory = await project({
      "requirements.txt": "torch==2.4.1\n",
      "deps.txt": "jax==0.4.31\n",
      "a.bin": "",
    });
    assert.deepEqual(summary(await readProject(join(directory, "deps.txt"))), ["jax 0.4.31 deps.txt:1"]);
    assert.deepEqual((await readProject(join(directory, "requirements.txt"))).files, ["requirements.txt"]);
    await assert.rejects(readProject(join(directory, "a.bin")), { code: "USAGE" });
  });

  test("a malformed file is a problem, and the others are read", async () => {
    const reading = await read({
      "pyproject.toml": "[project\n",
      "package.json": "[]",
      "requirements.txt": "jax==0.4.31",
    });
    assert.deepEqual(summary(reading), ["jax 0.4.31 requirements.txt:1"]);
    assert.deepEqual(
      reading.problems.map(({ file }) => file),
      ["pyproject.toml", "package.json"],
    );
    assert.match(reading.problems[0]?.reason ?? "", /^line 1: /);
  });

  test("nothing there, nothing known, nothing readable", async () => {
    const directory = await project({ "notes.md": "torch" });
    await assert.rejects(readProject(join(directory, "gone")), { code: "USAGE" });
    await assert.rejects(
      readProject(directory),
      (error) =>
        error instanceof KbError &&
        error.code === "USAGE" &&
        /poetry\.lock.*package\.json/.test(error.hint ?? ""),
    );
    const broken = await project({ "package.json": "{", "yarn.lock": "hello", "pnpm-lock.yaml": "a: [" });
    await assert.rejects(readProject(broken), (error) => {
      assert.ok(error instanceof KbError);
      assert.match(error.message, /package\.json: .*/);
      assert.match(error.message, /yarn\.lock: not a Yarn lock file/);
      return error.code === "PROJECT_UNREADABLE";
    });
  });
});
