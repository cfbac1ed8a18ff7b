/** Zero-width, bidirectional-control, tag and private-placeholder characters: can hide instructions from a reader. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\ue000]/gu;

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/**
 * Makes extracted text safe to store and show: line ends become `\n`, control characters and
 * invisible Unicode are removed, trailing blanks cut.
 */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(CONTROL, "")
    .replace(INVISIBLE, "")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** Characters of a text that `cleanText` removes because they could hide something from a reader. */
export function countHidden(text: string): number {
  return (text.match(INVISIBLE)?.length ?? 0) + (text.match(CONTROL)?.length ?? 0);
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
const latin1 = new TextDecoder("windows-1252");

/** Decodes page bytes: UTF-8 (with or without mark), else Windows-1252, which never fails. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return latin1.decode(bytes);
  }
}

/**
 * The fragment that documentation tools give a heading: lower case, words joined by `-`.
 * GitHub's rule, also used by MkDocs, Docusaurus and (for sections) docutils.
 */
export function slugify(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
}
