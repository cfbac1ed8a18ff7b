import type { CommandContext } from "../corpora/command.js";

/** The real outside world. A reader that goes away (`kb query | head`) ends the output quietly. */
export function processContext(): CommandContext {
  const controller = new AbortController();
  const stop = () => {
    // The second signal is for a person who does not want to wait.
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  // Progress that nobody reads any more is no reason to stop.
  process.stderr.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  return {
    cwd: process.cwd(),
    env: process.env,
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    colour: process.stdout.isTTY === true && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb",
    interactive: process.stderr.isTTY === true && process.env["TERM"] !== "dumb" && !process.env["CI"],
    width: process.stdout.columns || Number(process.env["COLUMNS"]) || 120,
    signal: controller.signal,
  };
}
