import { MARK } from "./marker.js";

/** What tools call their boxes, and the name under which `kb` keeps them. */
const NAMES: Readonly<Record<string, string>> = {
  alert: "note",
  callout: "note",
  check: "tip",
  error: "danger",
  hint: "hint",
  pageinfo: "info",
  primary: "note",
  secondary: "note",
  success: "tip",
};

export function admonitionName(name: string): string {
  const lower = name.toLowerCase();
  return NAMES[lower] ?? lower;
}

/** A line that opens a box; `closeMarker` ends it. The pair becomes a quotation once all are known. */
export function openMarker(name: string, title = ""): string {
  return `${MARK}open ${admonitionName(name)} ${title.replace(/\s+/g, " ").trim()}${MARK}`;
}

export const closeMarker = `${MARK}close${MARK}`;

/** The one form every flavour is brought to: the quotation GitHub calls an alert. */
export function alertLines(name: string, title: string, body: readonly string[], indent = ""): string[] {
  return [
    "",
    `${indent}> [!${admonitionName(name)}] ${title}`,
    `${indent}>`,
    ...body.map((line) => `${indent}> ${line}`),
    "",
  ];
}
