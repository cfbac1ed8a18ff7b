/** What inline markup needs to know about its document. */
export interface InlineScope {
  /** Text of `|name|`, already rendered; undefined when the document does not define it. */
  readonly substitution: (name: string) => string | undefined;
  /** Whether `name_` is a reference here and not an identifier that ends in an underscore. */
  readonly isTarget: (name: string) => boolean;
  /** Text of a label that stands before a heading of this document. */
  readonly labelText: (label: string) => string | undefined;
  /** Roles that the document declares with `.. role::`, and what they are based on. */
  readonly roles: ReadonlyMap<string, string>;
}

const CODE_ROLES =
  /^(?:(?:py|c|cpp|js|std|rst):)?(?:class|func|function|meth|method|mod|attr|obj|exc|data|const|var|macro|struct|enum|enumerator|type|member|property|deco|envvar|command|program|option|file|kbd|code|literal|samp|paramref|keyword|token|expr|any|hidden|role|dir|makevar|regexp|envvar|confval|param)$/;
const DROPPED_ROLES =
  /^(?:raw(?:-.+)?|raw_.+|material-.+|octicon|fa[bsr]?|fa-.+|bdg(?:-.+)?|far|fas|hoverxref|sphx_glr)$/;
const NUMBER_ROLES = /^(?:pr|issue|gh|gh-issue|gh-pr|pull|bug|github)$/;
const BUILT_IN: Readonly<Record<string, string>> = {
  API: "API Change",
  MajorFeature: "Major Feature",
  today: "",
};

