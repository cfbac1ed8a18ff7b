import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describeError, KbError } from "../../corpora/errors.js";

/** Each runs in a process of its own, so that its peak memory and its warm-up are nobody else's. */
export type PartName = "texts" | "embed" | "speed" | "index" | "store" | "ask" | "site" | "rival" | "check";

/** What every part tells beside its own result. */
export interface Cost {
  /** Peak resident memory of the process, in bytes. */
  readonly peak: number;
}

/** The body of a part: settings from the command line, result as the last line of standard output. */
export async function runPart<Settings, Result extends object>(
  work: (settings: Settings) => Promise<Result>,
): Promise<void> {
  try {
    const result = await work(JSON.parse(process.argv[2] ?? "{}") as Settings);
    const cost: Cost = { peak: process.resourceUsage().maxRSS * 1024 };
    process.stdout.write(`${JSON.stringify({ ...result, ...cost })}\n`);
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n${error instanceof Error ? error.stack : ""}\n`);
    process.exitCode = 1;
  }
}

/** Runs a part and waits for it. @throws KbError when it does not end well */
export async function callPart<Settings, Result>(name: PartName, settings: Settings): Promise<Result & Cost> {
  const script = fileURLToPath(new URL(`part-${name}.js`, import.meta.url));
  const { output } = await runNode([script, JSON.stringify(settings)]);
  return JSON.parse(output.trimEnd().split("\n").at(-1) ?? "") as Result & Cost;
}

/** Runs Node and times it from spawn to exit. Its errors go to standard error. @throws KbError unless it exits with 0 */
export async function runNode(
  args: readonly string[],
): Promise<{ readonly output: string; readonly seconds: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const pieces: Buffer[] = [];
  child.stdout.on("data", (piece: Buffer) => pieces.push(piece));
  const [code] = (await once(child, "close")) as [number | null];
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) {
    throw new KbError("USAGE", `node ${args[0] ?? ""} ended with ${code ?? "a signal"}`, {
      facts: { args, code },
    });
  }
  return { output: Buffer.concat(pieces).toString("utf8"), seconds };
}
