import { LIST_LEAD } from "../../../query/store/listed.js";
import { ADMONITIONS } from "../admonitions.js";
import type { Block, Section, SymbolFact, SymbolKind } from "../document.js";
import { cleanText } from "../text.js";
import { type Adornments, parseBlocks } from "./blocks.js";
import * as directives from "./directives.js";
import { symbolFact } from "./fact.js";
import { codeSpan, type InlineScope, renderInline } from "./inline.js";
import { dedent, endOfIndented, trimBlank } from "./lines.js";
import { autodocKind, isListable, listedIn, summaryKind } from "./listing.js";
import { asMarkdown, bold, cellText, indent, mathBlock, noteLead, tableText } from "./markdown.js";
import {
  foreignSignature,
  joinContinued,
  makeId,
  type Naming,
  normalName,
  qualify,
  signatureLine,
  splitDomain,
} from "./names.js";
import type { Directive, RstNode, TermItem } from "./nodes.js";
import { parseSignature } from "./signature.js";
import { parseCsv } from "./table.js";

export interface Rendered {
  /** Plain text of the first heading. */
  readonly title: string | undefined;
  readonly sections: readonly Section[];
  readonly symbols: readonly SymbolFact[];
  /** How many API entries, generated ones included, and lists of them the page places. */
  readonly entries: number;
}

interface Draft {
  readonly headingPath: readonly string[];
  readonly anchor: string | undefined;
  readonly blocks: Block[];
  readonly symbols: string[];
}

/** Fields that steer Sphinx and say nothing to a reader. */
const SETTING =
  /^(?:orphan|tocdepth|nocomments|nosearch|github_url|gitlab_url|bitbucket_url|html_theme.*|sd_hide_title|layout|hide-.*)$/i;
const PARAMETER_FIELD =
  /^(?:param|parameter|arg|argument|key|keyword|kwarg|kwparam|var|ivar|cvar)\s+(?:(.+)\s+)?(\S+)$/;
const FIELD_WORDS: Readonly<Record<string, string>> = {
  return: "Returns",
  returns: "Returns",
  rtype: "Return type",
  raises: "Raises",
  raise: "Raises",
  yields: "Yields",
}; // prettier-ignore
const LANGUAGES: Readonly<Record<string, string>> = {
  python3: "python",
  py: "python",
  pycon: "python",
  ipython: "python",
  ipython3: "python",
  "ipython-console": "python",
  none: "",
  text: "",
  default: "",
  guess: "",
  "c++": "cpp",
  shell: "bash",
  sh: "bash",
  "shell-session": "console",
}; // prettier-ignore

/** Turns the nodes of one page into sections, blocks and symbols. */
export function renderPage(
  nodes: readonly RstNode[],
  adornments: Adornments,
  fallbackTitle: string,
): Rendered {
  return new PageRenderer(nodes, adornments, fallbackTitle).render();
}

class PageRenderer {
  readonly #nodes: readonly RstNode[];
  readonly #adornments: Adornments;
  readonly #fallbackTitle: string;
  readonly #scope: InlineScope;
  readonly #definitions = new Map<string, Directive>();
  readonly #rendered = new Map<string, string>();
  readonly #anchors = new Set<string>();
  #numbered = 0;
  readonly #facts = new Map<string, SymbolFact>();
  /** What is listed here and told elsewhere: autodoc's entries and the names of summaries. */
  readonly #listed = new Map<string, SymbolFact>();
  readonly #sections: Draft[] = [];
  #headings: { readonly level: number; readonly text: string }[] = [];
  #title: string | undefined;
  #section: Draft;
  /** Where blocks go while the content of a list item, cell or box is rendered. */
  #captured: Block[] | undefined;
  #labels: string[] = [];
  #module = "";
  #classes: string[] = [];
  #language: string | undefined;
  /** autodoc entries in a row, to be said in one line. */
  #named: string[] = [];
  #entries = 0;

