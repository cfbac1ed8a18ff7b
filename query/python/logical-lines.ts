/** One statement's outline: a logical line as Python's tokenizer sees it (reference manual, 2.1.5). */
export interface LogicalLine {
  /** Offset of its first character that is not indentation. */
  readonly from: number;
  /** What stands before that. */
  readonly indentation: string;
  /** Its text without comments; what stands in brackets and strings is left out: `f() = ""`. */
  readonly outline: string;
}

/** Where brackets or quotes do not match, or a merge was left unfinished, and why, as one clause. */
export interface Mismatch {
  readonly at: number;
  readonly reason: string;
}

export interface LogicalLines {
  readonly lines: readonly LogicalLine[];
  /** The first one; the lines end before it. */
  readonly mismatch: Mismatch | undefined;
}

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const STRING = /([a-zA-Z]{0,3})("""|'''|"|')/y;
const WORD = /[\p{L}\p{N}_]+/uy;
const COMMENT = /#[^\r\n]*/y;
const LINE_END = /\r\n?|\n/y;
const CONTINUATION = /\\(?:\r\n?|\n)/y;
/** What a merge leaves behind; no operator is so long. */
const MARK = /<{3,}|>{3,}/y;
const INDENTATION = /[ \t\f]*/y;

/** What a pattern finds at a place, and nowhere else. */
function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/**
 * Cuts Python into logical lines. Nothing is proved where a replacement field of a string is not as expected: then the
 * result is undefined.
 */
export function logicalLines(text: string): LogicalLines | undefined {
  const lines: LogicalLine[] = [];
  const open: { readonly sign: string; readonly at: number }[] = [];
  let line: { from: number; indentation: string; outline: string } | undefined;
  const end = () => {
    if (line !== undefined) lines.push({ ...line, outline: line.outline.trim() });
    line = undefined;
  };
  const mismatched = (at: number, reason: string): LogicalLines => ({ lines, mismatch: { at, reason } });
  // A mark of the encoding is no part of the text.
  let at = text.startsWith("\ufeff") ? 1 : 0;
  let isLineStart = true;
  let indentation = "";
  while (at < text.length) {
    if (isLineStart && open.length === 0 && line === undefined) {
      indentation = matchAt(INDENTATION, text, at)?.[0] ?? "";
      at += indentation.length;
    }
    isLineStart = false;
    const sign = text[at];
    if (sign === undefined) break;
    const skipped =
      sign === "#" ? matchAt(COMMENT, text, at) : sign === "\\" ? matchAt(CONTINUATION, text, at) : null;
    if (skipped) {
      at += skipped[0].length;
      continue;
    }
    const lineEnd = sign === "\n" || sign === "\r" ? matchAt(LINE_END, text, at) : null;
    if (lineEnd) {
      at += lineEnd[0].length;
      if (open.length === 0) end();
      isLineStart = true;
      continue;
    }
    if (sign === " ") {
      if (open.length === 0 && line !== undefined) line.outline += sign;
      at += 1;
      continue;
    }
    const isSpace = /\s/.test(sign);
    if (!isSpace) line ??= { from: at, indentation, outline: "" };
    const add = (outline: string) => {
      if (open.length === 0 && line !== undefined) line.outline += outline;
    };
    const string = matchAt(STRING, text, at);
    const word = string ? null : matchAt(WORD, text, at);
    const mark = sign === "<" || sign === ">" ? matchAt(MARK, text, at) : null;
    if (string) {
      const [whole, prefix = "", quote = ""] = string;
      const past = pastString(text, at + whole.length, prefix.toLowerCase(), quote);
      if (past === undefined) return undefined;
      if (past < 0) return mismatched(at, "the string that begins here has no end");
      add('""');
      at = past;
    } else if (word) {
      add(word[0]);
      at += word[0].length;
    } else if (mark) return mismatched(at, `no operator is “${mark[0]}”`);
    else if (CLOSING[sign] !== undefined) {
      add(sign);
      open.push({ sign, at });
      at += 1;
    } else if (")]}".includes(sign)) {
      const last = open.pop();
      if (last === undefined) return mismatched(at, `“${sign}” closes nothing`);
      if (CLOSING[last.sign] !== sign) return mismatched(at, `“${sign}” does not close “${last.sign}”`);
      add(sign);
      at += 1;
    } else {
      add(isSpace ? " " : sign);
      at += 1;
    }
  }
  const [first] = open;
  if (first !== undefined) return mismatched(first.at, `“${first.sign}” is never closed`);
  end();
  return { lines, mismatch: undefined };
}

/**
 * The offset after a string's end; -1 where it has none, undefined where that cannot be told.
 *
 * @param from after its opening quote
 * @param prefix lower case: `f` and `t` have replacement fields (PEP 498, 701, 750)
 */
function pastString(text: string, from: number, prefix: string, quote: string): number | undefined {
  const hasFields = /[ft]/.test(prefix);
  const isLong = quote.length === 3;
  let at = from;
  while (at < text.length) {
    const sign = text[at] ?? "";
    if (text.startsWith(quote, at)) return at + quote.length;
    if (hasFields && !prefix.includes("r") && text.startsWith("\\N{", at)) at += 3;
    else if (sign === "\\") at += hasFields && "{}".includes(text[at + 1] ?? " ") ? 1 : escaped(text, at);
    else if (!isLong && /[\r\n]/.test(sign)) return hasFields ? undefined : -1;
    else if (hasFields && sign === "{" && text[at + 1] !== "{") {
      const past = pastField(text, at + 1);
      if (past === undefined) return undefined;
      at = past;
    } else at += hasFields && sign === "{" ? 2 : 1;
  }
  return hasFields ? undefined : -1;
}

const escaped = (text: string, at: number): number => (text.startsWith("\r\n", at + 1) ? 3 : 2);

/** The offset after a replacement field's closing brace; undefined where that cannot be told. */
function pastField(text: string, from: number): number | undefined {
  let depth = 0;
  let isFormat = false;
  let at = from;
  while (at < text.length) {
    const sign = text[at] ?? "";
    const string = isFormat ? null : matchAt(STRING, text, at);
    const word = isFormat || string ? null : matchAt(WORD, text, at);
    if (string) {
      const [whole, prefix = "", quote = ""] = string;
      const past = pastString(text, at + whole.length, prefix.toLowerCase(), quote);
      if (past === undefined || past < 0) return undefined;
      at = past;
    } else if (word) at += word[0].length;
    else if (sign === "}" && depth === 0) return at + 1;
    else if (isFormat && sign === "{") {
      const past = pastField(text, at + 1);
      if (past === undefined) return undefined;
      at = past;
    } else {
      if (!isFormat && "([{".includes(sign)) depth += 1;
      if (!isFormat && ")]}".includes(sign)) depth -= 1;
      if (sign === ":" && depth === 0) isFormat = true;
      at += 1;
    }
  }
  return undefined;
}
