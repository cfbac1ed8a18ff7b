/**
 * API pages as plain text, back to reStructuredText. A site marks what is a signature; its text no longer
 * does, only shows it: a line in backticks, or a code block that opens with the page's own name. Without the
 * marks no index has symbols, and what is measured is not what an indexed site would give.
 */
export function restoreMarkup(text: string): string {
  const own = text.replace(/\n©[\s\S]*$/, "\n").replace(/^View source( on GitHub)?[ \t]*/gm, "");
  const lines = joinSignatures(own.split("\n"));
  const page = new Page(titleOf(lines));
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    const heading = /^(#{1,6}) (.*)$/.exec(line);
    if (heading) index += page.heading(heading[1]?.length ?? 1, heading[2] ?? "", lines.slice(index + 1));
    else if (/^ {4}\S/.test(line)) index += page.code(lines.slice(index)) - 1;
    else page.text(line);
  }
  return `${page.lines.join("\n")}\n`;
}

const NAME = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;
const SIGNATURE =
  /^`((?:class|classmethod|static|abstract|property|exception) +)?([A-Za-z_]\w*(?:\.\w+)*)(\(.*\))?((?: →| ->) [^`]*)?`( \[source\])?\s*$/;
const UNDERLINES = "==-~^\"'";

function titleOf(lines: readonly string[]): string {
  return (
    lines
      .find((line) => line.startsWith("# "))
      ?.slice(2)
      .trim() ?? ""
  );
}

/** A signature that was wrapped is one line again. */
function joinSignatures(lines: readonly string[]): readonly string[] {
  const joined: string[] = [];
  let open = false;
  for (const line of lines) {
    if (open) joined.push(`${joined.pop() ?? ""} ${line.trim()}`);
    else joined.push(line);
    const last = joined.at(-1) ?? "";
    open = last.startsWith("`") && line.trim() !== "" && (last.match(/`/g)?.length ?? 0) % 2 === 1;
  }
  return joined;
}

class Page {
  readonly lines: string[] = [];
  /** The class whose members follow. */
  #owner: string | undefined;
  #indent = "";

  constructor(readonly title: string) {}

  /** @returns how many of the lines that follow were used up */
  heading(level: number, text: string, next: readonly string[]): number {
    const plain = text.replaceAll("`", "").trim();
    if (level === 1) {
      this.#underlined(plain, 1);
      return NAME.test(plain) ? this.#signatureBelow(plain, next) : 0;
    }
    // "Notes" and "Examples" of an entry belong to it.
    if (level >= 4 && this.#indent !== "") {
      this.lines.push("", `${this.#indent}.. rubric:: ${plain}`, "");
      return 0;
    }
    this.#indent = "";
    if (level === 3 && text.startsWith("`") && NAME.test(plain) && NAME.test(this.title)) {
      this.#owner = undefined;
      return this.#signatureBelow(`${this.title}.${plain}`, next);
    }
    this.#underlined(plain, level);
    return 0;
  }

  /** @returns lines used up: the block of code */
  code(lines: readonly string[]): number {
    const block = blockOf(lines);
    this.lines.push("", `${this.#indent}.. code-block:: python`, "");
    for (const line of block) this.lines.push(line.trim() === "" ? "" : `${this.#indent}   ${line.slice(4)}`);
    this.lines.push("");
    return block.length;
  }

  text(line: string): void {
    const [, prefix = "", name, parameters = "", returns = "", source] = SIGNATURE.exec(line) ?? [];
    const bare = parameters === "" && prefix === "" && source === undefined;
    if (name === undefined || bare || this.#isForeign(name)) {
      this.lines.push(line.trim() === "" ? "" : `${this.#indent}${line}`);
      return;
    }
    const kind = prefix.trim();
    const member = this.#owner !== undefined && !name.includes(".") && kind !== "class";
    const whole = this.title.endsWith(`.${name}`) ? this.title : name;
    if (member) {
      this.#indent = "   ";
      this.#entry(kind === "property" ? "property" : "method", `${name}${parameters}${returns}`);
    } else {
      this.#indent = "";
      const isClass = kind === "class" || kind === "exception";
      this.#entry(isClass ? "class" : "function", `${whole}${parameters}${returns}`);
      this.#owner = isClass ? whole : undefined;
    }
  }

  /** The signature is the first block of code, before the next heading that is not about aliases. */
  #signatureBelow(name: string, next: readonly string[]): number {
    const leaf = name.slice(name.lastIndexOf(".") + 1);
    const aliases: string[] = [];
    for (let index = 0; index < next.length; index++) {
      const line = next[index] ?? "";
      if (/^#{1,3} /.test(line)) return 0;
      if (/^`[\w.]+`(, `[\w.]+`)*$/.test(line)) aliases.push(...line.replace(/[`\s]/g, "").split(","));
      if (!/^ {4}\S/.test(line)) continue;
      const code = blockOf(next.slice(index));
      const signature = code.map((part) => part.trim()).join(" ");
      if (!signature.startsWith(`${name}(`) && !signature.startsWith(`${leaf}(`)) return 0;
      const parameters = signature.slice(signature.indexOf("("));
      const kind = /^[A-Z]/.test(leaf) ? "class" : "function";
      this.#entry(kind, `${name}${parameters}`, aliases);
      for (const before of next.slice(0, index)) {
        if (!before.startsWith("#")) this.lines.push(before.trim() === "" ? "" : `${this.#indent}${before}`);
      }
      return index + code.length;
    }
    return 0;
  }

  /** `handle.remove()` in the text about another class is a mention, not an entry. */
  #isForeign(name: string): boolean {
    const root = (this.#owner ?? "").split(".")[0] ?? "";
    return this.#owner !== undefined && name.includes(".") && !name.startsWith(`${root}.`);
  }

  #entry(kind: string, signature: string, aliases: readonly string[] = []): void {
    const directive = `${this.#indent}.. py:${kind}:: `;
    const more = aliases.map((alias) => " ".repeat(directive.length) + alias);
    this.lines.push("", `${directive}${signature}`, ...more, "");
    this.#indent += "   ";
  }

  #underlined(text: string, level: number): void {
    this.lines.push("", text, (UNDERLINES[level] ?? '"').repeat(Math.max(4, text.length)), "");
  }
}

function blockOf(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex((line) => line.trim() !== "" && !line.startsWith("    "));
  const block = end < 0 ? [...lines] : lines.slice(0, end);
  while (block.at(-1)?.trim() === "") block.pop();
  return block;
}