  constructor(nodes: readonly RstNode[], adornments: Adornments, fallbackTitle: string) {
    this.#nodes = nodes;
    this.#adornments = adornments;
    this.#fallbackTitle = fallbackTitle;
    this.#scope = this.#survey();
    const first = nodes.find((node) => node.type === "heading");
    this.#title = first?.type === "heading" ? this.#plain(first.text) : undefined;
    this.#section = { headingPath: [this.#top()], anchor: undefined, blocks: [], symbols: [] };
    this.#sections.push(this.#section);
  }

  render(): Rendered {
    this.#walk(this.#nodes);
    this.#flushNames();
    const sections = this.#sections.filter(
      (section) => section.blocks.length > 0 || section.symbols.length > 0,
    );
    // In page order: a class before its members.
    const symbols = new Set(sections.flatMap((section) => section.symbols));
    const facts = [...symbols].flatMap((name) => this.#facts.get(name) ?? []);
    const listed = [...this.#listed.values()].filter(({ name }) => !this.#facts.has(name));
    return {
      title: this.#title,
      sections,
      symbols: [...facts, ...listed],
      entries: this.#entries,
    };
  }

  #top(): string {
    return this.#title || this.#fallbackTitle;
  }

  /** Definitions may stand below their use: they are gathered before anything is rendered. */
  #survey(): InlineScope {
    const targets = new Set<string>();
    const labels = new Map<string, string>();
    const roles = new Map<string, string>();
    const visit = (nodes: readonly RstNode[]) => {
      let waiting: string[] = [];
      for (const node of nodes) {
        if (node.type === "target") {
          targets.add(normalName(node.name));
          if (!node.external) waiting.push(normalName(node.name));
          continue;
        }
        if (node.type === "heading") for (const label of waiting) labels.set(label, node.text);
        waiting = [];
        if (node.type === "substitution") this.#definitions.set(node.name, node.directive);
        else if (node.type === "directive" && node.name === "role") {
          const declared = /^([\w.+-]+)(?:\s*\(\s*([\w.+-]+)\s*\))?/.exec(node.argument[0] ?? "");
          if (declared?.[1]) roles.set(declared[1].toLowerCase(), (declared[2] ?? "plain").toLowerCase());
        } else if (node.type === "quote") visit(node.nodes);
        else if ("items" in node) for (const item of node.items) visit(item.nodes);
      }
    };
    visit(this.#nodes);
    return {
      roles,
      isTarget: (name) => targets.has(normalName(name)),
      labelText: (label) => {
        const text = labels.get(normalName(label));
        return text === undefined
          ? undefined
          : renderInline(text, { ...this.#scope, labelText: () => undefined }, true);
      },
      substitution: (name) => this.#substitution(name),
    };
  }

  #substitution(name: string): string | undefined {
    const known = this.#rendered.get(name);
    const directive = this.#definitions.get(name);
    if (known !== undefined || !directive) return known;
    this.#rendered.set(name, ""); // A definition that uses itself ends here.
    // Definitions may be nested: each could double the text of the one before.
    const text = this.#substitutionText(directive).slice(0, 2000);
    this.#rendered.set(name, text);
    return text;
  }

  #substitutionText(directive: Directive): string {
    const argument = directive.argument.join(" ");
    if (directive.name === "replace") return this.#inline([argument, ...directive.content].join(" "));
    if (directive.name === "unicode") {
      const text = argument.split(" ..")[0] ?? "";
      const code = /^(?:0x|x|\\x|U\+|u|\\u|&#x)([0-9A-Fa-f]{1,6});?$/;
      const words = text.split(/\s+/).map((word) => {
        const point = Number.parseInt(code.exec(word)?.[1] ?? "", 16);
        return point <= 0x10ffff ? cleanText(String.fromCodePoint(point)) : word;
      });
      return words.join("");
    }
    return directive.options.get("alt") ?? "";
  }

  #inline(text: string): string {
    return renderInline(text, this.#scope);
  }

  #plain(text: string): string {
    return renderInline(text, this.#scope, true);
  }

  #walk(nodes: readonly RstNode[]): void {
    for (const [i, node] of nodes.entries()) {
      const next = nodes[i + 1];
      const announces = next?.type === "directive" && next.name === "contents";
      if (announces && node.type === "paragraph" && /^\W*(?:table of )?contents\W*$/i.test(node.text))
        continue;
      this.#node(node);
      if (node.type !== "target" && node.type !== "substitution") this.#labels = [];
    }
  }

