import { KbError } from "../../corpora/errors.js";

export const VERSION_PLACEHOLDER = "{version}";

/**
 * Reads versions out of names by a template such as `v{version}` or `mylib-{version}.tar.gz`. A version
 * begins with a digit, which keeps `mylib-extras-1.2` out of `mylib-{version}`; a `v` before the digit
 * is accepted and dropped, since many projects began or ceased to write it.
 *
 * @returns a function giving the version of a name, or undefined where the template does not fit
 * @throws KbError CORPUS_INVALID when the template has no `{version}`
 */
export function versionReader(template: string): (name: string) => string | undefined {
  const [first, ...rest] = template.split(VERSION_PLACEHOLDER).map(escapeRegExp);
  if (first === undefined || rest.length === 0) {
    throw new KbError("CORPUS_INVALID", `"${template}" has no ${VERSION_PLACEHOLDER}.`, {
      facts: { template },
      hint: `Write ${VERSION_PLACEHOLDER} where the version stands, e.g. "v${VERSION_PLACEHOLDER}".`,
    });
  }
  const pattern = new RegExp(`^${first}v?(?<version>\\d[^/]*)${rest.join("v?\\k<version>")}$`);
  return (name) => pattern.exec(name)?.groups?.["version"];
}

export function fillVersion(template: string, version: string): string {
  return template.replaceAll(VERSION_PLACEHOLDER, version);
}

/** Index of the last folder whose name holds the version as a whole (`mylib-1.2` holds 1.2, not 1), or -1. */
export function folderVersionIndex(folders: readonly string[], version: string): number {
  const pattern = new RegExp(`(?<![\\d.])${escapeRegExp(version)}(?!\\.?\\d)`);
  return folders.findLastIndex((folder) => pattern.test(folder));
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
