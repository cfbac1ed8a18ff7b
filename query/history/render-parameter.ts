import pc from "picocolors";
import type { AsParameter } from "./as-parameter.js";
import type { Change } from "./change.js";
import { changesText } from "./change-text.js";
import { kindText } from "./kind-text.js";
import { isDeprecated, isRequired, type Parameter, parameterText } from "./parameter.js";
import { sinceOrigin, sinceText } from "./since.js";
import type { MissingSymbol } from "./symbol.js";
import { documentedLines, historyLines, releaseText, versionNoteLines } from "./symbol-lines.js";

/** A parameter as a person reads it on a terminal, where a name is one and no symbol. */
export function renderParameter(
  parameter: AsParameter,
  answer: Pick<MissingSymbol, "libraryName" | "version" | "versionFrom" | "versionDate">,
  colour: boolean,
): string {
  const paint = pc.createColors(colour);
  const { name, owner, here, since, history, versionNotes } = parameter;
  const kind = kindText(parameter.ownerKind);
  const release = paint.dim(`(${releaseText(answer)})`);
  const head = here
    ? [
        `${paint.bold(name)} is a parameter of the ${kind} ${paint.bold(owner)} ${release}`,
        ...["", `   ${paint.bold(parameterText(here))}${paint.dim(`  (${wayOf(here)})`)}`],
        ...(isDeprecated(here) ? ["", paint.red(deprecationText(here))] : []),
      ]
    : [
        `The ${kind} ${paint.bold(owner)} takes no ${paint.bold(name)} in ${answer.libraryName} ${answer.version} ${release}`,
        ...absenceLines(parameter),
      ];
  return [
    ...head,
    ...["", `History:${since === null ? "" : ` ${sinceText(since)}${sinceOrigin(since)}`}`],
    ...historyLines(history, owner, paint),
    // That it is deprecated here was said above.
    ...versionNoteLines(versionNotes.filter(({ kind, isHere }) => kind !== "deprecated" || !isHere)),
    ...documentedLines(parameter, paint),
    ...["", `“kb symbol ${owner}” shows the whole signature.`],
  ].join("\n");
}

const wayOf = (parameter: Parameter): string =>
  isRequired(parameter) ? `${parameter.kind}, required` : parameter.kind;

const deprecationText = ({ deprecated }: Parameter): string =>
  deprecated === undefined ? "Deprecated, as its default says" : `Deprecated: ${deprecated.message}`;

function absenceLines({ went, came }: AsParameter): readonly string[] {
  const dated = ({ version, date }: Change) => `${version} (${date ?? "date unknown"})`;
  return [
    ...(went
      ? [`It was a parameter until ${went.previous}; in ${dated(went)}: ${changesText([went])}.`]
      : []),
    ...(came ? [`It came in ${dated(came)}; ${came.previous} did not have it.`] : []),
  ];
}
