import { spawn } from "node:child_process";
import { KbError } from "../../corpora/errors.js";

const PACKAGES = ["torch", "tokenizers", "onnx", "numpy"] as const;
const HINT = `Training needs Python 3.10 or newer with ${PACKAGES.join(", ")}: python3 -m venv .venv && .venv/bin/pip install ${PACKAGES.join(" ")}, then --python .venv/bin/python.`;

/**
 * Runs a Python program; what it prints goes where ours goes. Its modules are looked for beside it.
 *
 * @throws KbError USAGE when it cannot be started, Error when it fails
 */
export async function runPython(python: string, args: readonly string[], signal: AbortSignal): Promise<void> {
  const child = spawn(python, args, { stdio: ["ignore", "inherit", "inherit"], signal });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new KbError("USAGE", `${python} cannot be started`, { cause, facts: { python }, hint: HINT });
  });
  if (code !== 0) throw new Error(`${python} ${args.join(" ")} ended with ${code}`);
}

/** @throws KbError USAGE when Python is too old or a package is missing; Python has said which */
export async function checkPython(python: string, signal: AbortSignal): Promise<void> {
  const check = [
    "import importlib.util, sys",
    `missing = [p for p in ${JSON.stringify(PACKAGES)} if importlib.util.find_spec(p) is None]`,
    "sys.exit(f'Python {sys.version.split()[0]}; missing: {missing}' if missing or sys.version_info < (3, 10) else 0)",
  ].join("\n");
  try {
    await runPython(python, ["-c", check], signal);
  } catch (cause) {
    signal.throwIfAborted();
    throw new KbError("USAGE", `${python} cannot train: too old, or packages are missing`, {
      cause,
      facts: { python },
      hint: HINT,
    });
  }
}
