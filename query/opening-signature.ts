/** A chunk that may open the entry of an API. */
interface Opening {
  /** Qualified names that the chunk documents. */
  readonly symbols: readonly string[];
  readonly text: string;
}

/** What may stand before the name. */
const WORDS =
  "abstract|async|class|const|declare|enum|function|get|interface|namespace|readonly|set|static|type";
const DECLARED = new RegExp(`^(?:(?:${WORDS}) )*(?:[\\w.@/-]*\\.)?([\\w$]+)`);

/**
 * The fenced signature that a chunk begins with, when it opens the entry of an API, else "". What stands further down in an
 * entry may begin with code as well, with an example of the API's use.
 */
export function openingSignature({ symbols: [name], text }: Opening): string {
  if (name === undefined) return "";
  const [block = "", line = ""] = /^```[^\n]*\n(.*)[\s\S]*?\n```/.exec(text) ?? [];
  const declared = DECLARED.exec(line)?.[1];
  return declared === name.slice(name.lastIndexOf(".") + 1) ? block : "";
}