const ROLE = /:([A-Za-z][\w.+-]{0,40}(?::[A-Za-z][\w.+-]{0,40})?):`/y;
const ROLE_SUFFIX = /:([A-Za-z][\w.+-]{0,40}(?::[A-Za-z][\w.+-]{0,40})?):(?!`)/y;
const WORD = /[A-Za-z0-9]\w*/y;
const NOTE_REFERENCE = /\[([#*]?[\w.:+-]{0,60})\]_/y;
const OPENERS = /[\s'"([{<\-/:\u2018\u201c\u2019\u00ab\u00a1\u00bf\u2010-\u2014]/;
const CLOSERS = /[\s'")\]}>\-/\\:.,;!?\u2019\u201d\u00bb\u2010-\u2014]/;

/** Inline markup as Markdown; `plain` leaves out backticks and stars, for headings. Linear in the text's length. */
export function renderInline(source: string, scope: InlineScope, plain = false): string {
  return new InlineReader(
    source
      .split("\n")
      .map((line) => line.trim())
      .join(" ")
      .trim(),
    scope,
    plain,
  ).read();
}

class InlineReader {
  readonly #text: string;
  readonly #scope: InlineScope;
  readonly #plain: boolean;
  #out = "";
  /** Marks of which no closing one is left, so that a page of unclosed marks is searched once. */
  readonly #unclosed = new Set<string>();

  constructor(text: string, scope: InlineScope, plain: boolean) {
    this.#text = text;
    this.#scope = scope;
    this.#plain = plain;
  }

  read(): string {
    const text = this.#text;
    let at = 0;
    while (at < text.length) at = this.#step(at);
    return this.#out.replace(/ {2,}/g, " ").trim();
  }

  /** Renders what starts at `at` and returns where it ends. */
  #step(at: number): number {
    const text = this.#text;
    const char = text[at] ?? "";
    if (char === "\\") {
      const next = text[at + 1] ?? "";
      if (next.trim() !== "") this.#out += next;
      return at + 2;
    }
    let end: number | undefined;
    if (char === "`") end = this.#backtick(at);
    else if (char === ":") end = this.#role(at);
    else if (char === "*") end = this.#emphasis(at);
    else if (char === "|") end = this.#substitution(at);
    else if (char === "_" && text[at + 1] === "`") end = this.#inlineTarget(at);
    else if (char === "[") end = this.#noteReference(at);
    else if (/[A-Za-z0-9]/.test(char)) end = this.#word(at);
    if (end !== undefined) return end;
    this.#out += char;
    return at + 1;
  }

  #backtick(at: number): number | undefined {
    if (this.#text.startsWith("``", at)) {
      const close = this.#close(at + 2, "``");
      if (close === undefined) return undefined;
      let end = close + 2;
      let code = this.#text.slice(at + 2, close);
      while (this.#text[end] === "`") {
        code += "`";
        end++;
      }
      this.#code(code);
      return end;
    }
    const close = this.#close(at + 1, "`");
    if (close === undefined) return undefined;
    const inner = this.#text.slice(at + 1, close);
    ROLE_SUFFIX.lastIndex = close + 1;
    const suffix = ROLE_SUFFIX.exec(this.#text);
    if (suffix?.[1]) {
      this.#interpret(suffix[1], inner);
      return ROLE_SUFFIX.lastIndex;
    }
    if (this.#text[close + 1] === "_") {
      this.#out += renderInline(splitTarget(inner).title, this.#scope, this.#plain);
      return close + (this.#text[close + 2] === "_" ? 3 : 2);
    }
    const { title, target } = splitTarget(inner);
    if (target === undefined) this.#code(unescaped(inner.replace(/^~(?:.*\.)?/, "")));
    else this.#out += unescaped(title);
    return close + 1;
  }

  #role(at: number): number | undefined {
    ROLE.lastIndex = at;
    const match = ROLE.exec(this.#text);
    if (!match?.[1]) return undefined;
    const start = ROLE.lastIndex;
    const doubled = this.#text[start] === "`";
    const close = this.#close(doubled ? start + 1 : start, "`");
    if (close === undefined) return undefined;
    this.#interpret(match[1], this.#text.slice(doubled ? start + 1 : start, close));
    let end = close + 1;
    if (doubled && this.#text[end] === "`") end++;
    if (/^__?(?!\w)/.test(this.#text.slice(end, end + 3))) end += this.#text[end + 1] === "_" ? 2 : 1;
    return end;
  }

  #interpret(written: string, inner: string): void {
    const name = written.toLowerCase();
    const base = this.#scope.roles.get(name) ?? name;
    if (DROPPED_ROLES.test(base) || DROPPED_ROLES.test(name)) return;
    if (base === "math") {
      this.#out += this.#plain ? inner.trim() : `$${inner.trim()}$`;
      return;
    }
    const { title, target } = splitTarget(inner, /^(?:code|literal|samp|kbd)$/.test(base));
    if (CODE_ROLES.test(base)) {
      const shown = unescaped(title.trim());
      if (target !== undefined && /\s/.test(shown)) this.#out += shown;
      else if (/^(?:any)$/.test(base) && /\s/.test(shown)) this.#out += shown;
      else
        this.#code(
          shown.startsWith("~") ? (shown.split(".").at(-1) ?? "").replace(/^~/, "") : shown.replace(/^!/, ""),
        );
      return;
    }
    const text = unescaped((target === undefined ? title.replace(/^[!~]/, "") : title).trim());
    this.#out += target === undefined ? this.#untitled(base, text) : text;
  }

  /** The text of a role that gives only its target. */
  #untitled(role: string, text: string): string {
    if (NUMBER_ROLES.test(role)) return /^\d/.test(text) ? `#${text}` : text;
    if (role === "ref" || role === "numref") {
      return (
        this.#scope.labelText(text) ??
        /^sphx_glr_.*?((?:plot|example)_\w+\.py)$/.exec(text)?.[1] ??
        text
          .replace(/^[\w/.-]+:(?=\S)/, "")
          .replace(/[_-]+/g, " ")
          .trim()
      );
    }
    if (role === "doc" || role === "download") return text.split("/").at(-1) ?? text;
    if (role === "doi") return `doi:${text}`;
    if (role === "arxiv") return `arXiv:${text}`;
    if (/^(?:foot)?cite/.test(role)) return `[${text}]`;
    if (role === "sup" || role === "superscript") return `^${text}`;
    if (role === "sub" || role === "subscript") return `_${text}`;
    if (role === "strong") return this.#plain ? text : `**${text}**`;
    if (role === "emphasis") return this.#plain ? text : `*${text}*`;
    return text;
  }

  #emphasis(at: number): number | undefined {
    const mark = this.#text.startsWith("**", at) ? "**" : "*";
    const before = this.#text[at - 1] ?? " ";
    const after = this.#text[at + mark.length] ?? " ";
    if (!OPENERS.test(before) || /\s/.test(after) || closes(before, after))
      return this.#literal(at, mark.length);
    const close = this.#close(at + mark.length, mark);
    if (close === undefined) return this.#literal(at, mark.length);
    const inner = this.#text.slice(at + mark.length, close);
    const shown = /[`:|\\]/.test(inner) ? renderInline(inner, this.#scope, this.#plain) : inner;
    this.#out += this.#plain ? shown : `${mark}${shown}${mark}`;
    return close + mark.length;
  }

  #literal(at: number, length: number): number {
    this.#out += this.#text.slice(at, at + length);
    return at + length;
  }

  #substitution(at: number): number | undefined {
    if (!OPENERS.test(this.#text[at - 1] ?? " ") || /[\s|]/.test(this.#text[at + 1] ?? " ")) return undefined;
    const close = this.#close(at + 1, "|");
    if (close === undefined || close - at > 200) return undefined;
    const name = this.#text.slice(at + 1, close);
    this.#out += (this.#scope.substitution(name) || undefined) ?? BUILT_IN[name] ?? name;
    const reference = /^__?/.exec(this.#text.slice(close + 1, close + 3))?.[0] ?? "";
    return close + 1 + reference.length;
  }

  #inlineTarget(at: number): number | undefined {
    const close = this.#close(at + 2, "`");
    if (close === undefined) return undefined;
    this.#out += this.#text.slice(at + 2, close);
    return close + 1;
  }

  #noteReference(at: number): number | undefined {
    NOTE_REFERENCE.lastIndex = at;
    const match = NOTE_REFERENCE.exec(this.#text);
    if (!match) return undefined;
    const label = match[1] ?? "";
    const shown = label.replace(/^[#*]/, "");
    if (shown === "") this.#out = this.#out.trimEnd();
    else this.#out += `[${shown}]`;
    return NOTE_REFERENCE.lastIndex;
  }

  /** A word at once: so that `x_` is seen whole, and no mark is looked for inside it. */
  #word(at: number): number {
    WORD.lastIndex = at;
    const word = WORD.exec(this.#text)?.[0] ?? "";
    const end = at + word.length;
    const name = word.replace(/__?$/, "");
    const referenced = name !== word && CLOSERS.test(this.#text[end] ?? " ") && this.#scope.isTarget(name);
    this.#out += referenced ? name : word;
    return end;
  }

  /** Where the mark opened before `from` closes: not escaped, not after a blank, and before something that ends a word. */
  #close(from: number, mark: string): number | undefined {
    if (this.#unclosed.has(mark)) return undefined;
    const strict = mark === "*" || mark === "**" || mark === "|";
    for (let at = this.#text.indexOf(mark, from); at >= 0; at = this.#text.indexOf(mark, at + 1)) {
      if (at === from || /\s/.test(this.#text[at - 1] ?? "")) continue;
      if (mark !== "``" && this.#text[at - 1] === "\\" && this.#text[at - 2] !== "\\") continue;
      if (mark === "*" && (this.#text[at + 1] === "*" || this.#text[at - 1] === "*")) continue;
      const after = this.#text[at + mark.length] ?? " ";
      if (strict && !CLOSERS.test(after) && !(mark === "|" && after === "_")) continue;
      return at;
    }
    this.#unclosed.add(mark);
    return undefined;
  }

  #code(text: string): void {
    if (text === "") return;
    if (this.#plain) this.#out += text;
    else this.#out += codeSpan(text);
  }
}

/** Markdown inline code; text that holds backticks gets a longer fence. */
export function codeSpan(text: string): string {
  if (!text.includes("`")) return `\`${text}\``;
  return text.includes("``") ? `\`\`\` ${text} \`\`\`` : `\`\` ${text} \`\``;
}

/** `title <target>`; a target alone is its own title. Roles do not ask for the blank, references do. */
function splitTarget(inner: string, spaced = true): { title: string; target: string | undefined } {
  const open = inner.endsWith(">") ? inner.lastIndexOf("<") : -1;
  const glued = open > 0 && !/\s/.test(inner[open - 1] ?? "");
  if (open < 0 || inner[open - 1] === "\\" || (spaced && glued)) return { title: inner, target: undefined };
  const target = inner.slice(open + 1, -1);
  const title = inner.slice(0, open).trim();
  return { title: title === "" ? target : title, target };
}

/** A start mark between matching quotes or brackets is text: `"*"`, `(*)`. */
function closes(before: string, after: string): boolean {
  const pairs: Readonly<Record<string, string>> = {
    "'": "'",
    '"': '"',
    "(": ")",
    "[": "]",
    "{": "}",
    "<": ">",
  };
  return pairs[before] === after;
}

function unescaped(text: string): string {
  return text.replace(/\\(\s|.|$)/g, (_, next: string) => next.trim());
}
