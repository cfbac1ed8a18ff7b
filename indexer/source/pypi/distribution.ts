import { explain, parse } from "@renovatebot/pep440";
import { type IndexFile, normalizeName } from "./simple-index.js";

export type DistributionKind = "wheel" | "sdist";

/** A file of an index that is a release of the package asked for. */
export interface Distribution extends IndexFile {
  readonly kind: DistributionKind;
  /** As in the file's name: `1.9.1`, `2.13.0+cpu`. */
  readonly version: string;
  /** Compared item by item; the larger is the better file to read documentation from. */
  readonly preference: readonly number[];
}

const SDIST_ENDING = /\.(?:tar\.gz|tgz|zip)$/i;

/** Reads a file name, or undefined when it is no wheel or sdist of the package. */
export function parseDistribution(file: IndexFile, packageName: string): Distribution | undefined {
  const project = normalizeName(packageName);
  if (file.filename.endsWith(".whl")) return parseWheel(file, project);
  const ending = SDIST_ENDING.exec(file.filename)?.[0];
  if (ending === undefined) return undefined;
  const stem = file.filename.slice(0, -ending.length);
  // Older sdists keep the hyphens of the project's name, so the version starts after the name, not
  // after the first hyphen.
  for (let cut = stem.indexOf("-"); cut >= 0; cut = stem.indexOf("-", cut + 1)) {
    if (normalizeName(stem.slice(0, cut)) === project) {
      const compressed = ending.toLowerCase() === ".zip" ? 0 : 1;
      return { ...file, kind: "sdist", version: stem.slice(cut + 1), preference: [0, compressed] };
    }
  }
  return undefined;
}

/** `{name}-{version}(-{build})?-{python}-{abi}-{platform}.whl` of the binary distribution format. */
function parseWheel(file: IndexFile, project: string): Distribution | undefined {
  const parts = file.filename.slice(0, -".whl".length).split("-");
  if (parts.length < 5 || parts.length > 6) return undefined;
  const [name = "", version = ""] = parts;
  const [python = "", abi = "", platform = ""] = parts.slice(-3);
  if (normalizeName(name) !== project) return undefined;
  const build = parts.length === 6 ? Number.parseInt(parts[2] ?? "", 10) || 0 : 0;
  return {
    ...file,
    kind: "wheel",
    version,
    preference: [wheelClass(python, abi, platform), newestPython(python), build],
  };
}

/** Pure Python first; then Linux, whose wheels are never missing; then what else there is. */
function wheelClass(python: string, abi: string, platform: string): number {
  if (abi === "none" && platform === "any") return python.split(".").some(isPython3) ? 5 : 2;
  const linux = platform
    .split(".")
    .some((tag) => /^(?:many)?linux.*_x86_64$/.test(tag) && !tag.startsWith("musl"));
  if (!linux) return 2;
  // `cp313t` is the free-threaded build: the same sources, with fewer users.
  return /^cp\d+t$/.test(abi) ? 3 : 4;
}

function isPython3(tag: string): boolean {
  return /^(?:py|cp)3/.test(tag);
}

/** `cp311` and `py311` give 11, `py3` gives 0, Python 2 gives -1. */
function newestPython(tags: string): number {
  const minors = tags.split(".").map((tag) => (isPython3(tag) ? Number(tag.slice(3) || 0) : -1));
  return Math.max(...minors);
}

/** For sorting the best file to the front: not withdrawn, then preferred, then on this machine. */
export function compareDistributions(a: Distribution, b: Distribution): number {
  if (a.yanked !== b.yanked) return a.yanked ? 1 : -1;
  if (a.kind !== b.kind) return a.kind === "wheel" ? -1 : 1;
  for (const [index, value] of b.preference.entries()) {
    const difference = value - (a.preference[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(b.url.protocol === "file:") - Number(a.url.protocol === "file:");
}

/** Equal for versions that PEP 440 holds equal (`1.0` and `1.0.0`), undefined for what is no version. */
export function versionKey(version: string): string | undefined {
  const parsed = parse(version);
  if (parsed === null) return undefined;
  const release = [...parsed.release];
  while (release.length > 1 && release.at(-1) === 0) release.pop();
  return JSON.stringify([parsed.epoch, release, parsed.pre, parsed.post, parsed.dev, parsed.local]);
}

export function isPrerelease(version: string): boolean {
  // `parse` lacks the field that its type promises.
  return explain(version)?.is_prerelease ?? false;
}
