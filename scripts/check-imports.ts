import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { packageRoot } from "../corpora/package-root.js";

/** Which folder may import which: `scripts` is the top, `corpora` the bottom, `query` never sees `indexer`. */
const allowed: Readonly<Record<string, readonly RegExp[]>> = {
  corpora: [/^corpora\//],
  query: [/^query\//, /^corpora\//],
  indexer: [/^indexer\//, /^corpora\//, /^query\/store\//, /^query\/embedder\.ts$/],
  scripts: [/^scripts\//, /^indexer\//, /^query\//, /^corpora\//],
};

/** Where a heavy dependency may be imported: behind one shape, so that it can be replaced in one place. */
const importers: Readonly<Record<string, RegExp>> = {
  // The evaluation builds indexes that the store itself would not.
  "@lancedb/lancedb": /^query\/store\/(lancedb|indexes)\.ts$|^scripts\/eval\/parts\/lexical-index\.ts$/,
  "apache-arrow": /^query\/store\/(schema|arrow-rows|half-precision)\.ts$/,
  "@xenova/transformers": /^query\/embedder\.ts$/,
  cheerio: /^indexer\/(source|parse)\//,
  commander:
    /^(indexer\/cli|query\/(cli|flags|(?:history|upgrade|check|verify)\/\w+-command)|scripts\/kb|scripts\/rollback)\.ts$|^scripts\/(eval|bench|train)\//,
  "p-queue": /^indexer\//,
  diff: /^query\/history\/text-diff\.ts$/,
  pacote: /^indexer\/source\//,
  // The indexer reads a library's code; the query side reads the user's, and must not need the indexer for it.
  "@lezer/python": /^indexer\/parse\/python\/|^query\/python\/tree\.ts$/,
  // Reads scripts, and where in its file, which is JSON, a notebook's code stands.
  typescript: /^indexer\/parse\/declarations|^query\/check\/(?:script-uses|notebook-lines)\.ts$/,
  ignore: /^query\/check\/source-files\.ts$/,
  // One file adapts chat models, another makes retriever and tool.
  langchain: /^query\/(langchain|answer\/llm\/langchain-model)\.ts$|^scripts\/(eval|bench)\//,
  "@langchain/core": /^query\/langchain\.ts$|^scripts\/(eval|bench)\//,
  "@langchain/community": /^query\/langchain\.ts$|^scripts\/(eval|bench)\//,
};

const root = packageRoot();
const problems: string[] = [];

for (const folder of Object.keys(allowed)) {
  for (const name of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
    if (name.endsWith(".ts")) check(posix.join(folder, name.split(sep).join("/")));
  }
}

function check(file: string): void {
  const text = readFileSync(join(root, file), "utf8");
  const layer = file.split("/")[0] ?? "";
  for (const match of text.matchAll(/(?:from\s+|import\s+|import\()"([^"]+)"/g)) {
    const target = match[1] ?? "";
    if (target.startsWith(".")) {
      const path = relative(root, join(root, dirname(file), target))
        .split(sep)
        .join("/")
        .replace(/\.js$/, ".ts");
      if (!allowed[layer]?.some((rule) => rule.test(path))) problems.push(`${file} must not import ${path}`);
    } else if (!target.startsWith("node:")) {
      const name = target
        .split("/")
        .slice(0, target.startsWith("@") ? 2 : 1)
        .join("/");
      const rule = importers[name];
      if (rule && !rule.test(file)) problems.push(`${file} must not import ${name}: only ${rule.source} may`);
    }
  }
  if (/\bprocess\.exit\(/.test(text) && file !== "scripts/process-context.ts") {
    problems.push(`${file} calls process.exit: only scripts/process-context.ts may`);
  }
}

for (const problem of problems) console.error(problem);
console.error(problems.length === 0 ? "Import arrows hold" : `${problems.length} import arrows are broken`);
process.exitCode = problems.length === 0 ? 0 : 1;
