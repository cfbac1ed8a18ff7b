import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CHUNKS_PER_PAGE, GENERATED_TODAY, type GeneratedLibrary, generateQuestion } from "./generate.js";
import { diskOf } from "./indexing.js";
import { callPart, runNode } from "./part.js";
import type { AskResult, AskSettings } from "./part-ask.js";
import type { StoreResult, StoreSettings } from "./part-store.js";
import type { Figure } from "./report.js";
import { median, percentile } from "./statistics.js";

const COLD_STARTS = 7;

/** Warm queries over one large data folder, of many corpora and of one; then queries from a cold start. */
export async function measureQueries(
  chunks: number,
  questions: number,
  work: string,
  say: (text: string) => void,
): Promise<{ readonly figures: readonly Figure[]; readonly material: readonly string[] }> {
  const figures: Figure[] = [];
  const material: string[] = [];
  let cold: { data: string; library: GeneratedLibrary } | undefined;
  for (const { name, corpora } of [
    { name: "8 corpora", corpora: 8 },
    { name: "1 corpus", corpora: 1 },
  ]) {
    const data = join(work, `store-${corpora}-of-${chunks}`);
    const pages = Math.round(chunks / corpora / CHUNKS_PER_PAGE);
    const libraries = Array.from({ length: corpora }, (_, at) => ({ id: `lib${at + 1}`, pages }));
    say(`Writing a store of about ${chunks} chunks, ${name}`);
    const store = await storeOf(data, libraries);
    say(`Asking ${questions} questions`);
    const { times, peak } = await callPart<AskSettings, AskResult>("ask", {
      ...{ data, libraries, questions, warmUp: 20 },
    });
    material.push(
      `Queries, ${name}: ${store.chunks} generated chunks, vectors at random, ${questions} questions`,
    );
    figures.push(
      ...latency(`Warm query, ${name}`, times),
      {
        name: `Peak memory, querying, ${name}`,
        value: peak / 1e6,
        unit: "megabytes",
        target: { atMost: 500 },
      },
      { name: `Disk a chunk, ${name}`, value: await diskOf(data), unit: "bytes", target: { atMost: 3_072 } },
    );
    if (libraries[0]) cold ??= { data, library: libraries[0] };
  }
  if (cold) {
    say("Asking from a cold start");
    figures.push(...(await coldStarts(cold.data, cold.library)));
  }
  return { figures, material };
}

const latency = (name: string, times: readonly number[]): readonly Figure[] => [
  { name: `${name}, p50`, value: percentile(times, 0.5), unit: "milliseconds", target: { atMost: 25 } },
  { name: `${name}, p95`, value: percentile(times, 0.95), unit: "milliseconds", target: { atMost: 60 } },
];

/** Written once: what it took lies beside it and says that it is whole. */
async function storeOf(data: string, libraries: readonly GeneratedLibrary[]): Promise<StoreResult> {
  const done = `${data}.json`;
  if (existsSync(done)) return JSON.parse(await readFile(done, "utf8")) as StoreResult;
  const result = await callPart<StoreSettings, StoreResult>("store", { data, libraries });
  await writeFile(done, JSON.stringify(result));
  return result;
}

async function coldStarts(data: string, library: GeneratedLibrary): Promise<readonly Figure[]> {
  const kb = fileURLToPath(new URL("../kb.js", import.meta.url));
  const queries: number[] = [];
  const bare: number[] = [];
  for (let index = 0; index < COLD_STARTS; index += 1) {
    const question = generateQuestion(library, 10_000 + index);
    const common = ["--library", library.id, "--data", data, "--as-of", GENERATED_TODAY, "--json"];
    queries.push((await runNode([kb, "query", question, ...common])).seconds);
    bare.push((await runNode([kb, "--version"])).seconds);
  }
  return [
    { name: "kb query, whole process", value: median(queries), unit: "seconds", target: { atMost: 0.6 } },
    { name: "– of which a process that does nothing", value: median(bare), unit: "seconds" },
  ];
}
