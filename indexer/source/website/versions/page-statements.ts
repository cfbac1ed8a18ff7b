/** What the parts of a page say about the version they document. Each returns the words as they stand. */

/** `VERSION: '1.4.2'` or `DOCUMENTATION_OPTIONS.theme_switcher_version_match = "1.4"`, as Sphinx themes write it. */
export function documentationOption(script: string, name: string): string | undefined {
  if (!script.includes("DOCUMENTATION_OPTIONS")) return undefined;
  return new RegExp(`\\b${name}["']?\\s*[:=]\\s*(["'])(.*?)\\1`).exec(script)?.[2];
}

/** "KMeans — scikit-learn 1.4.2 documentation". */
export const titleVersion = (title: string): string | undefined =>
  /(?:^|\s|\()v?(\d+(?:\.\d+)+[\w.+-]*)\s+documentation\b/i.exec(title)?.[1] ??
  /\bdocumentation\b.*?\sv?(\d+(?:\.\d+)+[\w.+-]*)\)?\s*$/i.exec(title)?.[1];

/** A link to the source at a tag: `https://github.com/keras-team/keras/tree/v3.12.0/keras/src/…`. */
export const sourceLinkVersion = (address: string): string | undefined =>
  /^https:\/\/(?:github|gitlab)\.com\/[^/]+\/[^/]+\/(?:-\/)?(?:blob|tree)\/[a-z_-]*?v?(\d+(?:\.\d+)+[^/]*)\/.+/.exec(
    address,
  )?.[1];
