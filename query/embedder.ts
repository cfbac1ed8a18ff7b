import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { describeError, KbError } from "../corpora/errors.js";
import { packageRoot } from "../corpora/package-root.js";

/** Turns texts into unit vectors on this machine. */
export interface Embedder {
  /** Name and content hash: vectors of different hashes are never compared. */
  readonly id: string;
  readonly dimensions: number;
  /** Longer texts are cut by the model. */
  readonly maxTokens: number;
  /**
   * One unit vector a text, in order. A text in which the model finds no token gets the zero vector.
   * Never NaN: a model that yields one is unusable.
   *
   * @param as what they are: many models read questions otherwise than passages. Default: passages
   */
  embed(texts: readonly string[], as?: TextRole): Promise<Float32Array[]>;
  /** Tokens of a text as the model counts them, special tokens left out. Its vocabulary may know no punctuation. */
  countTokens(text: string): number;
  close(): Promise<void>;
}

/** What a text is to a model: what is asked, or what may answer. */
export type TextRole = "question" | "passage";

/** Whether this is an embedder itself, not what describes one. */
export const isEmbedder = (given: EmbedderOptions | Embedder | undefined): given is Embedder =>
  given !== undefined && "embed" in given;

export interface EmbedderOptions {
  /** Folder of a model, or an id on the Hugging Face Hub. Default: the bundled one. */
  readonly model?: string | undefined;
  /** Where models fetched by id are kept. Without it nothing is fetched. */
  readonly downloadTo?: string | undefined;
  /** Precision of the weights file, as in its name: `q8` is `model_quantized.onnx`. Default `q8`. */
  readonly dtype?: "q8" | "fp32" | "fp16" | undefined;
  /**
   * Threads inside one inference. Default: the machine's cores, at most 8. With one there is no pool, whose
   * threads spin for work after each inference and take the cores from whatever runs beside it.
   */
  readonly threads?: number | undefined;
  readonly onDownload?: ((file: string, share: number) => void) | undefined;
}

/** The model that comes with `kb`. */
export const DEFAULT_MODEL = "docs-embed-v3";

/** Texts of like length share a batch; beyond this many, memory grows and speed does not. */
const BATCH = 16;

const bundled = (): string => join(packageRoot(), "data", "models");

const weights = { q8: "model_quantized.onnx", fp32: "model.onnx", fp16: "model_fp16.onnx" } as const;

interface ModelFiles {
  /** Folder in which the library looks, and the name below it. */
  readonly root: string;
  readonly name: string;
}

/** A folder as given, else a bundled model, else an id (downloaded earlier or now). */
function locate(model: string, downloadTo: string | undefined): ModelFiles & { local: boolean } {
  const own = isAbsolute(model) || model.startsWith(".") ? resolve(model) : undefined;
  if (own !== undefined) return { root: dirname(own), name: basename(own), local: true };
  if (existsSync(join(bundled(), model))) return { root: bundled(), name: model, local: true };
  if (existsSync(resolve(model, "config.json"))) {
    return { root: dirname(resolve(model)), name: basename(resolve(model)), local: true };
  }
  if (downloadTo !== undefined)
    return { root: downloadTo, name: model, local: existsSync(join(downloadTo, model)) };
  throw new KbError("MODEL_UNUSABLE", `The model "${model}" is neither a folder nor bundled`, {
    facts: { model },
    hint: `Give the path of a folder with config.json, tokenizer.json and onnx/, or leave it out to use ${DEFAULT_MODEL}.`,
  });
}

function unusable(model: string, reason: string, cause?: unknown): KbError {
  return new KbError("MODEL_UNUSABLE", `The model "${model}" cannot be used: ${reason}`, {
    cause,
    facts: { model },
    hint: `A model folder holds config.json, tokenizer.json, tokenizer_config.json and onnx/model_quantized.onnx: put the file there as it was published, or leave the model out to use ${DEFAULT_MODEL}.`,
  });
}

/** What a file system says of a file that is not there, in words that name it. */
const unreadable = (cause: unknown, file: string): string => {
  const { code } = cause as NodeJS.ErrnoException;
  return code === "ENOENT" || code === "ENOTDIR" ? `there is no ${file}` : describeError(cause);
};

/** ONNX Runtime says where in its own source it stood, in the middle of its sentence, and which file it was about. */
const withoutPlaces = (message: string): string =>
  message
    .replace(/\/\S*\.cc:\d+ .*?\)(?= [A-Z])/s, " ")
    .replace(/^Load model from .* failed: ?/s, "")
    .replace(/\s+/g, " ")
    .trim();

async function readJson(model: string, file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    const reason =
      cause instanceof SyntaxError ? `${file} is not JSON: ${describeError(cause)}` : unreadable(cause, file);
    throw unusable(model, reason, cause);
  }
}

