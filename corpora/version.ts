export const VERSION_SCHEMES = ["pep440", "semver", "loose"] as const;
export type VersionScheme = (typeof VERSION_SCHEMES)[number];
