import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CheerioWebBaseLoader } from "@langchain/community/document_loaders/web/cheerio";
import { RecursiveUrlLoader } from "@langchain/community/document_loaders/web/recursive_url";
import { parseInventory } from "../../indexer/source/website/discovery/inventory.js";
import { boilerplateShare } from "./boilerplate.js";
import { pagesIn } from "./built-sites.js";
import { runPart } from "./part.js";

export interface RivalSettings {
  readonly loader: "RecursiveUrlLoader" | "CheerioWebBaseLoader";
  /** The site on loopback. */
  readonly origin: string;
  /** Path of the release's first page. */
  readonly start: string;
  /** The site on disk: its inventory, and its pages for the loader that finds none itself. */
  readonly folder: string;
}

export interface RivalResult {
  readonly pages: number;
  readonly boilerplate: number;
  readonly symbols: number;
  /** Symbols whose page was loaded and names them, with more words than a signature has. */
  readonly named: number;
  readonly seconds: number;
}

/** LangChain refuses loopback: it is given a public name, and its requests for that go to loopback. */
const PUBLIC = "http://docs.example.com";
const TOGETHER = 16;
const LEAST_WORDS = 20;

interface Loaded {
  readonly pageContent: string;
  readonly metadata: Record<string, unknown>;
}

await runPart(async ({ loader, origin, start, folder }: RivalSettings): Promise<RivalResult> => {
  const pages = (await pagesIn(folder)).map((path) => `${start}${path}`);
  const symbols = await symbolsOf(folder, start);
  const loopback = globalThis.fetch;
  globalThis.fetch = (input, init) => loopback(String(input).replace(PUBLIC, origin), init);
  const started = performance.now();
  const loaded = loader === "RecursiveUrlLoader" ? await recursive(start) : await oneByOne(pages);
  const seconds = (performance.now() - started) / 1000;
  const texts = new Map<string, string>();
  for (const { pageContent, metadata } of loaded) {
    const path = new URL(String(metadata["source"])).pathname;
    if (!texts.has(path)) texts.set(path, pageContent);
  }
  const named = symbols.filter(({ name, page }) => {
    const text = texts.get(page) ?? "";
    return text.includes(name.split(".").at(-1) ?? name) && text.split(/\s+/).length > LEAST_WORDS;
  });
  return {
    pages: texts.size,
    boilerplate: boilerplateShare([...texts.values()]),
    symbols: symbols.length,
    named: named.length,
    seconds,
  };
});

/** Symbols that the site's inventory lists, with the path of their page. */
async function symbolsOf(folder: string, start: string) {
  const bytes = await readFile(join(folder, "objects.inv")).catch(() => undefined);
  const inventory = bytes && (await parseInventory(bytes));
  return (inventory?.entries ?? [])
    .filter(({ domain, role }) => domain === "py" && role !== "module")
    .map(({ name, address }) => ({ name, page: `${start}${address.replace(/#.*$/, "")}` }));
}

function recursive(start: string): Promise<readonly Loaded[]> {
  return new RecursiveUrlLoader(`${PUBLIC}${start}`, {
    ...{ maxDepth: 10, preventOutside: true, timeout: 60_000 },
    extractor: withoutTags,
  }).load();
}

/** It loads one page: which ones there are, it must be told. */
async function oneByOne(paths: readonly string[]): Promise<readonly Loaded[]> {
  const loaded: Loaded[] = [];
  for (let at = 0; at < paths.length; at += TOGETHER) {
    const batch = paths.slice(at, at + TOGETHER);
    const results = await Promise.all(
      batch.map((path) => new CheerioWebBaseLoader(`${PUBLIC}${path}`).load()),
    );
    loaded.push(...results.flat());
  }
  return loaded;
}

/** The loader leaves the extraction to its user; its own default is the raw HTML. */
function withoutTags(html: string): string {
  return html
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, " ")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
}
