import pc from "picocolors";
import { cameText, goneText } from "./change-text.js";
import { kindText } from "./kind-text.js";
import { isRequired, parameterText } from "./parameter.js";
import { renderParameter } from "./render-parameter.js";
import { sinceOrigin, sinceText } from "./since.js";
import type { FoundSymbol, MissingSymbol, SymbolAnswer } from "./symbol.js";
import { documentedLines, historyLines, releaseText, versionNoteLines } from "./symbol-lines.js";

/** A symbol as a person reads it on a terminal. */
export function renderSymbol(answer: SymbolAnswer, colour: boolean): string {
  if (answer.found) return renderFound(answer, colour);
  return answer.asParameter === null
    ? renderMissing(answer, colour)
    : renderParameter(answer.asParameter, answer, colour);
}

function renderFound(answer: FoundSymbol, colour: boolean): string {
  const paint = pc.createColors(colour);
  const { name, kind, signature, parameters, summary, deprecated, aliases, since } = answer;
  const lines = [
    `${paint.bold(name)} ${paint.dim(`(${kindText(kind)}; ${releaseText(answer)})`)}`,
    ...abbreviationLines(answer),
    ...(answer.inheritedFrom === undefined
      ? []
      : [`   ${answer.asked} is inherited from ${answer.inheritedFrom}`]),
    ...(summary === "" ? [] : [`   ${summary}`]),
    ...(answer.isListed ? [listedText(kind)] : []),
    ...(signature === null ? [] : ["", ...signature.split("\n").map((line) => `   ${paint.bold(line)}`)]),
  ];
  if (parameters.length > 0) {
    lines.push("", "Parameters");
    for (const parameter of parameters) {
      const given = isRequired(parameter) ? ", required" : "";
      lines.push(`   ${parameterText(parameter)}${paint.dim(`  (${parameter.kind}${given})`)}`);
    }
  }
  if (deprecated) {
    const { since, message, replacement } = deprecated;
    const isSaid = replacement === null || message.includes(replacement);
    const said = isSaid ? message : `${message.replace(/\.$/, "")}; use ${replacement}`;
    lines.push("", paint.red(`Deprecated ${sinceText(since)}${sinceOrigin(since)}: ${said}`));
  }
  lines.push("", `History: ${sinceText(since)}${sinceOrigin(since)}`);
  lines.push(...historyLines(answer.history, name, paint), ...noteLines(answer, paint));
  lines.push(...versionNoteLines(answer.versionNotes));
  lines.push(...documentedLines(answer, paint));
  if (aliases.length > 0) lines.push("", `Also called ${aliases.join(", ")}`);
  return lines.join("\n");
}

const abbreviationLines = ({ abbreviated, asked, libraryName }: SymbolAnswer): readonly string[] =>
  abbreviated === undefined
    ? []
    : [`   ${abbreviated} is short for ${asked}, as ${libraryName} or its documentation abbreviates it`];

/** What is not known of what a page only lists. */
const listedText = (kind: string): string => {
  const unknown = kind === "module" ? "what is in it is" : "its signature is";
  return `   Listed in the API reference: ${unknown} not known${kind === "class" ? ", nor are its members" : ""}.`;
};

/** Names listed at most. */
const MOST_NAMES = 20;

const ABSENCES: Readonly<Record<MissingSymbol["absence"], (where: string, name: string) => string>> = {
  refused: (where, name) => `${where} refuses ${name}.`,
  dated: (where, name) => `${where} has no ${name}.`,
  "not-in-code": (where, name) =>
    `${name} is not in the code that was read of ${where}; names made in compiled code or at run time are not seen there.`,
  undocumented: (where, name) =>
    `The code of ${where} has ${name}, and what was read of it says nothing about it.`,
  unknown: (where, name) => `Cannot verify ${name}: what was read of ${where} does not name it.`,
};

function renderMissing(answer: MissingSymbol, colour: boolean): string {
  const paint = pc.createColors(colour);
  const { asked, nearest, ambiguous, came, went, replacement, history } = answer;
  const where = `${answer.libraryName} ${answer.version}`;
  const lines = [
    ambiguous
      ? `${paint.bold(asked)} can be several symbols of ${where}:`
      : `${ABSENCES[answer.absence](where, paint.bold(asked))} ${paint.dim(`(${releaseText(answer)})`)}`,
  ];
  lines.push(...abbreviationLines(answer));
  if (answer.refusal !== null) lines.push(`It says: ${answer.refusal}`);
  if (went) lines.push(`${goneText("It", went)}.`);
  if (came) lines.push(`${cameText("It", came)}.`);
  if (replacement !== null) lines.push(`Instead: ${replacement}`);
  if (!ambiguous && nearest.length > 0) lines.push("", "Names that are there:");
  lines.push(...nearest.slice(0, MOST_NAMES).map((name) => `   ${name}`));
  if (nearest.length > MOST_NAMES)
    lines.push(paint.dim(`   … ${nearest.length - MOST_NAMES} more with --json`));
  if (history.length > 0) lines.push("", "History:", ...historyLines(history, asked, paint));
  lines.push(...noteLines(answer, paint));
  return lines.join("\n");
}

/** Notes shown at most, the newest. */
const MOST_NOTES = 8;
/** Characters of a note. */
const LONGEST_NOTE = 200;

function noteLines(
  { notes }: Pick<SymbolAnswer, "notes">,
  paint: ReturnType<typeof pc.createColors>,
): readonly string[] {
  if (notes.length === 0) return [];
  const left = notes.length - MOST_NOTES;
  return [
    "",
    "Release notes",
    ...(left > 0 ? [paint.dim(`   … ${left} older with --json`)] : []),
    ...notes.slice(-MOST_NOTES).flatMap(({ version, date, quotation, url }) => {
      const line = quotation.replace(/\s+/g, " ");
      const cut = line.length <= LONGEST_NOTE ? line : `${line.slice(0, LONGEST_NOTE - 1)}…`;
      return [`   ${version} (${date ?? "date unknown"}): ${cut}`, `      ${paint.underline(url)}`];
    }),
  ];
}
