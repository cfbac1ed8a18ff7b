import { exactRequest, parseVersionRequest, type VersionRequest } from "../../corpora/version.js";

export const ECOSYSTEMS = ["pypi", "npm"] as const;
export type Ecosystem = (typeof ECOSYSTEMS)[number];

/** One package that a project file pins or constrains. */
export interface Finding {
  readonly package: string;
  readonly ecosystem: Ecosystem;
  /** A text that `parseVersionRequest` reads. */
  readonly request: string;
  readonly exact: boolean;
  readonly line: number | undefined;
  /** False for a copy that only another package uses, such as a nested `node_modules`. */
  readonly direct: boolean;
  /** Absolute path, where it is not the file that was read but one that it includes. */
  readonly file?: string;
}

/** What a reader may ask for besides its own text. */
export interface ReadContext {
  /** Absolute path of the file being read. */
  readonly file: string;
  /** Text of another file, by absolute path; rejects when there is none. */
  read(file: string): Promise<string>;
  /** Text of a file beside this one; undefined when there is none, or when only one file may be read. */
  readBeside(name: string): Promise<string | undefined>;
  /** Records a fault that does not spoil the rest of the file. */
  report(file: string, reason: string): void;
}

/** Throws when the text as a whole cannot be read. */
export type ProjectReader = (
  text: string,
  context: ReadContext,
) => readonly Finding[] | Promise<readonly Finding[]>;

/** Name as the Python registry compares it (PEP 503). */
export function normalisePythonName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[-_.]+/g, "-");
}

export function pinned(
  ecosystem: Ecosystem,
  name: string,
  version: string,
  line: number | undefined,
  direct = true,
): Finding[] {
  return constrained(ecosystem, name, exactRequest(version), line, direct);
}

/** Nothing for a specifier that constrains nothing or is not about versions: `*`, a tag such as `latest`, a URL. */
export function constrained(
  ecosystem: Ecosystem,
  name: string,
  specifier: string,
  line: number | undefined,
  direct = true,
): Finding[] {
  const request = readRequest(specifier.trim());
  if (name === "" || request === undefined || request.kind === "newest" || request.kind === "latest")
    return [];
  return [
    {
      package: ecosystem === "pypi" ? normalisePythonName(name) : name,
      ecosystem,
      request: request.kind === "exact" ? exactRequest(request.version) : request.text,
      exact: request.kind === "exact",
      line,
      direct,
    },
  ];
}

function readRequest(text: string): VersionRequest | undefined {
  try {
    return parseVersionRequest(text);
  } catch {
    return undefined;
  }
}

export type Table = Readonly<Record<string, unknown>>;

/** The value as a table, or an empty one: project files are full of optional parts. */
export function table(value: unknown): Table {
  return isTable(value) ? value : {};
}

export function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function strings(value: unknown): readonly string[] {
  return list(value).filter((item) => typeof item === "string");
}

/** Finds the line, counted from 1, on which something stands; the parsers of TOML, JSON and YAML do not tell. */
export class LineFinder {
  readonly #lines: readonly string[];
  readonly #byContent = new Map<string, number[]>();

  constructor(text: string) {
    this.#lines = text.split("\n").map((line) => line.trim());
    for (const [index, content] of this.#lines.entries()) {
      const places = this.#byContent.get(content);
      if (places === undefined) this.#byContent.set(content, [index + 1]);
      else places.push(index + 1);
    }
  }

  /** The first line that is one of these, indentation aside. */
  whole(...contents: readonly string[]): number | undefined {
    return contents.map((content) => this.#byContent.get(content)?.[0]).find((line) => line !== undefined);
  }

  /** The first line that is the one and is followed by the other, indentation aside. */
  pair(content: string, next: string): number | undefined {
    return this.#byContent.get(content)?.find((line) => this.#lines[line] === next);
  }

  /** The first line with this in it. */
  containing(part: string): number | undefined {
    const index = this.#lines.findIndex((line) => line.includes(part));
    return index === -1 ? undefined : index + 1;
  }

  /** The first line that gives this key a value, as TOML, JSON and YAML write it. */
  key(name: string): number | undefined {
    const starts = [name, `"${name}"`, `'${name}'`];
    const index = this.#lines.findIndex((line) => {
      const content = line.trim();
      return starts.some(
        (start) => content.startsWith(start) && /^\s*[=:]/.test(content.slice(start.length)),
      );
    });
    return index === -1 ? undefined : index + 1;
  }
}
