import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { KbError } from "./errors.js";
import { packageRoot } from "./package-root.js";

const name = z.string().min(1);
const questions = z.array(z.string().min(1));
const row = z.union([
  z.strictObject({ symbol: name, questions }),
  z.strictObject({ corpus: name, headingPath: z.array(name).min(1), questions }),
]);

/**
 * What people might ask who need an API, told by its qualified name, or a section of a guide, told by the corpus's
 * display name and the headings above it: a line of a `*.jsonl` file.
 */
export type WrittenRow = z.output<typeof row>;

/** Questions written for APIs and sections, whatever release has them. They help to find these, and are never an answer. */
export interface WrittenQuestions {
  readonly rows: readonly WrittenRow[];
  /** Of the files' content: what was indexed with other questions is read again. */
  readonly digest: string;
  /** Those about an API; none for a name that nobody wrote of. */
  aboutApi(qualifiedName: string): readonly string[];
  aboutSection(corpusName: string, headingPath: readonly string[]): readonly string[];
}

/** The folder of those that come with `kb`. */
export const bundledQuestions = (): string => join(packageRoot(), "data", "questions");

/** What the questions are about, in words. */
export const subjectOf = (written: WrittenRow): string =>
  "symbol" in written ? written.symbol : `${written.corpus} | ${written.headingPath.join(" > ")}`;

/**
 * All that a folder's `*.jsonl` files hold, in the order of their names.
 *
 * @throws KbError CONFIG_INVALID when the folder cannot be read, or a line is not of that form
 */
export async function readWrittenQuestions(folder: string): Promise<WrittenQuestions> {
  const written = await openWrittenQuestions(folder);
  // What is wrong with a line is told at once.
  void written.rows;
  return written;
}

/**
 * The same, with lines that are read when somebody asks for what they say: a run that finds nothing new needs no more
 * than the digest.
 *
 * @throws KbError CONFIG_INVALID when the folder cannot be read; where a line is not of that form, when it is asked
 */
export async function openWrittenQuestions(folder: string): Promise<WrittenQuestions> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new KbError("CONFIG_INVALID", `${folder}: the folder of written questions cannot be read`, {
      cause,
      facts: { folder },
    });
  });
  const files = names.filter((file) => file.endsWith(".jsonl")).sort();
  const contents = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  const read = once(() =>
    contents.flatMap((content, at) => readRows(content, join(folder, files[at] ?? ""))),
  );
  const bySubject = once(() => questionsBySubject(read()));
  const about = (subject: Subject): readonly string[] => bySubject().get(keyOf(subject)) ?? [];
  return {
    get rows() {
      return read();
    },
    digest: createHash("sha256").update(contents.join("\0")).digest("hex").slice(0, 8),
    aboutApi: (symbol) => about({ symbol }),
    aboutSection: (corpus, headingPath) => about({ corpus, headingPath }),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function questionsBySubject(rows: readonly WrittenRow[]): ReadonlyMap<string, readonly string[]> {
  const bySubject = new Map<string, string[]>();
  for (const written of rows) {
    const known = bySubject.get(keyOf(written));
    if (known) known.push(...written.questions);
    else bySubject.set(keyOf(written), [...written.questions]);
  }
  return bySubject;
}

type Subject =
  | { readonly symbol: string }
  | { readonly corpus: string; readonly headingPath: readonly string[] };

const keyOf = (subject: Subject): string =>
  "symbol" in subject ? subject.symbol : [subject.corpus, ...subject.headingPath].join("\n");

const readRows = (content: string, file: string): readonly WrittenRow[] =>
  content.split("\n").flatMap((line, index) => (line.trim() === "" ? [] : readRow(line, file, index + 1)));

function readRow(line: string, file: string, number: number): WrittenRow {
  const read = row.safeParse(parsed(line));
  if (read.success) return read.data;
  throw new KbError(
    "CONFIG_INVALID",
    `${file}: line ${number} is neither {"symbol", "questions"} nor {"corpus", "headingPath", "questions"}`,
    { facts: { file, line: number, problems: read.error.issues.map((issue) => issue.message) } },
  );
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
