import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../corpora/package-root.js";

/**
 * Runs the compiled tests with Node's own runner; arguments pick files by a part of their path. The sources say
 * which there are: a test that was deleted may still lie in the build.
 */
const wanted = process.argv.slice(2);
const files = readdirSync(join(packageRoot(), "test"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts"))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort()
  .map((file) => join(packageRoot(), "dist", "test", file.replace(/\.ts$/, ".js")));

if (files.length === 0) {
  console.error(`No test file matches ${wanted.join(", ")}`);
  process.exitCode = 1;
} else {
  const runner = spawn(process.execPath, ["--test", "--test-reporter=spec", ...files], { stdio: "inherit" });
  runner.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}
