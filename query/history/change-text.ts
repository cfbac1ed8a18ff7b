import type { Change } from "./change.js";

/** What happened, in few words, without saying to what: `default of n_init 10 → "auto"`. */
export function changeText(change: Pick<Change, "kind" | "parameter" | "before" | "after" | "replacement" | "members" | "symbolKind">): string {
  const { kind, parameter, replacement, members, symbolKind } = change;
  const [before, after] = [short(change.before), short(change.after)];
  const instead = replacement === null ? "" : `; use ${replacement}`;
  const what = parameter ?? "";
  switch (kind) {
    case "added":
      return `new ${symbolKind}${membersText(members)}`;
    case "removed":
      return `${symbolKind} removed${membersText(members)}${instead}`;
    case "moved":
      return `moved to ${change.after ?? ""}`;
    case "renamed":
      return `renamed to ${change.after ?? ""}`;
    case "kind-changed":
      return `${before} is now a ${after}`;
    case "parameter-added":
      return `${parameterShort(change.after, what)} added`;
    case "parameter-removed":
      return `${/^\*{0,2}/.exec(change.before ?? "")?.[0] ?? ""}${what} removed`;
    case "parameter-renamed":
      return `${before} renamed to ${after}`;
    case "parameter-made-keyword-only":
      return `${what} is keyword-only`;
    case "parameter-kind-changed":
      return `${what} is ${after}, was ${before}`;
    case "parameter-reordered":
      return `order of parameters (${before}) → (${after})`;
    case "default-changed":
      if (what === "") return `value ${before} → ${after}`;
      if (change.before === undefined) return `${what} may be left out (${after})`;
      if (change.after === undefined) return `${what} must be given (default was ${before})`;
      return `default of ${what} ${before} → ${after}`;
    case "annotation-changed":
      return what === "" ? `type ${before} → ${after}` : `type of ${what} ${before} → ${after}`;
    case "signature-changed":
      return `signature ${before} → ${after}`;
    case "deprecated":
      return what === "" ? `deprecated${said(change.after)}${instead}` : `${what} deprecated (default ${change.before === undefined ? "" : `${before} → `}${after})`;
    case "un-deprecated":
      return what === "" ? "no longer deprecated" : `${what} no longer deprecated (default ${before} → ${after})`;
    case "documentation-changed":
      return `documentation changed${said(change.after)}`;
  }
}

/** `a=1` without its annotation: `a (1)`. */
function parameterShort(text: string | undefined, name: string): string {
  const stars = /^\*{0,2}/.exec(text ?? "")?.[0] ?? "";
  const value = / ?= ?(.*)$/s.exec((text ?? "").replace(/^[^=]*?: .*? = /s, "= "))?.[1];
  return value === undefined ? `${stars}${name}` : `${stars}${name} (${short(value)})`;
}

const said = (message: string | undefined): string =>
  message === undefined || message.trim() === "" ? "" : `: ${short(message)}`;

function membersText(members: readonly string[]): string {
  if (members.length === 0) return "";
  return ` with ${members.length} ${members.length === 1 ? "member" : "members"}`;
}

/** One line, cut where a reader has seen enough. */
function short(text: string | undefined): string {
  if (text === undefined) return "none";
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= 100 ? line : `${line.slice(0, 99)}…`;
}

/** How a list marks it: `+` new, `-` gone, `!` deprecated, `~` changed. */
export const markOf = ({ kind }: Pick<Change, "kind">): string =>
  ({ added: "+", removed: "-", deprecated: "!" } as Readonly<Partial<Record<string, string>>>)[kind] ?? "~";

/** `[breaking]`, `[may break]` or nothing, for the changes of one line together. */
export function breakingText(changes: readonly Pick<Change, "breaking">[]): string {
  if (changes.some(({ breaking }) => breaking === true)) return "  [breaking]";
  return changes.some(({ breaking }) => breaking === null) ? "  [may break]" : "";
}

/** Changes of one symbol in one release are one line. Order is kept. */
export function byLine(changes: readonly Change[]): readonly (readonly [Change, ...Change[]])[] {
  const lines = new Map<string, [Change, ...Change[]]>();
  for (const change of changes) {
    const key = JSON.stringify([change.symbol, change.version, markOf(change)]);
    const line = lines.get(key);
    if (line) line.push(change);
    else lines.set(key, [change]);
  }
  return [...lines.values()];
}

/** `~ sklearn.linear_model.LogisticRegression 1.9.1 (2026-09-10): l1_ratio added (0.0)  [breaking]`. */
export function changeLine(changes: readonly [Change, ...Change[]]): string {
  const [first] = changes;
  const when = `${first.version} (${first.date ?? "date unknown"})`;
  return `${markOf(first)} ${first.symbol} ${when}: ${changes.map(changeText).join("; ")}${breakingText(changes)}`;
}
