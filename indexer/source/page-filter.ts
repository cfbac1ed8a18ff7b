import { mediaTypeOf, patternMatcher } from "./media-type.js";

/** Never documentation of the release, wherever it lies: added to every definition's own `exclude`. */
export const DEFAULT_EXCLUDE: readonly string[] = [
  "**/.*/**",
  "**/node_modules/**",
  "**/{test,tests}/**",
  "**/i18n/**",
  "**/{LICENSE,LICENCE,License,license,licence,COPYING}{,.*,-*}",
];

/** Media type of a path that a definition chooses as a page, or undefined for any other. */
export type PageFilter = (path: string) => string | undefined;

export function pageFilter(
  include: readonly string[] | undefined,
  exclude: readonly string[] | undefined,
): PageFilter {
  const isChosen = patternMatcher(include, [...DEFAULT_EXCLUDE, ...(exclude ?? [])]);
  return (path) => {
    const mediaType = mediaTypeOf(path);
    return mediaType !== undefined && isChosen(path) ? mediaType : undefined;
  };
}
