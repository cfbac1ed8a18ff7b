import { matchesPatterns, mediaTypeOf } from "../media-type.js";
import type { Page } from "../source.js";
import type { DistributionKind } from "./distribution.js";

export interface MemberPatterns {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** What a file of a distribution is to us. */
export type MemberRole =
  | { readonly type: "page"; readonly path: string; readonly mediaType: string }
  /** Its body is the project's long description. */
  | { readonly type: "metadata" };

/** Folders whose contents are no documentation of the package, wherever they lie. */
const FOREIGN_FOLDERS: ReadonlySet<string> = new Set([
  "__pycache__",
  "_vendor",
  "_vendored",
  "externals",
  "node_modules",
  "tests",
  "vendored",
]);
const DOC_FOLDERS: ReadonlySet<string> = new Set(["doc", "docs", "documentation"]);
const TEST_FILE = /^(?:test_.*|.*_test|conftest)\.py$/;

/**
 * Python sources, stubs and packaged documentation; tests, vendored packages and data are left out.
 * `include` patterns admit any documentation file; without them, text counts only under a folder
 * named for documentation. Paths are those inside an installed package.
 */
export function memberRole(
  name: string,
  kind: DistributionKind,
  patterns: MemberPatterns,
): MemberRole | undefined {
  const path = kind === "wheel" ? installedPath(name) : packagePath(name);
  if (path === undefined) return undefined;
  if (isMetadata(path, kind)) return { type: "metadata" };
  const folders = path.split("/");
  const file = folders.pop() ?? "";
  if (folders.some((folder) => FOREIGN_FOLDERS.has(folder) || folder.endsWith(".dist-info")))
    return undefined;
  const mediaType = mediaTypeOf(path);
  if (mediaType === undefined || TEST_FILE.test(file)) return undefined;
  const inDocs = folders.some((folder) => DOC_FOLDERS.has(folder.toLowerCase()));
  const python = mediaType === "text/x-python";
  if (python && kind === "sdist" && (inDocs || folders.length === 0)) return undefined;
  if (!python && !inDocs && patterns.include === undefined) return undefined;
  return matchesPatterns(path, patterns.include, patterns.exclude)
    ? { type: "page", path, mediaType }
    : undefined;
}

/** Path of a module of the package that `memberRole` leaves out: it is there for whoever imports it. */
export function unreadModule(
  name: string,
  kind: DistributionKind,
  patterns: MemberPatterns,
): string | undefined {
  if (!/\.(?:py|so|pyd|pyx)$/.test(name) || memberRole(name, kind, patterns) !== undefined) return undefined;
  return kind === "wheel" ? installedPath(name) : packagePath(name);
}

/** `pkg-1.0.data/purelib/pkg/a.py` is installed as `pkg/a.py`; the other data are not code. */
function installedPath(name: string): string | undefined {
  const [top = "", part = "", ...rest] = name.split("/");
  if (!top.endsWith(".data")) return name;
  return part === "purelib" || part === "platlib" ? rest.join("/") : undefined;
}

/** Without the folder named after the release, and without `src/`. */
function packagePath(name: string): string | undefined {
  const [, ...path] = name.replace(/^\.\//, "").split("/");
  if (path[0] === "src" && path.length > 1) path.shift();
  return path.length === 0 ? undefined : path.join("/");
}

function isMetadata(path: string, kind: DistributionKind): boolean {
  return kind === "wheel" ? /^[^/]+\.dist-info\/METADATA$/.test(path) : path === "PKG-INFO";
}

const DESCRIPTION_TYPES: Readonly<Record<string, readonly [path: string, mediaType: string]>> = {
  "text/markdown": ["README.md", "text/markdown"],
  "text/x-rst": ["README.rst", "text/x-rst"],
  "text/plain": ["README.txt", "text/plain"],
};

/** The long description of a package's core metadata as a page; undefined when it has none. */
export function descriptionPage(metadata: Uint8Array, patterns: MemberPatterns): Page | undefined {
  const text = new TextDecoder().decode(metadata).replaceAll("\r\n", "\n");
  const headEnd = text.indexOf("\n\n");
  const head = (headEnd < 0 ? text : text.slice(0, headEnd)).split(/\n(?![ \t])/);
  const header = (name: string): string | undefined => {
    const line = head.find((candidate) => candidate.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    return line?.slice(name.length + 1).trim();
  };
  const body = headEnd < 0 ? "" : text.slice(headEnd + 2).trim();
  // Before metadata 2.1 the description was a header, its lines indented or marked with a bar.
  const description = body || (header("Description") ?? "").replace(/\n(?: {7}\|| {8}|\t)/g, "\n");
  if (description === "" || description === "UNKNOWN") return undefined;
  const declared = header("Description-Content-Type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  const [path, mediaType] = DESCRIPTION_TYPES[declared] ?? ["README.rst", "text/x-rst"];
  if (!matchesPatterns(path, patterns.include, patterns.exclude)) return undefined;
  return { path, mediaType, bytes: new TextEncoder().encode(`${description}\n`) };
}
