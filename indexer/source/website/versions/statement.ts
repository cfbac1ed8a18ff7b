import { isVersion, type VersionScheme } from "../../../../corpora/version.js";

/**
 * The version that statements amount to. The first one that is a version decides which release is meant; another
 * that says the same more precisely (`1.4.2` after `1.4`) refines it. A statement of something else is passed over.
 */
export function agreedVersion(statements: readonly string[], scheme: VersionScheme): string | undefined {
  let agreed: string | undefined;
  for (const statement of statements) {
    const version = versionIn(statement, scheme);
    if (version !== undefined && (agreed === undefined || refines(version, agreed))) agreed = version;
  }
  return agreed;
}

/** `v2.9.1+cu128` is 2.9.1: a build of the release documents the release. */
export function versionIn(statement: string, scheme: VersionScheme): string | undefined {
  const written = /^\s*(?:version\s+|release\s+)?v?(\d[\w.!+-]*)/i.exec(statement)?.[1];
  const version = scheme === "pep440" ? written?.replace(/\+.*$/, "") : written;
  return version !== undefined && isVersion(scheme, version) ? version : undefined;
}

/** Whether one version is a more precise way to say another. */
export const refines = (precise: string, rough: string): boolean =>
  precise.length > rough.length && precise.startsWith(rough) && !/^\d/.test(precise.slice(rough.length));

/** Three numbers say a release exactly; fewer may stand for any of its patches. */
export const isExact = (version: string): boolean => /^\D*\d+\.\d+\.\d+/.test(version);
