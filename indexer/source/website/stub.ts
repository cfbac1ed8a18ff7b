import type { PageLook } from "./page-look.js";

/** `location = "…"`, `window.location.href = "…"`, `location.replace("…")`: a script is read, never run. */
const SCRIPT_TARGET =
  /(?<![\w$])(?:(?:window|document|self|top|parent)\s*\.\s*)*location(?:\s*\.\s*href)?\s*(?:=(?!=)|\.\s*(?:replace|assign)\s*\()\s*(["'`])([^"'`$]+?)\1/;

/** The address a script sends its reader to, as written. */
export const scriptTarget = (code: string): string | undefined => SCRIPT_TARGET.exec(code)?.[2];

/** A page that only sends its reader elsewhere has few words of its own. */
const FEW_WORDS = 500;

/** Where a page sends its reader instead of saying something; undefined for a page of its own. */
export function stubTarget(look: PageLook): URL | undefined {
  if (look.refresh !== undefined && look.text.length < FEW_WORDS) return new URL(look.refresh);
  return look.script === undefined ? undefined : new URL(look.script);
}
