import { readFile } from "node:fs/promises";

const PACKAGE_NAME = "framework-kb";
let known: Promise<string> | undefined;

/** How this program names itself to servers, with its version and where to read about it. Read once. */
export function userAgent(): Promise<string> {
  known ??= ownVersion(new URL(".", import.meta.url)).then(
    (version) => `${PACKAGE_NAME}/${version} (+https://www.npmjs.com/package/${PACKAGE_NAME})`,
  );
  return known;
}

/** The version in the nearest manifest above this file that is ours: sources and build lie at different depths. */
async function ownVersion(folder: URL): Promise<string> {
  try {
    const manifest: unknown = JSON.parse(await readFile(new URL("package.json", folder), "utf8"));
    if (isOwnManifest(manifest)) return manifest.version;
  } catch {
    // No readable manifest here: look one folder up.
  }
  const parent = new URL("..", folder);
  return parent.href === folder.href ? "unknown" : ownVersion(parent);
}

function isOwnManifest(value: unknown): value is { version: string } {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    value.name === PACKAGE_NAME &&
    "version" in value &&
    typeof value.version === "string"
  );
}
