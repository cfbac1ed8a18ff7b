import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream, type WriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { WrittenRow } from "../../../corpora/written-questions.js";
import { openingSignature } from "../../../query/opening-signature.js";
import { type Random, randomOf } from "../../bench/random.js";
import { TEXT_FILES, type TrainingChunk, type TrainingSymbol } from "../export-text.js";
import { indexApis } from "./api-index.js";
import { asAsked } from "./forms.js";
import { pairsFromApi } from "./from-api.js";
import { pairsFromKin } from "./from-kin.js";
import { pairsFromStructure } from "./from-structure.js";
import { pairsFromUsage } from "./from-usage.js";
import { pairsFromWritten } from "./from-written.js";
import { PAIR_KINDS, type Pair, type PairKind, type Passage } from "./pair.js";

/** The files that `buildPairs` writes: passages, and pairs that name them by line. */
export const PAIR_FILES = { passages: "passages.jsonl", pairs: "pairs.jsonl" } as const;

/** Longer passages are cut: training sees less of them still. */
const MAX_PASSAGE = 1_600;
const MIN_PASSAGE = 40;
const MAX_QUERY = 240;

/** How often a pair of a kind is written, each time in another form. */
const FORMS: Readonly<Record<PairKind, number>> = {
  ...{ summary: 2, name: 1, parameter: 1, error: 1, mention: 1, call: 2, comment: 3, kin: 2, heading: 2 },
  ...{ cloze: 1, code: 1, written: 3, section: 2 },
};

/** Pairs of one kind with one passage: `torch.tensor` is called everywhere. */
const MAX_PER_PASSAGE = 24;

/** Pairs written, by kind, and the passages that they name. */
export interface BuiltPairs {
  readonly passages: number;
  readonly pairs: Readonly<Record<PairKind, number>>;
}

/**
 * Makes training pairs of exported text.
 *
 * @param folder holds what `exportText` wrote, and gets the pairs
 * @param seed the same seed and text give the same files
 */
export async function buildPairs(
  folder: string,
  written: readonly WrittenRow[],
  seed: number,
): Promise<BuiltPairs> {
  const symbols = await readLines<TrainingSymbol>(join(folder, TEXT_FILES.symbols));
  const documented = [...distinct(await readLines<TrainingChunk>(join(folder, TEXT_FILES.chunks)))];
  const apis = indexApis(documented, symbols);
  const random = randomOf("pairs", seed);
  const output = await openOutput(folder, random);
  for (const { chunk, passage } of documented) {
    await output.write(pairsFromApi(chunk, passage));
    await output.write(pairsFromUsage(chunk, apis, () => random.next() < 0.5));
    await output.write(pairsFromStructure(chunk, passage, random.next));
  }
  await output.write(pairsFromKin(apis));
  await output.write(pairsFromWritten(written, apis, documented));
  return output.end();
}

/** Each text once, with its header as the index puts it. */
function* distinct(chunks: Iterable<TrainingChunk>): Generator<{ chunk: TrainingChunk; passage: Passage }> {
  const seen = new Set<string>();
  for (const chunk of chunks) {
    if (chunk.text.length < MIN_PASSAGE) continue;
    const [own] = chunk.symbols;
    const path = chunk.headingPath.join(" > ");
    const header =
      own !== undefined && !path.includes(own)
        ? `${chunk.corpus} | ${path} | ${own}`
        : `${chunk.corpus} | ${path}`;
    const text = `${header}\n${chunk.text}`;
    const hash = createHash("sha256").update(text.replace(/\s+/g, " ")).digest("base64");
    if (seen.has(hash)) continue;
    seen.add(hash);
    yield {
      chunk,
      passage: {
        corpus: chunk.corpus,
        group: own ?? `${chunk.corpus} ${path}`,
        text,
        body: header.length + 1 + openingSignature(chunk).length,
      },
    };
  }
}

async function openOutput(folder: string, random: Random) {
  const passages = createWriteStream(join(folder, PAIR_FILES.passages));
  const pairs = createWriteStream(join(folder, PAIR_FILES.pairs));
  const lines = new Map<Passage, number>();
  const written = new Map<string, number>();
  const counts = Object.fromEntries(PAIR_KINDS.map((kind) => [kind, 0])) as Record<PairKind, number>;
  return {
    write: async (made: readonly Pair[]): Promise<void> => {
      for (const { kind, query, passage, cut } of made) {
        let line = lines.get(passage);
        if (line === undefined) {
          line = lines.size;
          lines.set(passage, line);
          const { corpus, group, text, body } = passage;
          await writeLine(passages, { corpus, group, body, text: text.slice(0, MAX_PASSAGE) });
        }
        const before = written.get(`${kind} ${line}`) ?? 0;
        if (before === MAX_PER_PASSAGE) continue;
        written.set(`${kind} ${line}`, before + 1);
        for (let form = 0; form < FORMS[kind]; form += 1) {
          const asked = asAsked(query, kind, passage.corpus, random).slice(0, MAX_QUERY).trim();
          if (asked.length < 3) continue;
          counts[kind] += 1;
          await writeLine(pairs, { kind, query: asked, passage: line, ...(cut && { cut }) });
        }
      }
    },
    end: async (): Promise<BuiltPairs> => {
      for (const stream of [passages, pairs]) {
        stream.end();
        await once(stream, "finish");
      }
      return { passages: lines.size, pairs: counts };
    },
  };
}

async function writeLine(stream: WriteStream, row: object): Promise<void> {
  if (!stream.write(`${JSON.stringify(row)}\n`)) await once(stream, "drain");
}

async function readLines<Row>(file: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (line !== "") rows.push(JSON.parse(line) as Row);
  }
  return rows;
}
