import pc from "picocolors";
import { breakingText, bySymbol, changesText, markOf } from "./change-text.js";
import type { DiffResult, DocumentDiff } from "./diff.js";

/** A difference as a person reads it: the API symbol by symbol, then the text as a unified diff. */
export function renderDiff(
  result: DiffResult,
  options: { readonly colour: boolean; readonly stat: boolean },
): string {
  const paint = pc.createColors(options.colour);
  const { libraryName, from, to, changes, documents, sources } = result;
  if (sources.length === 0) {
    return `No source was read for both ${libraryName} ${from} and ${to}: they cannot be compared.`;
  }
  const api = bySymbol(changes).map((line) => {
    const breaking = breakingText(line);
    return `   ${markOf(line[0])} ${line[0].symbol}: ${changesText(line)}${breaking && `  ${paint.red(breaking)}`}`;
  });
  return [
    paint.bold(`${libraryName} ${from} → ${to}`) + paint.dim(` (${sources.join(", ")})`),
    [paint.bold(`API: ${api.length === 0 ? "no difference" : counted(api.length, "symbol")}`), ...api].join(
      "\n",
    ),
    paint.bold(
      `Documentation: ${documents.length === 0 ? "no difference" : counted(documents.length, "page")}`,
    ),
    ...(options.stat
      ? [documents.map(statLine).join("\n")].filter((text) => text !== "")
      : documents.map((document) => renderDocument(document, paint))),
  ].join("\n\n");
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

const statLine = ({ title, status, added, removed }: DocumentDiff): string =>
  `   ${title}  +${added} -${removed}${status === "changed" ? "" : ` (${status})`}`;

function renderDocument(document: DocumentDiff, paint: ReturnType<typeof pc.createColors>): string {
  const lines = document.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: own }) => [
    paint.cyan(`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`),
    ...own.map((line) =>
      line.startsWith("+") ? paint.green(line) : line.startsWith("-") ? paint.red(line) : line,
    ),
  ]);
  return [`${paint.bold(statLine(document).trim())}\n${paint.underline(document.url)}`, ...lines].join("\n");
}
