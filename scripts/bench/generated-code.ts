import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { CorpusDefinition } from "../../corpora/corpus.js";
import { randomOf } from "./random.js";

/** A Python package and code that uses it, both made from a seed. */
export interface GeneratedCode {
  readonly corpus: CorpusDefinition;
  /** Folder of the code. */
  readonly code: string;
}

const PACKAGE = "checklib";
/** Files of code for each module of the package, which has four at least. */
const FILES_A_MODULE = 8;
const CLASSES_OF_EACH = 6;
const PARAMETERS = ["rate", "depth", "width", "seed", "mode", "limit", "verbose"] as const;
/** Calls in each file: some 200 lines, as the files of a real project have. */
const CALLS = 60;

/** Writes the package, and so many files that use it, with a mistake in every fiftieth call. */
export async function generateCode(folder: string, files: number): Promise<GeneratedCode> {
  const root = join(folder, "1.0", PACKAGE);
  await write(join(root, "__init__.py"), `"""Made to be checked against."""\n`);
  const modules = Math.max(4, Math.round(files / FILES_A_MODULE));
  for (let at = 0; at < modules; at += 1) await write(join(root, `${moduleOf(at)}.py`), moduleText(at));
  const code = join(folder, "code");
  for (let at = 0; at < files; at += 1) await write(join(code, `part_${at}.py`), userText(at, modules));
  return {
    code,
    corpus: {
      ...{ id: PACKAGE, name: PACKAGE, homepage: "https://docs.example/", versions: "pep440" },
      packages: { pypi: [PACKAGE] },
      sources: [{ kind: "directory", path: join(folder, "{version}"), releases: [{ version: "1.0" }] }],
    },
  };
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

const moduleOf = (at: number): string => `module_${at}`;

function moduleText(at: number): string {
  const classes = Array.from(
    { length: CLASSES_OF_EACH },
    (_, own) => `class Worker${own}:
    """Worker ${own} of module ${at}."""
    def __init__(self, ${PARAMETERS.map((name) => `${name}=1`).join(", ")}):
        self.${PARAMETERS[own % PARAMETERS.length]}_ = 1
    def fit(self, data, weight=None):
        """Fits."""
        return self
    def predict(self, data):
        """Predicts."""
`,
  );
  const functions = `def load(path, ${PARAMETERS.map((name) => `${name}=1`).join(", ")}):\n    """Loads."""\n`;
  return [...classes, functions].join("\n\n");
}

function userText(at: number, modules: number): string {
  const random = randomOf("code", at);
  const used = Array.from({ length: 4 }, () => moduleOf(random.whole(0, modules - 1)));
  const lines = used.map((name, own) => `from ${PACKAGE} import ${name} as m${own}`);
  const calls = Array.from({ length: CALLS }, (_, call) => {
    const own = random.whole(0, used.length - 1);
    const parameter = random.whole(1, 50) === 1 ? "bogus" : random.pick(PARAMETERS);
    const worker = `m${own}.Worker${random.whole(0, CLASSES_OF_EACH - 1)}`;
    return `    model_${call} = ${worker}(${parameter}=${call})
    if data is not None:
        model_${call}.fit(data, weight=[${call}, 2, 3])
        print(f"part {model_${call}.predict(data)}", m${own}.load("part.txt", depth=${call}))`;
  });
  return [...lines, "", "def main(data):", ...calls, ""].join("\n");
}
