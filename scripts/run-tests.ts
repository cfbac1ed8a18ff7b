import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "./package-version.js";

/** Runs the compiled tests with Node's own runner; arguments pick files by a part of their path. */
const folder = join(packageRoot(), "dist", "test");
const wanted = process.argv.slice(2);
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.js"))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort()
  .map((file) => join(folder, file));

if (files.length === 0) {
  console.error(`No test file matches ${wanted.join(", ")}`);
  process.exitCode = 1;
} else {
  const runner = spawn(process.execPath, ["--test", "--test-reporter=spec", ...files], { stdio: "inherit" });
  runner.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}
