/** Stands for the version of the release being read, inside a URL. Removed from all extracted text. */
export const VERSION_MARK = "\ue000";

const URL_IN_TEXT = /https?:\/\/[^\s<>"'`)\]]+/g;

/**
 * Puts `VERSION_MARK` where a URL in the text names the release itself, so that text which differs only
 * there is the same text. The reader puts the version back.
 */
export function markVersion(version: string): (text: string) => string {
  if (!/\d\.\d/.test(version)) return (text) => text;
  const escaped = version.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const own = new RegExp(`(?<![0-9A-Za-z.])(v?)${escaped}(?![0-9A-Za-z]|\\.\\d)`, "g");
  return (text) =>
    text.includes("://") ? text.replace(URL_IN_TEXT, (url) => url.replace(own, `$1${VERSION_MARK}`)) : text;
}
