import type { SymbolKind } from "../document.js";
import { API_KINDS } from "./directives.js";

/** What an autodoc directive documents, by its name: `autoclass` places a class. */
export const autodocKind = (directive: string): SymbolKind =>
  API_KINDS.get(directive.replace(/^auto/, "")) ?? "unknown";

/**
 * What the names of an `autosummary` are, as far as its template's name says: pages made with `class.rst` or
 * `classtemplate.rst` are of classes. Nothing is read from how the names are spelt.
 */
export function summaryKind(options: ReadonlyMap<string, string>): SymbolKind {
  const template = (options.get("template") ?? "").split("/").at(-1) ?? "";
  const word =
    /(?:^|_)(function|class|exception|method|attribute|property|data)(?:_?template)?(?=[_.]|$)/.exec(
      template,
    );
  return API_KINDS.get(word?.[1] ?? "") ?? "unknown";
}

/** Names in an option such as `:members: fit, predict`; none where it stands without a value. */
export const listedIn = (option: string | undefined): readonly string[] =>
  (option ?? "").split(/[\s,]+/).filter((name) => name !== "");

/** A public name in full; a module may be one word. What a template or a class without its module gives is none. */
export const isListable = (name: string, kind: SymbolKind): boolean =>
  /^[a-z]\w*(?:\.[A-Za-z]\w*)*$/.test(name) && (kind === "module" || name.includes("."));