/**
 * The id of a model without loading it: its name and a hash over its configuration, prompts, tokenizer and weights
 * (of weights above 2 MiB: the size and both ends), so that a model replaced in place is another model.
 */
async function fingerprint(folder: string, model: string, dtype: keyof typeof weights): Promise<string> {
  const hash = createHash("sha256");
  const read = ["config.json", "tokenizer.json", PROMPTS].filter(
    (file) => file !== PROMPTS || existsSync(join(folder, file)),
  );
  for (const file of read) {
    try {
      hash.update(await readFile(join(folder, file)));
    } catch (cause) {
      throw unusable(model, unreadable(cause, join(folder, file)), cause);
    }
  }
  const onnx = join(folder, "onnx", weights[dtype]);
  try {
    const handle = await open(onnx);
    try {
      const { size } = await handle.stat();
      const end = 1 << 20;
      const head = Buffer.alloc(Math.min(size, end));
      await handle.read(head, 0, head.length, 0);
      const tail = Buffer.alloc(Math.min(size, end));
      await handle.read(tail, 0, tail.length, size - tail.length);
      hash.update(String(size)).update(head).update(tail);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw unusable(model, unreadable(cause, onnx), cause);
  }
  return hash.digest("hex").slice(0, 10);
}

const PROMPTS = "config_sentence_transformers.json";

/**
 * What stands before a text of each role, as Sentence Transformers keeps it (`prompts`: `query`, and `document` or
 * `passage`); nothing where a model's folder does not say.
 */
async function promptsOf(model: string, folder: string): Promise<Readonly<Record<TextRole, string>>> {
  const file = join(folder, PROMPTS);
  if (!existsSync(file)) return { question: "", passage: "" };
  const config = (await readJson(model, file)) as { prompts?: Readonly<Record<string, unknown>> } | null;
  const prompt = (name: string): string => {
    const text = config?.prompts?.[name] ?? "";
    if (typeof text !== "string") throw unusable(model, `${file}: the prompt "${name}" is no text`);
    return text;
  };
  return { question: prompt("query"), passage: prompt("document") || prompt("passage") };
}

/** A model on this machine. */
export interface ModelDescription {
  /** Name and content hash. */
  readonly id: string;
  readonly folder: string;
  /** Of the weights file. */
  readonly bytes: number;
  readonly dimensions: number;
}

/**
 * Id and size of a model on this machine, cheaply: nothing is loaded, and what is there may be damaged.
 *
 * @throws KbError MODEL_UNUSABLE when a file is not there
 */
export async function describeModel(options: EmbedderOptions = {}): Promise<ModelDescription> {
  const model = options.model ?? DEFAULT_MODEL;
  const dtype = options.dtype ?? "q8";
  const { root, name } = locate(model, options.downloadTo);
  const folder = join(root, name);
  const hash = await fingerprint(folder, model, dtype);
  const config = (await readJson(model, join(folder, "config.json"))) as Record<string, unknown> | null;
  const dimensions = Number(config?.["hidden_size"] ?? config?.["d_model"] ?? config?.["dim"]);
  if (!Number.isInteger(dimensions)) throw unusable(model, "its config.json names no hidden_size");
  return {
    id: `${name}@${hash}`,
    folder,
    bytes: statSync(join(folder, "onnx", weights[dtype])).size,
    dimensions,
  };
}

let loading: Promise<unknown> = Promise.resolve();
/** The library looks for models in one folder at a time. */
function oneAfterTheOther<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  const loaded = loading.then(load);
  loading = loaded.catch(() => undefined);
  return loaded;
}

/**
 * Loads a model. The first use of a foreign id downloads it (with progress) when `downloadTo` is given.
 *
 * @param known what `describeModel` said of it; without that it is asked
 * @throws KbError MODEL_UNUSABLE when files are missing, damaged, or yield wrong or non-finite vectors
 */
