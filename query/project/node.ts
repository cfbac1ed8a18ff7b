import { parseAllDocuments } from "yaml";

import {
  constrained,
  type Finding,
  isTable,
  LineFinder,
  pinned,
  type ReadContext,
  type Table,
  table,
} from "./finding.js";
import { parseJson } from "./json.js";

const DEPENDENCY_FIELDS = [
  "dependencies",
  "devDependencies",
  "optionalDependencies",
  "peerDependencies",
] as const;

export function readPackageJson(text: string): Finding[] {
  const lines = new LineFinder(text);
  return directDependencies(text).flatMap(([name, specifier]) => {
    const wanted = registryPackage(name, specifier);
    if (wanted === undefined) return [];
    const entry = `"${name}": "${specifier}"`;
    const line = lines.whole(entry, `${entry},`) ?? lines.key(name);
    return constrained("npm", wanted.name, wanted.specifier, line);
  });
}

function directDependencies(text: string): [name: string, specifier: string][] {
  const manifest = parseJson(text);
  return DEPENDENCY_FIELDS.flatMap((field) => Object.entries(table(manifest[field]))).flatMap(
    ([name, specifier]) => (typeof specifier === "string" ? [[name, specifier]] : []),
  );
}

/** What `npm:real@^1` stands for; undefined for anything that does not come from a registry. */
function registryPackage(
  name: string,
  specifier: string,
): { readonly name: string; readonly specifier: string } | undefined {
  const [, aliased] = /^npm:(.+)$/.exec(specifier) ?? [];
  if (aliased !== undefined) {
    const [, real, version] = /^(@[^@]+|[^@]+)@(.+)$/.exec(aliased) ?? [];
    // Without a name, Yarn's `npm:^1` only says where the package comes from.
    return real === undefined || version === undefined
      ? { name, specifier: aliased }
      : { name: real, specifier: version };
  }
  return /[:/]/.test(specifier) ? undefined : { name, specifier };
}

/** package-lock.json and npm-shrinkwrap.json, lock file versions 1 to 3. */
export function readPackageLock(text: string): Finding[] {
  const root = parseJson(text);
  const lines = new LineFinder(text);
  if (isTable(root.packages))
    return Object.entries(root.packages).flatMap((entry) => installed(entry, lines));
  return isTable(root.dependencies) ? nestedDependencies(root.dependencies, lines, true) : [];
}

const MODULES = "node_modules/";

function installed([path, value]: [string, unknown], lines: LineFinder): Finding[] {
  const { name, version, link } = table(value);
  const start = path.lastIndexOf(MODULES);
  if (start === -1 || link === true || typeof version !== "string") return [];
  const packageName = typeof name === "string" ? name : path.slice(start + MODULES.length);
  return pinned("npm", packageName, version, lines.whole(`"${path}": {`), start === 0);
}

function nestedDependencies(dependencies: Table, lines: LineFinder, direct: boolean): Finding[] {
  return Object.entries(dependencies).flatMap(([name, value]) => {
    const { version, dependencies: nested } = table(value);
    const found = typeof version === "string" ? registryPackage(name, version) : undefined;
    return [
      ...(found === undefined
        ? []
        : pinned("npm", found.name, found.specifier, lines.whole(`"${name}": {`), direct)),
      ...(isTable(nested) ? nestedDependencies(nested, lines, false) : []),
    ];
  });
}

/**
 * yarn.lock of Yarn 1 and later. Both are blocks: a heading with the descriptors that the block resolves, then
 * an indented `version`. Which of several copies is the project's own, package.json beside it tells.
 */
export async function readYarnLock(text: string, context: ReadContext): Promise<Finding[]> {
  if (!/^# yarn lockfile v1|^__metadata:/m.test(text)) throw new Error("not a Yarn lock file");
  const own = new Set(await ownDescriptors(context));
  const findings: Finding[] = [];
  let heading: { readonly descriptors: readonly string[]; readonly line: number } | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const version = /^ {2}version:? "?([^"\s]+)"?$/.exec(line)?.[1];
    if (/^[^\s#].*:$/.test(line)) {
      const descriptors = line.slice(0, -1).replaceAll('"', "").split(/,\s*/);
      heading = { descriptors, line: index + 1 };
    } else if (version !== undefined && heading !== undefined) {
      const { descriptors } = heading;
      const name = yarnPackage(descriptors[0] ?? "");
      const direct = descriptors.some((descriptor) => own.has(descriptor));
      if (name !== undefined) findings.push(...pinned("npm", name, version, heading.line, direct));
      heading = undefined;
    }
  }
  return findings;
}

async function ownDescriptors(context: ReadContext): Promise<string[]> {
  const manifest = await context.readBeside("package.json");
  if (manifest === undefined) return [];
  try {
    return directDependencies(manifest).flatMap(([name, specifier]) => [
      `${name}@${specifier}`,
      `${name}@npm:${specifier}`,
    ]);
  } catch {
    return []; // Reported when the manifest is read itself; the lock file alone still tells the versions.
  }
}

/** The package a descriptor such as `@scope/name@npm:^1.2` resolves to; undefined for code on this disk. */
function yarnPackage(descriptor: string): string | undefined {
  const [, name, specifier] = /^(@[^@]+|[^@]+)@(.+)$/.exec(descriptor) ?? [];
  if (name === undefined || specifier === undefined) return undefined;
  if (/^(workspace|link|portal|file):/.test(specifier)) return undefined;
  return registryPackage(name, specifier)?.name ?? name;
}

/** pnpm-lock.yaml, lock file versions 5 to 9. */
export function readPnpmLock(text: string): Finding[] {
  const lines = new LineFinder(text);
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents)) throw new Error("not a pnpm lock file");
  return documents.flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw error;
    const root: unknown = document.toJS();
    if (!isTable(root) || !("lockfileVersion" in root)) throw new Error("not a pnpm lock file");
    const own = pnpmImporters(root);
    return Object.keys(table(root.packages)).flatMap((key) => {
      const found = pnpmPackage(key);
      if (found === undefined) return [];
      const direct = own.has(`${found.name}@${found.version}`);
      return pinned(
        "npm",
        found.name,
        found.version,
        lines.whole(`${key}:`, `'${key}':`, `"${key}":`),
        direct,
      );
    });
  });
}

/** `name@version` of what the project asks for itself. */
function pnpmImporters(root: Table): Set<string> {
  const importers = isTable(root.importers) ? Object.values(root.importers).map(table) : [root];
  const dependencies = importers.flatMap((importer) =>
    DEPENDENCY_FIELDS.flatMap((field) => Object.entries(table(importer[field]))),
  );
  return new Set(
    dependencies.flatMap(([name, value]) => {
      const resolved = isTable(value) ? value.version : value;
      if (typeof resolved !== "string") return [];
      const aliased = pnpmPackage(resolved);
      return [
        aliased === undefined ? `${name}@${withoutPeers(resolved)}` : `${aliased.name}@${aliased.version}`,
      ];
    }),
  );
}

/** Keys have been `/name/1.2.3_peer@1`, then `/name@1.2.3(peer@1)`, then `name@1.2.3`. */
function pnpmPackage(key: string): { readonly name: string; readonly version: string } | undefined {
  const plain = withoutPeers(key.replace(/^\//, ""));
  const [, name, version] = /^((?:@[^/@]+\/)?[^/@]+)[/@](\d[^/@]*)$/.exec(plain) ?? [];
  return name === undefined || version === undefined ? undefined : { name, version };
}

function withoutPeers(text: string): string {
  return text.replace(/\(.*$/s, "").replace(/(\d[^_/@]*)_.*$/s, "$1");
}
