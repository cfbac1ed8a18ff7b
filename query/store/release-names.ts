import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { describeError, KbError } from "../../corpora/errors.js";
import type { StorePaths } from "./paths.js";
import { WRITE_FAILED_HINT } from "./snapshot.js";

/**
 * What the code of one release binds: the names of every public module and of the classes they reach, documented
 * or not. Symbol rows say what there is to read about; this says what is not there.
 */
export interface ReleaseNames {
  /** By the name that Python imports. */
  readonly modules: Readonly<Record<string, ModuleNames>>;
  /** By module of definition and name: `sklearn.cluster._kmeans:KMeans`, `...:KMeans.fit`. */
  readonly objects: Readonly<Record<string, ObjectNames>>;
  /** Attributes that the code sets on something other than `self`, by their name alone. */
  readonly planted: readonly string[];
}

export interface ModuleNames {
  /** What each name stands for: a module, the key of an object (it has a colon), or "" where that is not known. */
  readonly names: Readonly<Record<string, string>>;
  /** Why it may hold more names than these. */
  readonly open?: string;
  /** Names that it refuses with a message of its own. */
  readonly refused?: Readonly<Record<string, string>>;
}

export interface ObjectNames {
  readonly kind: string;
  /** Public name, where it is documented. */
  readonly symbol?: string;
  /** Of a class: keys of its bases, in order. */
  readonly bases?: readonly string[];
  /** Of a class: its own members, as the names of a module; one with `*` stands for all that fit. */
  readonly members?: Readonly<Record<string, string>>;
  /** Of a class: why it may have more members than its own and its bases'. */
  readonly open?: string;
  /**
   * Parameters of each way to call it, without the receiver: `x,/,y=,*args,z=,**rest`, where `=` marks those that
   * can be left out. Absent where they are not known for certain.
   */
  readonly calls?: readonly string[];
  /** Of a function: what it says, whatever it is called with, instead of doing anything: it was removed. */
  readonly refused?: string;
}

/** Where a release's names lie: content-addressed, so that releases with the same share a file. */
const fileOf = (paths: StorePaths, digest: string): string => join(paths.names, `${digest}.json.gz`);

/** What a manifest keeps of a release's names. */
export interface NamesReference {
  readonly digest: string;
  /** What imports begin with: `sklearn`. */
  readonly roots: string[];
  /** What it refuses with a message of its own, as it is imported; absent where that is nothing. */
  readonly refused?: string[] | undefined;
}

/** @throws KbError STORE_WRITE_FAILED */
export async function writeReleaseNames(paths: StorePaths, names: ReleaseNames): Promise<NamesReference> {
  const json = JSON.stringify(names);
  const digest = createHash("sha256").update(json).digest("base64url").slice(0, 24);
  const roots = [...new Set(Object.keys(names.modules).map((name) => name.split(".", 1)[0] ?? name))].sort();
  const refused = refusedNames(names);
  const reference = { digest, roots, ...(refused.length > 0 && { refused }) };
  const file = fileOf(paths, digest);
  if (existsSync(file)) return reference;
  const beside = `${file}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(beside, await promisify(gzip)(json), { flush: true });
    await rename(beside, file);
  } catch (cause) {
    throw new KbError("STORE_WRITE_FAILED", `Writing ${file} failed: ${describeError(cause)}`, {
      cause,
      facts: { file },
      hint: WRITE_FAILED_HINT,
    });
  }
  return reference;
}

function refusedNames({ modules, objects }: ReleaseNames): string[] {
  const refused = Object.entries(modules).flatMap(([module, { names, refused: own = {} }]) => {
    // What is bound as well is there: the message tells of its deprecation.
    const gone = Object.keys(own).filter((name) => !Object.hasOwn(names, name));
    const hollow = Object.keys(names).filter((name) => objects[names[name] ?? ""]?.refused !== undefined);
    return [...gone, ...hollow].map((name) => `${module}.${name}`);
  });
  return [...new Set(refused)].sort();
}

/** @throws KbError STORE_CORRUPT when the file is gone or damaged */
export async function readReleaseNames(paths: StorePaths, digest: string): Promise<ReleaseNames> {
  const file = fileOf(paths, digest);
  try {
    const bytes = await promisify(gunzip)(await readFile(file));
    return JSON.parse(bytes.toString("utf8")) as ReleaseNames;
  } catch (cause) {
    throw new KbError("STORE_CORRUPT", `Reading ${file} failed: ${describeError(cause)}`, {
      cause,
      facts: { file },
      hint: "“kb rollback” returns to the snapshot before; deleting the data folder and “kb index” build it anew.",
    });
  }
}

/** Deletes what no kept snapshot names. */
export async function keepReleaseNames(paths: StorePaths, digests: ReadonlySet<string>): Promise<void> {
  const files = await readdir(paths.names).catch((): string[] => []);
  for (const file of files) {
    if (!digests.has(file.replace(/\.json\.gz$/, ""))) await rm(join(paths.names, file), { force: true });
  }
}
