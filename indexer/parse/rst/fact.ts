import { bareDeprecation } from "../bare-deprecation.js";
import type { Block, SymbolFact } from "../document.js";
import type { Signature } from "./signature.js";

/**
 * What one API entry says of its symbol. `versions` names the version notes that stand directly in the
 * entry: one inside a list speaks of a parameter, not of the symbol.
 */
export function symbolFact(
  symbol: Pick<SymbolFact, "name" | "kind" | "anchor">,
  parsed: readonly Signature[],
  signatures: readonly string[],
  blocks: readonly Block[],
  versions: readonly string[],
): SymbolFact {
  const prose = blocks.find((block) => block.type === "prose" && !block.text.startsWith("- "));
  const note = (name: string) =>
    versions.includes(name)
      ? blocks.find((block) => block.type === "admonition" && block.name === name)
      : undefined;
  const added = note("versionadded");
  const deprecated = note("deprecated");
  const main = parsed.find((signature) => signature.parameters.length > 0) ?? parsed[0];
  return {
    ...symbol,
    aliases: [],
    signatures,
    parameters: main?.parameters ?? [],
    ...(main?.returns === undefined ? {} : { returns: main.returns }),
    summary: (prose?.text ?? "").split("\n\n")[0] ?? "",
    ...(deprecated?.type === "admonition"
      ? { deprecated: deprecation(deprecated.text, deprecated.version) }
      : {}),
    ...(added?.type === "admonition" && added.version !== undefined ? { since: added.version } : {}),
  };
}

function deprecation(text: string, version: string | undefined): NonNullable<SymbolFact["deprecated"]> {
  const replacement = /\b[Uu]se `([^`]+)`(?:\(\))? instead/.exec(text)?.[1];
  return {
    ...(version === undefined ? {} : { since: version }),
    ...(replacement === undefined ? {} : { replacement }),
    message: text === "" ? bareDeprecation(version) : text,
  };
}
