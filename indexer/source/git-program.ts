import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";
import { KbError } from "../../corpora/errors.js";

/** The oldest git that has what is used here (`fetch --stdin`, settings by environment). */
const OLDEST_GIT = "2.31";
const STDERR_KEPT = 4_000;

/** Variables with which a calling git (a hook, a rebase) would point us at its own repository. */
const FOREIGN_VARIABLES: readonly string[] = [
  "GIT_DIR",
  "GIT_COMMON_DIR",
  "GIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_NAMESPACE",
  "GIT_OBJECT_DIRECTORY",
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
];

/** No background work, no transport that runs a program, no waiting for a server that went silent. */
const SETTINGS: Readonly<Record<string, string>> = {
  "gc.auto": "0",
  "maintenance.auto": "false",
  "protocol.ext.allow": "never",
  "http.lowSpeedLimit": "1000",
  "http.lowSpeedTime": "60",
};

export interface GitOptions {
  readonly gitDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Transports git may use, e.g. `["https"]`; none makes it work offline, also for a partial clone. */
  readonly protocols: readonly string[];
  /** Configuration for this use only, e.g. an address that holds credentials: neither stored nor on a command line. */
  readonly settings?: Readonly<Record<string, string>>;
}

export type Blob =
  | { readonly id: string; readonly bytes: Uint8Array }
  | { readonly id: string; readonly problem: "missing" | "too large"; readonly size: number };

/** The git program at work in one repository. Arguments never pass through a shell. */
export interface Git {
  /** Standard output of a command; `input` lines go to its standard input. Throws GitFailure. */
  run(args: readonly string[], input?: readonly string[]): Promise<Buffer>;
  /** Objects by id, in the order asked for. Ends early when git does: the caller counts. */
  blobs(ids: readonly string[], maxBytes: number): AsyncGenerator<Blob>;
}

/** git ended with an error; the message is what it said. */
export class GitFailure extends Error {}

export function openGit(options: GitOptions): Git {
  const { gitDir, signal } = options;
  const env = environment(options);
  const start = (args: readonly string[], input: readonly string[]): Child =>
    supervise(spawn("git", ["--git-dir", gitDir, ...args], { env, signal }), input);

  return {
    async run(args, input = []) {
      const child = start(args, input);
      const parts: Buffer[] = [];
      for await (const part of child.stdout) parts.push(part);
      const failure = await child.ended;
      signal.throwIfAborted();
      if (failure !== undefined) throw failure;
      return Buffer.concat(parts);
    },

    async *blobs(ids, maxBytes) {
      const child = start(["cat-file", "--batch"], ids);
      try {
        yield* parseBatch(new ByteStream(child.stdout), maxBytes);
        signal.throwIfAborted();
      } finally {
        child.kill();
      }
    },
  };
}

function environment({ env, protocols, settings }: GitOptions): NodeJS.ProcessEnv {
  const variables: NodeJS.ProcessEnv = { ...env };
  for (const name of FOREIGN_VARIABLES) delete variables[name];
  let count = Number(env["GIT_CONFIG_COUNT"] ?? 0);
  for (const [key, value] of Object.entries({ ...SETTINGS, ...settings })) {
    variables[`GIT_CONFIG_KEY_${count}`] = key;
    variables[`GIT_CONFIG_VALUE_${count}`] = value;
    count += 1;
  }
  return {
    ...variables,
    GIT_CONFIG_COUNT: String(count),
    GIT_ALLOW_PROTOCOL: protocols.join(":"),
    GIT_ASKPASS: "",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C",
    ...(protocols.length === 0 ? { GIT_NO_LAZY_FETCH: "1" } : {}),
  };
}

interface Child {
  readonly stdout: AsyncIterable<Buffer>;
  /** Settles when the program has ended: undefined, or what went wrong. Never rejects. */
  readonly ended: Promise<Error | undefined>;
  kill(): void;
}

function supervise(program: ChildProcessWithoutNullStreams, input: readonly string[]): Child {
  let stderr = "";
  program.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT);
  });
  // A program that ends before it has read its input is judged by its exit code.
  program.stdin.on("error", () => undefined);
  Readable.from(input.map((line) => `${line}\n`)).pipe(program.stdin);

  const ended = once(program, "close").then(
    ([code, killedBy]) =>
      code === 0 ? undefined : new GitFailure(lastWords(stderr) || `git ended with ${code ?? killedBy}`),
    (error: NodeJS.ErrnoException) => (error.code === "ENOENT" ? gitNotFound(error) : error),
  );
  return { stdout: program.stdout, ended, kill: () => program.kill() };
}

/** What git complains of, on one line, without credentials that stood in an address. */
const lastWords = (stderr: string): string =>
  withoutCredentials(
    stderr
      .split("\n")
      .filter((line) => /^(fatal|error|remote):/.test(line))
      .map((line) => line.replace(/^(fatal|error): /, "").replace(/[.\s]+$/, ""))
      .join("; "),
  );

export const withoutCredentials = (text: string): string => text.replace(/\/\/[^/\s@]*@/g, "//");

function gitNotFound(cause: Error): KbError {
  return new KbError("SOURCE_UNREACHABLE", "The program git was not found.", {
    hint: `Install git ${OLDEST_GIT} or newer and see that it is on the PATH.`,
    cause,
  });
}

/** `<id> <type> <size>\n<bytes>\n` or `<id> missing\n`, one after another. */
async function* parseBatch(stream: ByteStream, maxBytes: number): AsyncGenerator<Blob> {
  for (let line = await stream.line(); line !== undefined; line = await stream.line()) {
    const [id = "", type, length] = line.split(" ");
    if (length === undefined || type === undefined) {
      yield { id, problem: "missing", size: 0 };
      continue;
    }
    const size = Number(length);
    const bytes = await stream.take(size, size <= maxBytes);
    const newline = await stream.take(1, false);
    if (bytes === undefined || newline === undefined) return;
    yield size <= maxBytes ? { id, bytes } : { id, problem: "too large", size };
  }
}

/** Reads lines and exact lengths from a stream of chunks; asks for a chunk only when it needs one. */
class ByteStream {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** Up to the next newline, without it; undefined at the end. */
  async line(): Promise<string | undefined> {
    let end = this.#rest.indexOf(10);
    while (end === -1) {
      const chunk = await this.#next();
      if (chunk === undefined) return undefined;
      this.#rest = Buffer.concat([this.#rest, chunk]);
      end = this.#rest.indexOf(10);
    }
    const line = this.#rest.toString("utf8", 0, end);
    this.#rest = this.#rest.subarray(end + 1);
    return line;
  }

  /** Exactly `length` bytes, or nothing of them when they are not to be kept; undefined if the stream ends before. */
  async take(length: number, keep: boolean): Promise<Buffer | undefined> {
    const parts: Buffer[] = [];
    let missing = length;
    while (missing > 0) {
      if (this.#rest.length === 0) {
        const chunk = await this.#next();
        if (chunk === undefined) return undefined;
        this.#rest = chunk;
      }
      const part = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(part.length);
      missing -= part.length;
      if (keep) parts.push(part);
    }
    return Buffer.concat(parts);
  }

  async #next(): Promise<Buffer | undefined> {
    const { value, done } = await this.#chunks.next();
    return done ? undefined : value;
  }
}
