import type pc from "picocolors";
import type { Change } from "./change.js";
import { breakingText, bySymbol, changesText, markOf } from "./change-text.js";
import type { FoundSymbol, SymbolAnswer } from "./symbol.js";
import type { VersionNote } from "./version-notes.js";

/** Lines that a symbol and a parameter have in common. */
type Paint = ReturnType<typeof pc.createColors>;

/** Where the release documents it. */
export const documentedLines = (
  { documented }: Pick<FoundSymbol, "documented">,
  paint: Paint,
): readonly string[] => [
  "",
  "Documented",
  ...documented.map(
    ({ source, url, fetched }) =>
      `   ${paint.underline(url)} ${paint.dim(`${source}, read ${fetched.slice(0, 10)}`)}`,
  ),
];

/** What the documentation itself says; that it was added stands under "History" already. */
export function versionNoteLines(notes: readonly VersionNote[]): readonly string[] {
  const told = notes.filter(({ kind, parameter }) => kind !== "added" || parameter !== null);
  const here = told.filter(({ isHere }) => isHere).map(versionNoteText);
  const elsewhere = told
    .filter(({ isHere }) => !isHere)
    .map((note) => `${versionNoteText(note)} (${note.saidIn})`);
  return [
    ...(here.length > 0 ? ["", "As its documentation says", ...here] : []),
    ...(elsewhere.length > 0 ? ["", "As the documentation of other releases says", ...elsewhere] : []),
  ];
}

function versionNoteText({ kind, version, parameter, text }: VersionNote): string {
  const about = parameter === null ? "" : ` ${parameter}`;
  return `   ${kind} in ${version}:${about}${text === "" ? "" : ` ${text}`}`;
}

export const releaseText = ({
  libraryName,
  version,
  versionFrom,
  versionDate,
}: Pick<SymbolAnswer, "libraryName" | "version" | "versionFrom" | "versionDate">): string => {
  const origin = {
    asked: "as asked",
    question: "as asked",
    project: "from the project",
    newest: "newest stable that is indexed",
  };
  const dated = versionDate === undefined ? "release date unknown" : `released ${versionDate}`;
  return `${libraryName} ${version}, ${origin[versionFrom]}, ${dated}`;
};

export function historyLines(history: readonly Change[], name: string, paint: Paint): readonly string[] {
  return bySymbol(history).map((line) => {
    const [first] = line;
    const when = `${first.version} (${first.date ?? "date unknown"})`;
    const called = first.symbol === name ? "" : `${first.symbol}: `;
    const breaking = breakingText(line);
    return `   ${markOf(first)} ${when}: ${called}${changesText(line)}${breaking && `  ${paint.red(breaking)}`}`;
  });
}
