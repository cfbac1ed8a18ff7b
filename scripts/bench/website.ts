import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { CorpusDefinition } from "../../corpora/corpus.js";
import {
  type BuiltSite,
  changeOnePercent,
  copiedSites,
  generatedSite,
  pagesIn,
  versionNotesOf,
} from "./built-sites.js";
import { callPart } from "./part.js";
import type { IndexResult, IndexSettings } from "./part-index.js";
import type { RivalResult, RivalSettings } from "./part-rival.js";
import type { SiteResult, SiteSettings } from "./part-site.js";
import type { Figure } from "./report.js";
import { listen, siteListener } from "./site-server.js";

const MEGABYTE = 1e6;

/** Crawls built websites on loopback: completeness, speed, memory, what a nightly run costs, and LangChain beside it. */
export async function measureWebsite(
  folder: string | undefined,
  classes: number,
  work: string,
  say: (text: string) => void,
): Promise<{ readonly figures: readonly Figure[]; readonly material: readonly string[] }> {
  for (const name of ["sites", "site-cache", "site-index"]) {
    await rm(join(work, name), { recursive: true, force: true });
  }
  const copies = join(work, "sites");
  const sites =
    folder === undefined ? await generatedSite(classes, copies) : await copiedSites(folder, copies);
  const mounts = Object.fromEntries(sites.map((site) => [mountOf(site), { folder: site.folder }]));
  const server = await listen(siteListener(mounts));
  try {
    const figures: Figure[] = [];
    for (const site of sites) {
      say(`Crawling ${site.id} ${site.version}`);
      figures.push(...(await measureSite(site, server.origin, work, sites.length > 1)));
    }
    const names = sites.map(({ id, version }) => `${id} ${version}`).join(", ");
    return {
      figures,
      material: [`Websites: ${folder === undefined ? "generated" : names}, served on loopback`],
    };
  } finally {
    await server.close();
  }
}

async function measureSite(
  site: BuiltSite,
  origin: string,
  work: string,
  several: boolean,
): Promise<Figure[]> {
  const label = several ? `${site.id} ${site.version}: ` : "Website: ";
  const corpus = corpusOf(site, origin);
  const crawled = await callPart<SiteSettings, SiteResult>("site", {
    ...{ corpus, cacheDir: join(work, "site-cache") },
  });
  const index = () =>
    callPart<IndexSettings, IndexResult>("index", { data: join(work, "site-index"), corpora: [corpus] });
  const first = await index();
  const again = await index();
  const changed = await changeOnePercent(site);
  const after = await index();
  const sum = (run: IndexResult, of: "pagesParsed" | "textsEmbedded"): number =>
    run.report.releases.reduce((total, release) => total + release[of], 0);
  const requests = (run: IndexResult): number =>
    run.crawls.reduce((total, crawl) => total + crawl.requests, 0);
  const fetched = after.crawls.reduce((total, { byStatus }) => total + (byStatus["200"] ?? 0), 0);
  const figures: Figure[] = [
    { name: "pages", value: crawled.pages, unit: "count" },
    ...share("symbols with a body", crawled.withBody, crawled.symbols, 0.99),
    ...(await versionNoteFigures(site, crawled)),
    {
      ...{ name: "fetch, parse and cut", value: crawled.pages / crawled.seconds, unit: "perSecond" },
      target: { atLeast: 60 },
    },
    { name: "peak memory", value: crawled.peak / MEGABYTE, unit: "megabytes", target: { atMost: 600 } },
    {
      ...{ name: "requests, nothing changed", value: requests(again), unit: "count" },
      target: { atMost: requests(first) },
    },
    {
      name: "pages parsed, nothing changed",
      value: sum(again, "pagesParsed"),
      unit: "count",
      target: { exactly: 0 },
    },
    {
      name: "texts embedded, nothing changed",
      value: again.report.textsEmbedded,
      unit: "count",
      target: { exactly: 0 },
    },
    { name: "pages changed", value: changed, unit: "count" },
    { name: "pages fetched whole then", value: fetched, unit: "count", target: { exactly: changed } },
    {
      name: "pages parsed then",
      value: sum(after, "pagesParsed"),
      unit: "count",
      target: { exactly: changed },
    },
    { name: "texts embedded then", value: sum(after, "textsEmbedded"), unit: "count" },
    { name: "boilerplate left", value: crawled.boilerplate, unit: "share" },
    { name: "time", value: crawled.seconds, unit: "seconds" },
    ...(await rivalFigures(site, origin)),
  ];
  return figures.map((figure) => ({ ...figure, name: `${label}${figure.name}` }));
}

const mountOf = ({ id, version }: BuiltSite): string => `/${id}/${version}/`;

const corpusOf = (site: BuiltSite, origin: string): CorpusDefinition => ({
  ...{ id: site.id, name: site.id, homepage: "https://docs.example/", versions: "loose" },
  sources: [
    {
      ...{ kind: "website", url: `${origin}${mountOf(site)}`, releases: [{ version: site.version }] },
      ...{ allow: ["127.0.0.1"], minimumCoverage: 0 },
      limits: { concurrency: 16, requestsPerSecond: 1000 },
    },
  ],
});

const share = (name: string, part: number, whole: number, atLeast: number): Figure[] =>
  whole === 0 ? [] : [{ name, value: part / whole, unit: "share", target: { atLeast } }];

/** Blocks "added", "changed" and "deprecated" of the pages that are in the index with their version. */
async function versionNoteFigures(site: BuiltSite, { versionNotes }: SiteResult): Promise<Figure[]> {
  let [there, all] = [0, 0];
  for (const path of await pagesIn(site.folder)) {
    const indexed = [...(versionNotes[`${site.version}/${path}`] ?? [])];
    for (const version of await versionNotesOf(join(site.folder, path))) {
      all += 1;
      const at = indexed.indexOf(version);
      if (at === -1) continue;
      indexed.splice(at, 1);
      there += 1;
    }
  }
  return share("version notes with their version", there, all, 1);
}

async function rivalFigures(site: BuiltSite, origin: string): Promise<Figure[]> {
  const start = mountOf(site);
  const figures: Figure[] = [];
  for (const loader of ["RecursiveUrlLoader", "CheerioWebBaseLoader"] as const) {
    const rival = await callPart<RivalSettings, RivalResult>("rival", {
      ...{ loader, origin, start, folder: site.folder },
    });
    figures.push(
      { name: `${loader}, pages found`, value: rival.pages, unit: "count" },
      { name: `${loader}, boilerplate left`, value: rival.boilerplate, unit: "share" },
      ...(rival.symbols > 0
        ? [{ name: `${loader}, symbols named`, value: rival.named / rival.symbols, unit: "share" } as const]
        : []),
      { name: `${loader}, time`, value: rival.seconds, unit: "seconds" },
    );
  }
  return figures;
}