export async function openEmbedder(
  options: EmbedderOptions = {},
  known?: ModelDescription,
): Promise<Embedder> {
  const model = options.model ?? DEFAULT_MODEL;
  const dtype = options.dtype ?? "q8";
  const place = locate(model, options.downloadTo);
  const described = known ?? (place.local ? await describeModel(options) : undefined);
  const { AutoModel, AutoTokenizer, env } = await import("@xenova/transformers");
  const threads = options.threads ?? Math.min(8, availableParallelism());
  const progress_callback = (event: { status: string; file?: string; progress?: number }) => {
    if (event.status === "progress") options.onDownload?.(event.file ?? "", (event.progress ?? 0) / 100);
  };
  const load = () => {
    env.localModelPath = `${place.root}/`;
    env.cacheDir = place.root;
    env.allowRemoteModels = !place.local;
    return Promise.all([
      AutoTokenizer.from_pretrained(place.name, { progress_callback }),
      AutoModel.from_pretrained(place.name, {
        dtype,
        device: "cpu",
        session_options: { intraOpNumThreads: threads, interOpNumThreads: 1, logSeverityLevel: 3 },
        progress_callback,
      }),
    ]);
  };
  const [tokenizer, network] = await oneAfterTheOther(load).catch(async (cause: unknown) => {
    if (place.local) {
      // The library's complaint names no file where one of these is missing or cut off.
      for (const file of ["config.json", "tokenizer.json", "tokenizer_config.json"])
        await readJson(model, join(place.root, place.name, file));
    }
    const weightsFile = join(place.root, place.name, "onnx", weights[dtype]);
    throw unusable(model, `${weightsFile} cannot be loaded: ${withoutPlaces(describeError(cause))}`, cause);
  });
  const { id, dimensions } = described ?? (await describeModel(options));
  const maxTokens = Math.min(
    Number(tokenizer.model_max_length) || 512,
    Number((network.config as { max_position_embeddings?: number }).max_position_embeddings ?? 512),
  );

  const prompts = await promptsOf(model, join(place.root, place.name));

  const lengths = new Map<string, number>();
  const wordLength = (word: string): number => {
    const known = lengths.get(word);
    if (known !== undefined) return known;
    const length = tokenizer.encode(word, { add_special_tokens: false }).length;
    if (lengths.size >= 200_000) lengths.clear();
    lengths.set(word, length);
    return length;
  };
  const countTokens = (text: string): number => {
    let sum = 0;
    for (const word of text.split(/\s+/)) {
      if (word !== "") sum += wordLength(word.length > 200 ? word.slice(0, 200) : word);
    }
    return sum;
  };

  const embedBatch = async (texts: readonly string[]): Promise<Float32Array[]> => {
    const inputs = await tokenizer([...texts], { padding: true, truncation: true });
    const { last_hidden_state: output } = await network(inputs);
    const [, length, width] = output.dims as [number, number, number];
    if (width !== dimensions) {
      throw unusable(model, `it gives ${width} dimensions where its config.json says ${dimensions}`);
    }
    const vectors = texts.map((_, row) =>
      meanPool(output.data as Float32Array, inputs.attention_mask.data as BigInt64Array, row, length, width),
    );
    output.dispose();
    if (!vectors.every((vector) => vector.every(Number.isFinite))) {
      throw unusable(model, "it gives vectors that are not finite");
    }
    return vectors;
  };

  const embed = async (texts: readonly string[], as: TextRole = "passage"): Promise<Float32Array[]> => {
    const result: Float32Array[] = Array.from({ length: texts.length }, () => new Float32Array(dimensions));
    // Characters past four times the window cannot reach it; cutting them spares the tokenizer.
    const work = texts
      .map((text, at) => ({ at, text: text.slice(0, maxTokens * 16), tokens: countTokens(text) }))
      .filter((item) => item.tokens > 0)
      .sort((a, b) => a.tokens - b.tokens);
    for (let start = 0; start < work.length; start += BATCH) {
      const batch = work.slice(start, start + BATCH);
      const vectors = await embedBatch(batch.map((item) => prompts[as] + item.text));
      batch.forEach((item, row) => {
        const values = vectors[row];
        if (values) result[item.at] = values;
      });
    }
    return result;
  };

  const running = new Set<Promise<unknown>>();
  return {
    id,
    dimensions,
    maxTokens,
    embed: (texts, as) => {
      const embedded = embed(texts, as).finally(() => running.delete(embedded));
      running.add(embedded);
      return embedded;
    },
    countTokens,
    close: async () => {
      // Whoever asked may have given up; a session that is taken away in the middle complains on the console.
      await Promise.allSettled(running);
      await network.dispose();
    },
  };
}

/**
 * Mean of the token vectors that the mask keeps, scaled to length 1 (Reimers and Gurevych, EMNLP 2019).
 * The library's own pooling does the same through general tensor views, at eight times the cost.
 */
function meanPool(
  hidden: Float32Array,
  mask: BigInt64Array,
  row: number,
  length: number,
  width: number,
): Float32Array {
  const sum = new Float32Array(width);
  for (let token = 0; token < length; token += 1) {
    if (mask[row * length + token] === 0n) continue;
    const start = (row * length + token) * width;
    for (let at = 0; at < width; at += 1) sum[at] = (sum[at] ?? 0) + (hidden[start + at] ?? 0);
  }
  const norm = Math.hypot(...sum);
  return norm > 0 ? sum.map((value) => value / norm) : sum;
}
