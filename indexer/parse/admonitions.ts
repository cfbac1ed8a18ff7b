/** The admonitions of docutils, and Sphinx's `seealso`: boxes with a reader's attention as their only meaning. */
export const ADMONITIONS: ReadonlySet<string> = new Set([
  "admonition",
  "attention",
  "caution",
  "danger",
  "error",
  "hint",
  "important",
  "note",
  "seealso",
  "tip",
  "warning",
]);
