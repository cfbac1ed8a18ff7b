import pc from "picocolors";
import { breakingText, changesText } from "../history/change-text.js";
import type { DependencyUpgrade, UpgradeResult } from "./upgrade.js";

/** An upgrade's consequences as a person reads them: each symbol, what happens to it, and where it is used. */
export function renderUpgrade(result: UpgradeResult, colour: boolean): string {
  const paint = pc.createColors(colour);
  const { dependencies, problems, files, project } = result;
  const head = `${paint.bold(project)}: ${files} Python ${files === 1 ? "file" : "files"}`;
  const none =
    dependencies.length > 0 ? [] : ["No dependency of this project can be compared in the indexed releases."];
  const told = problems.map(({ file, reason }) => `   ${file}: ${reason}`);
  return [
    head,
    ...none,
    ...dependencies.map((dependency) => renderDependency(dependency, paint)),
    ...(told.length === 0 ? [] : [["Not checked:", ...told].join("\n")]),
    paint.dim("Found are names that are imported, their attributes, and methods of variables assigned once."),
  ].join("\n\n");
}

function renderDependency(
  { libraryName, package: name, file, from, to, used, affected }: DependencyUpgrade,
  paint: ReturnType<typeof pc.createColors>,
): string {
  const head = `${paint.bold(`${libraryName} ${from} → ${to}`)} ${paint.dim(`(${name} in ${file}; ${used} of its names used)`)}`;
  if (from === to) return `${head}\n   is at that version already`;
  if (affected.length === 0) return `${head}\n   no change to what is used`;
  const lines = affected.flatMap(({ symbol, changes, places }) => {
    const breaking = breakingText(changes);
    return [
      `   ${symbol}: ${changesText(changes)}${breaking && `  ${paint.red(breaking)}`}`,
      ...places.map((place) => `      ${place.file}:${place.line}`),
    ];
  });
  return [head, ...lines].join("\n");
}
