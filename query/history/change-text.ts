import { type Change, isListedOnly } from "./change.js";
import { kindText } from "./kind-text.js";

type Told = Pick<
  Change,
  | "kind"
  | "parameter"
  | "before"
  | "after"
  | "replacement"
  | "members"
  | "symbolKind"
  | "breaking"
  | "evidence"
>;

/**
 * What happened, in few words, without saying to what: `default of n_init 10 → "auto"`.
 *
 * @param code how names and values are set off from words; not at all by default
 */
export function changeText(change: Told, code: (text: string) => string = (text) => text): string {
  const { kind, parameter, replacement, members } = change;
  const symbolKind = kindText(change.symbolKind);
  const [before, after] = [change.before, change.after].map((text) =>
    text === undefined ? "none" : code(short(text)),
  );
  const isSaid = kind === "deprecated" && replacement !== null && change.after?.includes(replacement);
  const instead = replacement === null || isSaid ? "" : `; use ${code(replacement)}`;
  const what = code(parameter ?? "");
  const own = parameter === undefined;
  switch (kind) {
    case "added":
      return isListedOnly(change)
        ? `${symbolKind} listed in the API reference, not in that before; it may be older${membersText(members)}`
        : `new ${symbolKind}${membersText(members)}`;
    case "removed":
      if (isListedOnly(change))
        return `${symbolKind} no longer listed in the API reference; it may still be there${membersText(members)}${instead}`;
      return `${symbolKind} removed${membersText(members)}${change.breaking === null ? ", unless it is still made at run time or inherited" : ""}${instead}`;
    case "moved":
      return change.breaking ? `moved to ${after}` : `is now also ${after}`;
    case "renamed":
      return change.breaking ? `renamed to ${after}` : `is now another name of ${after}`;
    case "kind-changed":
      return `is a ${change.after}, was a ${change.before}`;
    case "parameter-added":
      return `${added(change.after ?? "", code)}${change.breaking === true ? addedHow(change.after ?? "") : ""}`;
    case "parameter-removed":
      return `${code(`${starsOf(change.before)}${parameter ?? ""}`)} removed${instead}`;
    case "parameter-renamed":
      return `${before} renamed to ${after}`;
    case "parameter-made-keyword-only":
      return `${what} is keyword-only`;
    case "parameter-kind-changed":
      return `${what} is ${change.after}, was ${change.before}`;
    case "parameter-reordered":
      return `order of parameters ${before} → ${after}`;
    case "default-changed":
      if (own) return `value ${before} → ${after}`;
      if (change.before === undefined) return `${what} may be left out (${after})`;
      if (change.after === undefined) return `${what} must be given (default was ${before})`;
      return `default of ${what} ${before} → ${after}${/^["']warn["']$/.test(change.after) ? " (a warning that it will change)" : ""}`;
    case "annotation-changed":
      return own ? `type ${before} → ${after}` : `type of ${what} ${before} → ${after}`;
    case "signature-changed": {
      if (change.before === undefined) return `overload ${after} added`;
      if (change.after === undefined) return `overload ${before} removed`;
      const [old, now] = apart(change.before, change.after);
      return `signature ${code(short(old))} → ${code(short(now))}`;
    }
    case "behaviour-changed":
      return `the release notes say: “${short(change.after ?? "")}”`;
    case "deprecated":
      if (own) return `deprecated${said(change.after)}${instead}`;
      return `${what} deprecated${saidOf(change.after)}${instead}`;
    case "un-deprecated":
      return own ? "no longer deprecated" : `${what} no longer deprecated`;
    case "documentation-changed":
      return `documentation changed${said(change.after)}`;
  }
}

/** `a: int = 1` -> `a added (1)`. */
function added(text: string, code: (text: string) => string): string {
  const { name, value } =
    /^(?<name>\*{0,2}\w+)(?:: .*?(?= = |$))?(?: ?= ?(?<value>.*))?$/s.exec(text)?.groups ?? {};
  const given = value === undefined ? "" : ` (${code(short(value))})`;
  return `${code(name ?? text)} added${given}`;
}

/** Why an addition breaks. */
const addedHow = (text: string): string =>
  text.includes("=") ? " before others that are given by position" : ", which must be given";

