const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"] as const;
const MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
/** Each with the places of year, month and day in its groups; 0 where there is none. */
const DATES: readonly (readonly [RegExp, readonly [number, number, number]])[] = [
  [/\b((?:19|20)\d\d)[-/.](\d\d?)[-/.](\d\d?)\b/, [1, 2, 3]],
  [new RegExp(`\\b${MONTH}\\s+(\\d\\d?)(?:st|nd|rd|th)?,?\\s+((?:19|20)\\d\\d)\\b`, "i"), [2, 1, 0]],
  [new RegExp(`\\b(\\d\\d?)(?:st|nd|rd|th)?\\s+${MONTH},?\\s+((?:19|20)\\d\\d)\\b`, "i"), [3, 2, 1]],
  [new RegExp(`\\b((?:19|20)\\d\\d)\\s+${MONTH}\\s+(\\d\\d?)\\b`, "i"), [1, 2, 3]],
  [new RegExp(`\\b${MONTH},?\\s+((?:19|20)\\d\\d)\\b`, "i"), [2, 1, 0]],
];

interface Found {
  readonly date: string;
  readonly from: number;
  readonly to: number;
}

function findDate(text: string): Found | undefined {
  for (const [index, [pattern, [yearAt, monthAt, dayAt]]] of DATES.entries()) {
    const match = pattern.exec(text);
    if (match === null) continue;
    // "June 18, 2024": month, day, year.
    const [year, month, day] =
      index === 1
        ? [match[3], match[1], match[2]]
        : [match[yearAt], match[monthAt], dayAt ? match[dayAt] : undefined];
    const number = monthNumber(month ?? "");
    if (number < 1 || number > 12 || Number(day ?? 1) > 31) continue;
    const parts = [year, pad(number), ...(day === undefined ? [] : [pad(Number(day))])];
    return { date: parts.join("-"), from: match.index, to: match.index + match[0].length };
  }
  return undefined;
}

/** A date anywhere in a text as `2024-06-18`, or `2024-06` without a day. */
export function readDate(text: string): string | undefined {
  return findDate(text)?.date;
}

const pad = (value: number): string => String(value).padStart(2, "0");

const monthNumber = (text: string): number =>
  /^\d/.test(text) ? Number(text) : MONTHS.findIndex((month) => text.toLowerCase().startsWith(month)) + 1;

const VERSION =
  /(?<![\w.])v?(\d+\.\d+(?:\.\d+)*(?:[-.]?(?:a|b|c|rc|alpha|beta|dev|pre|post)[-.]?\d*)*)(?![\w.]*\d)/i;
/** Words that may stand beside a version, the project's name apart. */
const BESIDE =
  /\bwhat[’']?s new(?: in)?\b|\bchanges in\b|\b(?:release[ds]?|version|notes?|changes?|changelog|ga|lts|stable|date|on)\b/gi;

/**
 * The release that a heading is about: `jax 0.4.30 (June 18, 2024)`, `[1.2.0] - 2024-01-02`, `Version 1.4.2`,
 * `Release 2.15.0`, `v4.30.0: agents and more`. A heading that merely mentions a version is about none.
 */
export function readReleaseHeading(heading: string): { version: string; date?: string } | undefined {
  const date = findDate(heading);
  const undated = date === undefined ? heading : `${heading.slice(0, date.from)} ${heading.slice(date.to)}`;
  const match = VERSION.exec(undated);
  const version = match?.[1];
  if (match === null || version === undefined) return undefined;
  const before = undated.slice(0, match.index);
  const after = undated.slice(match.index + match[0].length);
  const isTitled = /^\W*$/.test(before) && /^\]?\s*[:–—-]/.test(after) && /^v|^\d+\.\d+\.\d/.test(match[0]);
  const rest = `${before} ${isTitled ? "" : after}`.replace(BESIDE, " ").match(/[\p{L}\p{N}]+/gu) ?? [];
  if (rest.length > 2 || rest.some((word) => /^\d/.test(word))) return undefined;
  return { version, ...(date === undefined ? {} : { date: date.date }) };
}
