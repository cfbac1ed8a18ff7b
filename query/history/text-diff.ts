import { structuredPatch } from "diff";

/** Lines that changed together, with a little of what stands around them. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  /** As in a unified diff: each begins with ` `, `-` or `+`. */
  readonly lines: readonly string[];
}

/** Lines of context around a change. */
const CONTEXT = 2;

/** The hunks of a unified diff between two Markdown texts, by sentences: a paragraph is one line otherwise. */
export function textHunks(before: string, after: string): readonly Hunk[] {
  const { hunks } = structuredPatch("", "", bySentence(before), bySentence(after), "", "", {
    context: CONTEXT,
  });
  return hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) => ({
    ...{ oldStart, oldLines, newStart, newLines },
    lines: lines.filter((line) => !line.startsWith("\\")),
  }));
}

/** Lines that begin with a mark, over all hunks. */
export const countLines = (hunks: readonly Hunk[], mark: "+" | "-"): number =>
  hunks.reduce((sum, { lines }) => sum + lines.filter((line) => line.startsWith(mark)).length, 0);

/** One sentence a line; code stays as it is. */
const bySentence = (text: string): string =>
  text
    .split(/(^```[\s\S]*?^```$)/m)
    .map((part) => (part.startsWith("```") ? part : part.replace(/(?<=[.!?:]) +(?=[A-Z`([*])/g, "\n")))
    .join("");