/** Where two texts differ, with the word before and behind it. */
function apart(before: string, after: string): readonly [string, string] {
  let from = 0;
  while (from < before.length && before[from] === after[from]) from += 1;
  let tail = 0;
  const most = Math.min(before.length, after.length) - from;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const start = before.slice(0, from).search(/\S+\s*\S*$/);
  const cut = (text: string) => {
    const end = text.slice(text.length - tail).search(/(?<=\S)\s|$/) + text.length - tail;
    return `${start > 0 ? "…" : ""}${text.slice(Math.max(0, start), end)}${end < text.length ? "…" : ""}`;
  };
  return [cut(before), cut(after)];
}

const starsOf = (text: string | undefined): string => /^\*{0,2}/.exec(text ?? "")?.[0] ?? "";

const said = (message: string | undefined): string =>
  message === undefined || message.trim() === "" ? "" : `: ${short(message)}`;

/** A sentinel default says no more than that it is deprecated. */
const saidOf = (message: string | undefined): string =>
  /^["']deprecated["']$/.test(message ?? "") ? "" : said(message);

function membersText(members: readonly string[]): string {
  if (members.length === 0) return "";
  return ` with ${members.length} ${members.length === 1 ? "member" : "members"}`;
}

/** One line, cut where a reader has seen enough. */
function short(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= 100 ? line : `${line.slice(0, 99)}…`;
}

/** That a name went: `It was there until 1.6.1; 1.9.1 (2026-09-10) does not have it`. */
export function goneText(
  name: string,
  went: Pick<Change, "kind" | "previous" | "version" | "date" | "breaking" | "evidence">,
): string {
  const version = `${went.version} (${went.date ?? "date unknown"})`;
  if (isListedOnly(went))
    return `${name} was in the API reference of ${went.previous}; that of ${version} does not list it, and may leave it out`;
  return went.breaking === true
    ? `${name} was there until ${went.previous}; ${version} does not have it`
    : `${name} was documented until ${went.previous}; ${version} may still have it`;
}

/** That a name came later: `It came in 1.9.1 (2026-09-10); 1.6.1 did not have it`. */
export function cameText(
  name: string,
  came: Pick<Change, "kind" | "previous" | "version" | "date" | "evidence">,
): string {
  const version = `${came.version} (${came.date ?? "date unknown"})`;
  return isListedOnly(came)
    ? `${name} is in the API reference of ${version}; that of ${came.previous} does not list it, and may leave it out`
    : `${name} came in ${version}; ${came.previous} did not have it`;
}

/** How a list marks it: `+` new, `-` gone, `!` deprecated, `~` changed. */
export const markOf = ({ kind }: Pick<Change, "kind">): "+" | "-" | "!" | "~" =>
  kind === "added" ? "+" : kind === "removed" ? "-" : kind === "deprecated" ? "!" : "~";

/** `[breaking]`, `[may break]` or nothing, for the changes of one line together. */
export function breakingText(changes: readonly Pick<Change, "breaking">[]): string {
  if (changes.some(({ breaking }) => breaking === true)) return "[breaking]";
  return changes.some(({ breaking }) => breaking === null) ? "[may break]" : "";
}

/** What happened to one symbol in one release, in one line: `l1_ratio added (0.0); multi_class removed`. */
export const changesText = (changes: readonly Change[], code?: (text: string) => string): string =>
  changes.map((change) => changeText(change, code)).join("; ");

/** `~ sklearn.linear_model.LogisticRegression 1.9.1 (2026-09-10): l1_ratio added (0.0)  [breaking]`. */
export function changeLine(changes: readonly [Change, ...Change[]]): string {
  const [first] = changes;
  // What lies between two indexed releases came with one of those between them: the line says which they are.
  const when = `${first.previous} → ${first.version} (${first.date ?? "date unknown"})`;
  const breaking = breakingText(changes);
  return `${markOf(first)} ${first.symbol} ${when}: ${changesText(changes)}${breaking && `  ${breaking}`}`;
}

/** Changes of one symbol in one release that bear the same mark are one line, its text apart. Order is kept. */
export function bySymbol(changes: readonly Change[]): readonly (readonly [Change, ...Change[]])[] {
  const lines = new Map<string, [Change, ...Change[]]>();
  for (const change of changes) {
    const about = change.kind === "documentation-changed" ? "text" : markOf(change);
    const key = `${change.symbol} ${change.version} ${about}`;
    const line = lines.get(key);
    if (line) line.push(change);
    else lines.set(key, [change]);
  }
  return [...lines.values()];
}
