/**
 * Source text that means the same is made the same, so that a release which only modernises its spelling
 * changes nothing: `1e-4` and `0.0001`, `'a'` and `"a"`, `Optional[List[int]]` and `list[int] | None`.
 */

/** A default value. */
export function canonicalValue(text: string): string {
  const trimmed = text.trim();
  const digits = trimmed.replace(/(?<=\d)_(?=\d)/g, "");
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits)) {
    // 1 and 1.0 differ: an integer's type can matter. Of nothing a share is as much as a count.
    const isWhole = /^[+-]?\d+$/.test(digits) && Number(digits) !== 0;
    return `${isWhole ? digits.replace(/^\+/, "") : `${Number(digits)}f`}`;
  }
  return withoutSpace(sameQuotes(trimmed));
}

/** Names of `typing` that are only older spellings of built-in ones. */
const OLD_GENERICS: Readonly<Record<string, string>> = {
  List: "list",
  Dict: "dict",
  Tuple: "tuple",
  Set: "set",
  FrozenSet: "frozenset",
  Type: "type",
};

/** A type annotation. The order of a union's members means nothing. */
export function canonicalAnnotation(text: string): string {
  const bare = sameQuotes(text.trim());
  // A whole annotation in quotes is a forward reference; inside `Literal` quotes are values.
  const unquoted = bare.includes("Literal[") ? bare : bare.replaceAll('"', "");
  return canonicalType(
    withoutSpace(unquoted).replace(/\b(?:typing|typing_extensions|collections\.abc|t)\.(?=[A-Z])/g, ""),
  );
}

function canonicalType(text: string): string {
  const members = splitTop(text, "|");
  if (members.length > 1) return union(members.map(canonicalType));
  const generic = /^([\w.]+)\[(.*)\]$/s.exec(text);
  if (!generic || !isOneBracket(text)) return OLD_GENERICS[text] ?? text;
  const [, name = "", inside = ""] = generic;
  if (name === "Literal") return text;
  const parts = splitTop(inside, ",")
    .filter((part) => part !== "")
    .map(canonicalType);
  if (name === "Optional") return union([...parts, "None"]);
  if (name === "Union") return union(parts);
  return `${OLD_GENERICS[name] ?? name}[${parts.join(",")}]`;
}

const union = (members: readonly string[]): string =>
  [...new Set(members.flatMap((member) => splitTop(member, "|")))].sort().join("|");

/** Parameters as they stand in a signature, whatever kind they are. */
export const canonicalParameters = (text: string): string =>
  splitTop(sameQuotes(text), ",")
    .map((parameter) => {
      const [typed = "", ...value] = splitTop(parameter, "=");
      const [name = "", ...annotation] = splitTop(typed, ":");
      return [
        name.trim(),
        annotation.length > 0 ? canonicalAnnotation(annotation.join(":")) : "",
        value.length > 0 ? canonicalValue(value.join("=")) : "",
      ].join(" ");
    })
    .join(",");

/** The first opening bracket closes at the very end. */
function isOneBracket(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === "[") depth += 1;
    if (char === "]") depth -= 1;
    if (depth === 0 && char === "]") return at === text.length - 1;
  }
  return false;
}

/** Splits at a separator outside brackets and strings. */
function splitTop(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') quoted = !quoted;
    if (quoted) continue;
    if ("[({".includes(char)) depth += 1;
    else if ("])}".includes(char)) depth -= 1;
    else if (depth === 0 && char === separator) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}

/** Simple strings in double quotes; one that holds a quote or a backslash stays as it is. */
const sameQuotes = (text: string): string => text.replace(/'([^'"\\\n]*)'/g, '"$1"');

/** Without white space outside double quotes, except where it parts two words. */
const withoutSpace = (text: string): string =>
  text
    .replace(/("[^"]*")|\s+/g, (_, quoted: string | undefined, at: number) => {
      if (quoted !== undefined) return quoted;
      const before = text.charAt(at - 1);
      const after = /\S/.exec(text.slice(at))?.[0] ?? "";
      return /\w/.test(before) && /\w/.test(after) ? " " : "";
    })
    .replace(/,(?=[\])}])/g, "");