  #parse(lines: readonly string[]): RstNode[] {
    return parseBlocks(lines, this.#adornments, this.#depth);
  }

  /** Nesting of directives so far; it continues the parser's own count, which restarts at each directive. */
  #depth = 0;

  #content(lines: readonly string[]): void {
    this.#depth++;
    this.#walk(this.#parse(lines));
    this.#depth--;
  }

  #capture(render: () => void): Block[] {
    this.#flushNames();
    const outer = this.#captured;
    const blocks: Block[] = [];
    this.#captured = blocks;
    render();
    this.#flushNames();
    this.#captured = outer;
    return blocks;
  }

  #emit(block: Block): void {
    this.#flushNames();
    if (block.text.trim() === "" && block.type !== "admonition") return;
    (this.#captured ?? this.#section.blocks).push(block);
  }

  #prose(text: string): void {
    this.#emit({ type: "prose", text });
  }

  #code(text: string, language: string | undefined): void {
    const written = (language ?? "").toLowerCase();
    const name = LANGUAGES[written] ?? written;
    const code = trimBlank(text.split("\n")).join("\n");
    this.#emit({ type: "code", text: code, ...(name === "" ? {} : { language: name }) });
  }

  #flushNames(): void {
    if (this.#named.length === 0) return;
    const text = `${LIST_LEAD}${this.#named.join(", ")}.`;
    this.#named = [];
    this.#prose(text);
  }

  #node(node: RstNode): void {
    switch (node.type) {
      case "heading":
        this.#heading(node.text, node.level);
        break;
      case "paragraph":
        this.#prose(this.#inline(node.text));
        break;
      case "list":
        this.#items(node.items.map((item) => ({ lead: `${item.marker} `, nodes: item.nodes })));
        break;
      case "definitions":
        this.#definitionList(node.items);
        break;
      case "fields":
        this.#fields(node.items);
        break;
      case "options":
        this.#items(node.items.map((item) => ({ lead: `- ${codeSpan(item.term)}: `, nodes: item.nodes })));
        break;
      case "literal":
        this.#code(node.text, /^>>> /.test(node.text) ? "python" : this.#language);
        break;
      case "doctest":
        this.#code(node.text, "python");
        break;
      case "lines":
        this.#prose(
          node.lines
            .map((line) => this.#inline(line))
            .join("\n")
            .trim(),
        );
        break;
      case "quote":
        this.#walk(node.nodes);
        break;
      case "table":
        {
          const rows = [...node.head, ...node.body].map((row) => row.map((cell) => this.#cell(cell)));
          this.#emit({ type: "table", text: tableText(rows, node.head.length > 0) });
        }
        break;
      case "note":
        this.#items([{ lead: noteLead(node.label), nodes: node.nodes }]);
        break;
      case "target":
        if (node.external) break;
        this.#labels.push(node.name);
        this.#anchors.add(makeId(node.name));
        break;
      case "substitution":
        break;
      case "directive":
        this.#directive(node);
        break;
    }
  }

  #heading(source: string, level: number): void {
    const text = this.#plain(source);
    if (this.#captured || text === "") {
      this.#prose(bold(text));
      return;
    }
    this.#flushNames();
    const isTitle = this.#headings.length === 0 && text === this.#title;
    while ((this.#headings.at(-1)?.level ?? -1) >= level) this.#headings.pop();
    this.#headings.push({ level, text });
    const path = this.#headings.map((heading) => heading.text);
    const anchor = this.#anchor(text);
    if (isTitle) return;
    this.#open(path[0] === this.#top() && path.length > 1 ? path : [this.#top(), ...path], anchor);
  }

  #open(headingPath: readonly string[], anchor: string | undefined): void {
    this.#section = { headingPath, anchor, blocks: [], symbols: [] };
    this.#sections.push(this.#section);
  }

  /**
   * docutils' id of a heading. A taken one gives way to a number, but a label before the heading is
   * the better anchor then: it stays when headings above are added.
   */
  #anchor(text: string): string {
    const id = makeId(text);
    if (id !== "" && !this.#anchors.has(id)) {
      this.#anchors.add(id);
      return id;
    }
    let number = "";
    do number = `id${++this.#numbered}`;
    while (this.#anchors.has(number));
    this.#anchors.add(number);
    const labels = this.#labels.map(makeId).filter((label) => label !== "");
    return labels.includes(id) ? id : (labels.at(-1) ?? number);
  }

  /** List items: the prose of each behind its mark, in one block until something else than prose comes between. */
  #items(items: readonly { readonly lead: string; readonly nodes: readonly RstNode[] }[]): void {
    let text = "";
    const flush = () => {
      if (text !== "") this.#prose(text);
      text = "";
    };
    for (const item of items) {
      const blocks = this.#capture(() => this.#walk(item.nodes));
      // An item that held only a picture.
      if (blocks.length === 0 && /^(?:-|\S+[.)]) $/.test(item.lead)) continue;
      const pad = /^\S+ $/.test(item.lead) ? " ".repeat(item.lead.length) : "  ";
      const first = blocks[0]?.type === "prose" ? blocks.shift() : undefined;
      const opening = `${item.lead}${indent(first?.text ?? "", pad)}`.replace(/[:\s]+$/, (end) =>
        first ? end : "",
      );
      text += `${text === "" ? "" : "\n"}${opening.trimEnd()}`;
      for (const block of blocks) {
        if (block.type === "prose") {
          // Behind code the item's own indentation would look like code again.
          if (text === "") text = block.text;
          else text += `\n${/^(?:-|\d+\.) /.test(block.text) ? "" : "\n"}${pad}${indent(block.text, pad)}`;
        } else {
          flush();
          this.#emit(block);
        }
      }
    }
    flush();
  }

  #definitionList(items: readonly TermItem[]): void {
    this.#items(items.map((item) => ({ lead: `- ${bold(this.#inline(item.term))}: `, nodes: item.nodes })));
  }

  #fields(items: readonly TermItem[]): void {
    const first =
      this.#sections.length === 1 &&
      this.#headings.length === 0 &&
      this.#section.blocks.length === 0 &&
      !this.#captured;
    if (first) return;
    const shown = items.filter((item) => !SETTING.test(item.term) && !/^type\s/.test(item.term));
    const types = new Map(
      items.filter((item) => /^type\s/.test(item.term)).map((item) => [item.term.slice(4).trim(), item]),
    );
    this.#items(
      shown.map((item) => {
        const parameter = PARAMETER_FIELD.exec(item.term);
        if (parameter?.[2]) {
          const typed = types.get(parameter[2]);
          const type = parameter[1] ?? (typed ? this.#textOf(() => this.#walk(typed.nodes)) : "");
          return { lead: `- ${codeSpan(parameter[2])}${type ? ` (${type})` : ""}: `, nodes: item.nodes };
        }
        const [word = "", ...rest] = item.term.split(" ");
        const known = FIELD_WORDS[word];
        const name = known
          ? `**${known}**${rest.length > 0 ? ` ${codeSpan(rest.join(" "))}` : ""}`
          : bold(this.#inline(item.term));
        return { lead: `- ${name}: `, nodes: item.nodes };
      }),
    );
  }

  #cell(lines: readonly string[]): string {
    if (lines.length === 0) return "";
    return cellText(this.#capture(() => this.#content(lines)));
  }

  #textOf(render: () => void): string {
    return asMarkdown(this.#capture(render));
  }

  #directive(directive: Directive): void {
    const { name, options, content } = directive;
    const argument = directive.argument.join(" ").trim();
    const classes = `${options.get("class") ?? ""} ${/^(?:container|rst-class|class|cssclass)$/.test(name) ? argument : ""}`;
    if (directives.GALLERY_BOILERPLATE.test(classes)) return;
    const output = /\bsphx-glr-script-out\b/.test(classes);
    const code = directives.CODE.get(name);
    if (directives.MODULE.test(name)) {
      this.#module = argument === "None" ? "" : argument;
      this.#content(content);
    } else if (ADMONITIONS.has(name)) this.#admonition(name, name === "admonition" ? argument : "", content);
    else if (directives.VERSION_NOTES.has(name)) this.#versionNote(directive);
    else if (code !== undefined) this.#codeDirective(directive, code);
    else if (directives.AUTO_API.test(name)) this.#auto(directive);
    else if (name === "automodule") this.#automodule(argument, options);
    else if (name === "autosummary") this.#autosummary(directive);
    else if (directives.NAMED.has(name)) this.#entry(directive);
    else if (directives.GENERATED.test(name)) {
      this.#entries++;
      if (argument !== "") this.#prose(`${LIST_LEAD}${codeSpan(argument)}.`);
    } else if (name === "highlight") this.#language = argument;
    else if (name === "class" && !this.#isApi(directive)) this.#content(content);
    else if (this.#isApi(directive)) this.#api(directive);
    else if (directives.DROPPED.has(name)) return;
    else if (name === "only" && /^(?:latex|epub|man|text)$/.test(argument)) return;
    else if (name === "literalinclude") this.#prose(`The code is in the file ${codeSpan(argument)}.`);
    else if (name === "math") this.#prose(mathBlock([...directive.argument, ...content].join("\n")));
    else if (name === "list-table") this.#listTable(directive);
    else if (name === "csv-table") this.#csvTable(directive);
    else if (name === "glossary") this.#glossary(content);
    else this.#container(directive, argument, output);
  }

  /** Everything whose content is simply text of the page, known or not. */
  #container(directive: Directive, argument: string, output: boolean): void {
    const { name, options } = directive;
    const content =
      output && directive.content[0] === "Out:" ? directive.content.slice(1) : directive.content;
    if (directives.LABELLED.has(name) || name === "table") {
      if (argument !== "") this.#prose(bold(this.#inline(argument)));
    } else if (options.has("header")) {
      const header = bold(this.#inline(options.get("header") ?? ""));
      const description = this.#inline(options.get("description") ?? options.get("card_description") ?? "");
      this.#prose(description === "" ? header : `${header}: ${description}`);
    }
    this.#content(content);
  }

  #admonition(name: string, title: string, content: readonly string[]): void {
    const text = this.#textOf(() => this.#content(content));
    const heading = title === "" ? "" : bold(this.#inline(title));
    const whole = [heading, text].filter((part) => part !== "").join("\n\n");
    if (whole !== "") this.#emit({ type: "admonition", name, text: whole });
  }

  #versionNote(directive: Directive): void {
    const argument = directive.argument.join(" ").trim();
    const version = (/^\S+/.exec(argument)?.[0] ?? "").replace(/[,:;.]+$/, "");
    const said = this.#inline(argument.replace(/^\S+/, ""));
    const body = this.#textOf(() => this.#content(directive.content));
    const text = [said, body].filter((part) => part !== "").join("\n\n");
    this.#emit({ type: "admonition", name: directive.name, ...(version === "" ? {} : { version }), text });
  }

  #codeDirective(directive: Directive, own: string): void {
    const { name, options, content } = directive;
    const [first = "", ...title] = (directive.argument[0] ?? "").split(" ");
    const caption = options.get("caption") ?? (name === "code-tab" ? title.join(" ") : "");
    if (content.length === 0) return;
    if (caption !== "") this.#prose(bold(this.#inline(caption)));
    const written = own === "" ? first : own;
    this.#code(content.join("\n"), written === "" ? (options.get("language") ?? this.#language) : written);
  }

  #auto(directive: Directive): void {
    const kind = directive.name.slice(4);
    const written = directive.argument[0] ?? "";
    const signature = parseSignature(written.replace("::", "."));
    const member = /^(?:method|attribute|property)$/.test(kind);
    const name = this.#qualify(signature.name, member ? "member" : "absolute");
    if (name === "") return;
    this.#section.symbols.push(name);
    this.#entries++;
    const members = listedIn(directive.options.get("members"));
    const listed = members.length > 0 ? ` (members: ${members.map(codeSpan).join(", ")})` : "";
    this.#named.push(`${codeSpan(name)}${listed}`);
    const line = `${name}${signature.tail}`;
    if (signature.tail.startsWith("(")) this.#emit({ type: "signature", text: line });
    const entryKind = autodocKind(directive.name);
    // A class is written with its bases, or with nothing in brackets to hide what it takes.
    const isTold = entryKind !== "class" && signature.parameters.length > 0;
    const { blocks, versions } = this.#entryContent(
      directive.content,
      entryKind === "class" ? name : undefined,
    );
    const anchor = isUnlisted(directive) ? this.#section.anchor : name;
    const entry = { name, kind: entryKind, anchor };
    this.#list(symbolFact(entry, isTold ? [signature] : [], isTold ? [line] : [], blocks, versions));
    this.#listNames(members.map((each) => `${name}.${each}`));
  }

  /**
   * The content of an API entry, and the version notes that stand directly in it.
   *
   * @param owner the class whose entry it is
   */
  #entryContent(
    content: readonly string[],
    owner: string | undefined,
  ): {
    readonly blocks: readonly Block[];
    readonly versions: readonly string[];
  } {
    this.#depth++;
    this.#classes.push(owner ?? this.#classes.at(-1) ?? "");
    const nodes = this.#parse(content);
    // Entries of autodoc without content are named in one line, which goes on.
    if (nodes.length > 0) this.#flushNames();
    // An entry inside it opens another section.
    const target = this.#captured ?? this.#section.blocks;
    const from = target.length;
    this.#walk(nodes);
    this.#classes.pop();
    this.#depth--;
    if (nodes.length > 0) this.#flushNames();
    const versions = nodes.flatMap((node) =>
      node.type === "directive" && directives.VERSION_NOTES.has(node.name) ? [node.name] : [],
    );
    return { blocks: target.slice(from), versions };
  }

  /** Of several lists the one counts that says what it is, or else the first. */
  #list(fact: SymbolFact): void {
    const { name, kind } = fact;
    const known = this.#listed.get(name);
    if (isListable(name, kind) && (known === undefined || known.kind === "unknown"))
      this.#listed.set(name, fact);
  }

  /** Names that are listed without an entry of their own: they stand where the list does. */
  #listNames(names: readonly string[], kind: SymbolKind = "unknown"): void {
    const { anchor } = this.#section;
    for (const name of names) this.#list(symbolFact({ name, kind, anchor }, [], [], [], []));
  }

  #automodule(name: string, options: ReadonlyMap<string, string>): void {
    if (name === "") return;
    this.#module = name;
    this.#entries++;
    const members = listedIn(options.get("members"));
    const listed = members.length > 0 ? `: ${members.map(codeSpan).join(", ")}` : "";
    this.#prose(`Module ${codeSpan(name)}${listed}.`);
    this.#list(symbolFact({ name, kind: "module", anchor: `module-${name}` }, [], [], [], []));
    this.#listNames(members.map((each) => `${name}.${each}`));
  }

  #autosummary({ content, options }: Directive): void {
    const names = content
      .map((line) => /^~?([\w.]+)/.exec(line.trim())?.[1])
      .filter((name) => name !== undefined)
      .map((name) => this.#qualify(name, "summary"));
    if (names.length === 0) return;
    this.#entries++;
    this.#prose(names.map(codeSpan).join(", "));
    this.#listNames(names, summaryKind(options));
  }

  /** `class` is Sphinx's directive, unless it stands outside any module and names nothing like a class: then docutils'. */
  #isApi(directive: Directive): boolean {
    const [domain, local] = splitDomain(directive.name);
    if (!directives.API_KINDS.has(local)) return false;
    if (/^(?:py|c|cpp|js)$/.test(domain)) return true;
    if (domain !== "") return false;
    return local !== "class" || this.#module !== "" || /[A-Z(.]/.test(directive.argument[0] ?? "");
  }

  #entry(directive: Directive): void {
    for (const line of directive.argument) this.#prose(`**${codeSpan(line)}**`);
    this.#content(directive.content);
  }

  /** One API entry: a section of its own, after which the section around it goes on. */
  #api(directive: Directive): void {
    const [domain, local] = splitDomain(directive.name);
    const kind = directives.API_KINDS.get(local) ?? "function";
    const python = domain === "" || domain === "py" || domain === "js";
    const written = joinContinued(directive.argument);
    const signatures = written.map((line) => (python ? parseSignature(line) : foreignSignature(line)));
    const [main] = signatures;
    if (!main || main.name === "") {
      this.#content(directive.content);
      return;
    }
    const module = this.#module;
    this.#module = directive.options.get("module") ?? module;
    const names = signatures.map((signature) =>
      python ? this.#qualify(signature.name, "nested") : signature.name,
    );
    const name = names[0] ?? main.name;
    this.#entries++;
    const own = python ? name : domain === "c" ? `c.${name}` : undefined;
    const anchor = isUnlisted(directive) ? this.#section.anchor : (own ?? this.#section.anchor);
    const outer = this.#section;
    this.#flushNames();
    if (!this.#captured) this.#open([...outer.headingPath, main.name], anchor);
    const section = this.#section;
    for (const each of new Set(names)) section.symbols.push(each);
    const lines = signatures.map((signature, i) =>
      python ? signatureLine(names[i] ?? name, signature, directive.options) : (written[i] ?? ""),
    );
    this.#emit({ type: "signature", text: lines.join("\n") });
    const owner = kind === "class" || kind === "enum" ? name : undefined;
    const { blocks, versions } = this.#entryContent(directive.content, owner);
    this.#module = module;
    for (const each of new Set(names)) {
      if (this.#facts.has(each)) continue;
      const parsed = signatures.filter((_, i) => names[i] === each);
      const shown = lines.filter((_, i) => names[i] === each);
      this.#facts.set(each, symbolFact({ name: each, kind, anchor }, parsed, shown, blocks, versions));
    }
    // Sections are flat: what follows the entry belongs to the heading around it.
    if (!this.#captured) this.#open(outer.headingPath, outer.anchor);
  }

  #qualify(written: string, how: Naming): string {
    return qualify(written, how, this.#module, this.#classes.at(-1) ?? "");
  }

  #listTable(directive: Directive): void {
    this.#caption(directive);
    this.#depth++;
    const list = this.#parse(directive.content).find((node) => node.type === "list");
    this.#depth--;
    if (list?.type !== "list") return;
    const rows = list.items.map((item) => {
      const cells = item.nodes.find((node) => node.type === "list");
      return cells?.type === "list"
        ? cells.items.map((cell) => cellText(this.#capture(() => this.#walk(cell.nodes))))
        : [];
    });
    this.#emit({
      type: "table",
      text: tableText(rows, Number(directive.options.get("header-rows") ?? 0) > 0),
    });
  }

  #csvTable(directive: Directive): void {
    const given = directive.options.get("delim") ?? ",";
    const delimiter = given === "tab" ? "\t" : given === "space" ? " " : given.slice(0, 1);
    const header = directive.options.get("header");
    const body = parseCsv(directive.content.join("\n"), delimiter);
    if (body.length === 0) return;
    this.#caption(directive);
    const head = header === undefined ? [] : parseCsv(header.replace(/\n/g, " "), delimiter);
    const rows = [...head, ...body].map((row) => row.map((cell) => this.#cell(dedent(cell.split("\n")))));
    this.#emit({
      type: "table",
      text: tableText(rows, head.length > 0 || Number(directive.options.get("header-rows") ?? 0) > 0),
    });
  }

  #caption(directive: Directive): void {
    const caption = directive.argument.join(" ");
    if (caption !== "") this.#prose(bold(this.#inline(caption)));
  }

  /** Terms at the margin, several of which may share one definition. */
  #glossary(content: readonly string[]): void {
    let terms: string[] = [];
    let at = 0;
    while (at < content.length) {
      const line = content[at] ?? "";
      const end = endOfIndented(content, at);
      if (end === at) {
        if (line !== "" && !line.startsWith("..")) terms.push(line.split(" : ")[0] ?? line);
        at++;
        continue;
      }
      const body = dedent(content.slice(at, end));
      at = end;
      if (body.length === 0) continue;
      this.#depth++;
      this.#items([
        { lead: `- ${terms.map((term) => bold(this.#inline(term))).join(", ")}: `, nodes: this.#parse(body) },
      ]);
      this.#depth--;
      terms = [];
    }
  }
}

/** An entry that Sphinx gives no anchor of its own. */
const isUnlisted = ({ options }: Directive): boolean => options.has("noindex") || options.has("no-index");
