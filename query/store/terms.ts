/** A dotted, underscored or camel-cased name: what people and code write for an API. */
export const IDENTIFIER = /[A-Za-z_][A-Za-z0-9_]*(?:(?:\.|::)[A-Za-z_][A-Za-z0-9_]*)*/g;

/** `CrossEntropyLoss` and `n_init` and `nn.Linear` are compound; `loss` and `torch` are words. */
export function isCompound(identifier: string): boolean {
  return /[._:]/.test(identifier) || /[a-z0-9][A-Z]/.test(identifier) || /[A-Z]{2,}[a-z]/.test(identifier);
}

/**
 * Every compound identifier in a text, in order, as written, with repetitions. A single line at the end is part of a name
 * (`abs_`, `labels_`); lines on both sides are emphasis or Python's own (`__init__`), and no part of it.
 */
export function compoundIdentifiers(text: string): readonly string[] {
  const found: string[] = [];
  for (const match of text.matchAll(IDENTIFIER)) {
    const identifier = match[0].replace(/^_+/, "").replace(match[0].startsWith("_") ? /_+$/ : /__+$/, "");
    if (identifier.length > 1 && identifier.length <= 120 && isCompound(identifier)) found.push(identifier);
  }
  return found;
}

/**
 * One token that survives every tokenizer: `torch.nn.CrossEntropyLoss` -> `torchnncrossentropyloss`,
 * `n_init` -> `ninit`. Equal for `nInit` and `n_init`: spelling habits differ, names rarely collide.
 */
export function foldIdentifier(identifier: string): string {
  return identifier.toLowerCase().replace(/[^a-z0-9]+/g, "");
}

/** The words inside a name: `CrossEntropyLoss` -> cross entropy loss, `HTTPServer2` -> http server 2. */
export function splitIdentifier(identifier: string): readonly string[] {
  return identifier
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .replace(/([A-Za-z])([0-9]+)/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 0);
}

/** `a.b.c` -> `a.b.c`, `b.c`, `c`, lower case: the ways in which a name is written. */
export function nameSuffixes(name: string): readonly string[] {
  const parts = name.toLowerCase().split(/\.|::/);
  return parts.map((_, index) => parts.slice(index).join("."));
}

/** The last part of a name, as it is written. */
export const lastPartOf = (name: string): string => name.split(/\.|::/).at(-1) ?? name;

/** The last part of a name, lower case. */
export const leafOf = (name: string): string => lastPartOf(name).toLowerCase();

/** The `names` field of a chunk. */
export function namesField(symbols: readonly string[]): string {
  const tokens: string[] = [];
  for (const symbol of symbols) {
    tokens.push(foldIdentifier(symbol), foldIdentifier(leafOf(symbol)), ...splitIdentifier(symbol));
  }
  return [...new Set(tokens)].join(" ");
}
