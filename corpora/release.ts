/** Where a release's date was read. `none` means the date is unknown, and is said to be so. */
export const DATE_ORIGINS = ["registry", "tag", "index", "archive", "definition", "notes", "none"] as const;
export type DateOrigin = (typeof DATE_ORIGINS)[number];

/** One exact version of a corpus. */
export interface Release {
  /** As the project writes it: `2.4.1`, `1.9.1`, `2.x-20220115`. */
  readonly version: string;
  /** Day of publication, `YYYY-MM-DD`, or undefined where no source tells. */
  readonly date: string | undefined;
  readonly dateOrigin: DateOrigin;
  /** By the rules of the corpus's version scheme: alpha, beta, candidate, development. */
  readonly prerelease: boolean;
}
