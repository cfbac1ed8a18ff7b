/** One signature taken apart, whatever language it is in: `name<T>`, `(a, b)`, `-> c`. */
export interface Signature {
  /** Before the parameters, without the symbol's own name. */
  readonly head: string;
  /** Without the parentheses; undefined where there are none. */
  readonly parameters: string | undefined;
  /** After the arrow or colon; undefined where there is none. */
  readonly returns: string | undefined;
}

/** `name` is the symbol's qualified name, which is the same symbol's under another name too. */
export function readSignature(text: string, name: string): Signature {
  const own = text.startsWith(name) ? text.slice(name.length) : text;
  const start = own.indexOf("(");
  if (start < 0) return { head: own.trim(), parameters: undefined, returns: undefined };
  const end = closing(own, start);
  const rest = own.slice(end + 1).trim();
  const returns = /^(?:->|→|=>|:)\s*(.+)$/s.exec(rest)?.[1]?.trim();
  return { head: own.slice(0, start).trim(), parameters: own.slice(start + 1, end).trim(), returns };
}

/** `name: annotation = value`, of what is not called. */
export interface ValueSignature {
  readonly annotation: string | undefined;
  readonly value: string | undefined;
}

export function readValue(text: string, name: string): ValueSignature {
  const own = (text.startsWith(name) ? text.slice(name.length) : text).trim();
  const equals = topLevel(own, "=");
  const typed = (equals < 0 ? own : own.slice(0, equals)).trim();
  return {
    annotation: typed.startsWith(":") ? typed.slice(1).trim() : undefined,
    value: equals < 0 ? undefined : own.slice(equals + 1).trim(),
  };
}

const closing = (text: string, start: number): number => {
  const found = walk(text, start, (char, depth) => depth === 0 && char === ")");
  return found < 0 ? text.length : found;
};

const topLevel = (text: string, wanted: string): number =>
  walk(text, 0, (char, depth) => depth === 0 && char === wanted);

/** The first character outside strings for which `found` says so, given the depth of brackets after it; -1 for none. */
function walk(text: string, from: number, found: (char: string, depth: number) => boolean): number {
  let depth = 0;
  let quote: string | undefined;
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quote !== undefined) {
      if (char === "\\") at += 1;
      else if (char === quote) quote = undefined;
      continue;
    }
    if ((char === '"' || char === "'") && text.includes(char, at + 1)) quote = char;
    else if ("([{".includes(char)) depth += 1;
    else if (")]}".includes(char)) depth -= 1;
    if (quote === undefined && found(char, depth)) return at;
  }
  return -1;
}
