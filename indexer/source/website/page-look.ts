import { createHash } from "node:crypto";
import { Parser } from "htmlparser2";
import { scriptTarget } from "./stub.js";
import { documentationOption, sourceLinkVersion, titleVersion } from "./versions/page-statements.js";

/** Raised whenever the same page would be seen otherwise. */
export const LOOK_VERSION = 1;

/** What the crawl needs to know of a page, seen in one pass without building a tree. Addresses are absolute. */
export interface PageLook {
  readonly title: string;
  /** First heading of the first level. */
  readonly heading: string;
  /** Where links, image maps and frames lead: http(s) only, without fragments, each once. */
  readonly links: readonly string[];
  /** Words of the menus (`option`): version choosers without links have only these. */
  readonly choices: readonly string[];
  /** Where `meta http-equiv=refresh` sends the reader. */
  readonly refresh: string | undefined;
  /** Where a script sends the reader at once, if the page has nothing else. */
  readonly script: string | undefined;
  /** The words outside navigation, header and footer. */
  readonly text: {
    readonly length: number;
    /** SHA-256 of the words, hexadecimal. */
    readonly hash: string;
    /** The first of them. */
    readonly start: string;
  };
  readonly asksPassword: boolean;
  /** Versions that the page says it belongs to, the surest first. */
  readonly stated: readonly string[];
  /** `content` of the `meta` elements that tell about a host's version list, by name. */
  readonly metas: Readonly<Record<string, string>>;
  /** Address of the list of versions that the page's own version chooser reads. */
  readonly versionList: string | undefined;
}

const SILENT = new Set(["script", "style", "noscript", "template", "svg", "title", "select", "button"]);
const AROUND = new Set(["nav", "header", "footer", "aside"]);
const VOID = new Set(["meta", "link", "base", "img", "br", "hr", "input", "area", "frame", "source", "wbr"]);
const KEPT_METAS =
  /^(readthedocs-.*|docsearch:version|docusaurus_version|version|doc(umentation)?[-_]version)$/i;
const STATING_METAS = ["docsearch:version", "docusaurus_version", "version", "doc-version", "doc_version"];
const START_LENGTH = 300;
/** A page with more words than this is read, whatever its scripts do. */
const STUB_LENGTH = 200;
const LONGEST_SCRIPT = 20_000;

export function lookAt(html: string, url: URL): PageLook {
  const links = new Set<string>();
  const choices = new Set<string>();
  const metas: Record<string, string> = {};
  const sources: string[] = [];
  const scripts: string[] = [];
  const words = createHash("sha256");
  const open: { readonly name: string; readonly silent: boolean; readonly version: boolean }[] = [];
  let silent = 0;
  let [title, heading, shown, start, versionBox] = ["", "", 0, "", ""];
  let headings = 0;
  let base = url;
  let refresh: string | undefined;
  let asksPassword = false;
  let script = "";

  const absolute = (address: string): string | undefined => {
    const trimmed = address.trim();
    if (trimmed === "" || trimmed.startsWith("#") || !URL.canParse(trimmed, base.href)) return undefined;
    const target = new URL(trimmed, base);
    target.hash = "";
    return /^https?:$/.test(target.protocol) ? target.href : undefined;
  };

  const readMeta = (attributes: Readonly<Record<string, string>>): void => {
    const content = attributes["content"] ?? "";
    if (/^refresh$/i.test(attributes["http-equiv"] ?? "")) {
      const target = /^\s*[\d.]*\s*[;,]?\s*url\s*=\s*(["']?)(.*)\1\s*$/i.exec(content)?.[2];
      refresh ??= target === undefined ? undefined : absolute(target);
    }
    const name = (attributes["name"] ?? attributes["property"] ?? "").toLowerCase();
    if (KEPT_METAS.test(name) && content !== "") metas[name] ??= content;
  };

  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === "base") {
        const target = absolute(attributes["href"] ?? "");
        if (target !== undefined) base = new URL(target);
      } else if (name === "meta") readMeta(attributes);
      else if (name === "input") asksPassword ||= /^password$/i.test(attributes["type"] ?? "");
      else if (name === "a" || name === "area" || name === "frame") {
        const target = absolute(attributes["href"] ?? attributes["src"] ?? "");
        if (target !== undefined) {
          links.add(target);
          if (sourceLinkVersion(target) !== undefined) sources.push(target);
        }
      } else if (name === "option") {
        const value = attributes["value"] ?? "";
        const target = /^(https?:|\/|\.)/.test(value) ? absolute(value) : undefined;
        if (target !== undefined) links.add(target);
      }
      if (name === "h1") headings += 1;
      if (VOID.has(name)) return;
      const quiet =
        SILENT.has(name) ||
        AROUND.has(name) ||
        /^(navigation|banner|contentinfo)$/.test(attributes["role"] ?? "");
      const version = /(^|\s)version(\s|$)/.test(attributes["class"] ?? "");
      open.push({ name, silent: quiet, version });
      if (quiet) silent += 1;
    },
    ontext(text) {
      const within = open.at(-1);
      if (within?.name === "title" && open.every(({ name }) => name !== "svg")) title += text;
      else if (within?.name === "script") {
        if (script.length < LONGEST_SCRIPT) script += text;
      } else if (within?.name === "option") {
        if (text.trim() !== "") choices.add(text.trim());
      } else if (versionBox.length < 40 && open.some(({ version }) => version)) versionBox += text;
      if (silent > 0) return;
      if (headings === 1 && open.some(({ name }) => name === "h1")) heading += text;
      for (const word of text.split(/\s+/)) {
        if (word === "") continue;
        words.update(word).update(" ");
        shown += word.length + 1;
        if (start.length < START_LENGTH) start += `${word} `;
      }
    },
    onclosetag(name) {
      if (name === "script") {
        if (script !== "") scripts.push(script);
        script = "";
      }
      const at = open.findLastIndex((element) => element.name === name);
      if (at === -1) return;
      for (const element of open.splice(at)) if (element.silent) silent -= 1;
    },
  });
  parser.write(html);
  parser.end();

  const code = scripts.join("\n");
  const target = shown <= STUB_LENGTH ? scriptTarget(code) : undefined;
  const list = documentationOption(code, "theme_switcher_json_url");
  const stated = [
    documentationOption(code, "VERSION"),
    documentationOption(code, "theme_switcher_version_match"),
    titleVersion(title),
    ...STATING_METAS.map((name) => metas[name]),
    versionBox.trim(),
    mostFrequent(sources.map((link) => sourceLinkVersion(link) ?? "")),
  ];
  return {
    title: title.replace(/\s+/g, " ").trim(),
    heading: heading.replace(/\s+/g, " ").trim(),
    links: [...links],
    choices: [...choices],
    refresh,
    script: target === undefined ? undefined : absolute(target),
    text: { length: shown, hash: words.digest("hex"), start: start.trim() },
    asksPassword,
    stated: stated.flatMap((version) => version || []),
    metas,
    versionList: list === undefined ? undefined : absolute(list),
  };
}

function mostFrequent(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
}
