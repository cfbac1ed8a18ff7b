import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isVersion, versionKey } from "../../corpora/version.js";
import { type KnowledgeBase, openKnowledgeBase } from "../../query/knowledge-base.js";
import { type AbstentionRow, readAbstentionRows } from "./abstention/rows.js";
import { type IndexedSymbols, readSymbols } from "./confidence/index-symbols.js";
import { corpusIdOf } from "./evaluation-index.js";

export interface AbstentionOptions {
  /** Holds eval/dev/abstention.jsonl.gz. */
  readonly shared: string;
  readonly out: string;
  /** Data folders of the indexes that are asked. */
  readonly data: string;
  readonly releases: string;
  readonly model: string | undefined;
}

interface Side {
  readonly row: AbstentionRow;
  /** Which release was asked, and why that one; or why none could be. */
  readonly how: string;
  readonly side: "absent" | "mirror" | "replacement";
  /** Undefined where nothing could be asked. */
  readonly right: boolean | undefined;
  readonly said: string;
}

type Base = { readonly kb: KnowledgeBase; readonly all: readonly IndexedSymbols[] };

/**
 * Asks about symbols of which others say that a release does not have them, and, so that always refusing does not
 * win, about the same symbols at a release that has them, or what replaced them. Where the release itself is not indexed, the
 * nearest later one is asked, if no indexed release has the symbol: what was gone stayed away.
 */
export async function evaluateAbstention(options: AbstentionOptions): Promise<string> {
  const rows = await readAbstentionRows(options.shared);
  const bases: Base[] = [];
  for (const data of new Set([options.releases, options.data])) {
    const kb = await openKnowledgeBase({ data, embedder: { model: options.model } });
    bases.push({ kb, all: await readSymbols(data, options.model) });
  }
  const sides: Side[] = [];
  try {
    for (const row of rows) {
      sides.push(await absentSide(row, bases), await presentSide(row, bases));
      const replacement = await replacementSide(row, bases);
      if (replacement) sides.push(replacement);
    }
  } finally {
    for (const { kb } of bases) await kb.close();
  }
  await mkdir(options.out, { recursive: true });
  const report = render(sides);
  await writeFile(join(options.out, "abstention.md"), report);
  return report;
}

const releasesOf = (row: AbstentionRow, bases: readonly Base[]) =>
  bases.flatMap(({ kb, all }) =>
    all.filter(({ library }) => library === corpusIdOf(row.library)).map((known) => ({ kb, known })),
  );

const isThere = ({ names }: IndexedSymbols, symbol: string): boolean => names.has(symbol.toLowerCase());

async function absentSide(row: AbstentionRow, bases: readonly Base[]): Promise<Side> {
  const side = { row, side: "absent" as const };
  if (!/^[\w.]+$/.test(row.symbol)) return { ...side, how: "no plain name", right: undefined, said: "" };
  const all = releasesOf(row, bases);
  const exact = all.find(({ known }) => known.release.version === row.version);
  const later = all
    .filter(({ known }) => isLater(known.release.version, row.version))
    .sort((a, b) => (a.known.release.key < b.known.release.key ? -1 : 1));
  const asked = exact ?? (all.some(({ known }) => isThere(known, row.symbol)) ? undefined : later[0]);
  if (!asked) {
    const how = later.length > 0 ? "came later; no release before it is indexed" : "release not indexed";
    return { ...side, how, right: undefined, said: "" };
  }
  const { library, release } = asked.known;
  const result = await asked.kb.query({
    question: `What does ${row.symbol} do?`,
    library,
    version: release.version,
  });
  const right = result.missing.some(({ name }) => name === row.symbol);
  const how = exact ? "that release" : `the nearest later release, ${release.version}`;
  return { ...side, how, right, said: `${result.confidence}: ${result.reasons[0] ?? ""}` };
}

const presentSide = async (row: AbstentionRow, bases: readonly Base[]): Promise<Side> => {
  const asked = releasesOf(row, bases).find(({ known }) => isThere(known, row.symbol));
  const side = { row, side: "mirror" as const };
  return asked
    ? { ...side, ...(await askPresent(row.symbol, asked)) }
    : { ...side, how: "no release that has it is indexed", right: undefined, said: "" };
};

async function replacementSide(row: AbstentionRow, bases: readonly Base[]): Promise<Side | undefined> {
  const name = row.expect_replacement;
  if (name === null || !/^[\w.]+$/.test(name)) return undefined;
  const asked = releasesOf(row, bases).find(({ known }) => isThere(known, name));
  return asked && { row, side: "replacement", ...(await askPresent(name, asked)) };
}

async function askPresent(
  symbol: string,
  { kb, known }: { readonly kb: KnowledgeBase; readonly known: IndexedSymbols },
): Promise<Pick<Side, "how" | "right" | "said">> {
  const { library, release } = known;
  const result = await kb.query({ question: `What does ${symbol} do?`, library, version: release.version });
  const said = `${result.confidence}: ${result.reasons[0] ?? ""}`;
  return {
    how: `${library} ${release.version}`,
    right: result.verified && result.missing.length === 0,
    said,
  };
}

const isLater = (version: string, than: string): boolean =>
  isVersion("pep440", version) && versionKey("pep440", version) > versionKey("pep440", than);

function render(sides: readonly Side[]): string {
  const groups = new Map<string, Side[]>();
  for (const side of sides) {
    const key = `${side.row.library} ${side.row.version} | ${side.side} | ${side.how}`;
    groups.set(key, [...(groups.get(key) ?? []), side]);
  }
  const wrong = sides.filter(({ right }) => right === false);
  return [
    "# Abstention",
    "",
    "`absent`: is said not to be there. `mirror`: the same symbol at a release that has it is answered. `replacement`: what replaced it is.",
    "",
    "| release | side | asked | rows | right |",
    "| --- | --- | --- | ---: | ---: |",
    ...[...groups].map(([key, own]) => {
      const measured = own.filter(({ right }) => right !== undefined);
      const right =
        measured.length === 0 ? "cannot measure" : `${own.filter((side) => side.right === true).length}`;
      return `| ${key} | ${own.length} | ${right} |`;
    }),
    "",
    ...(wrong.length > 0 ? ["## Wrong", ""] : []),
    ...wrong.map(({ row, side, how, said }) => `- ${row.symbol} (${side}, ${how}): ${said}`),
    "",
  ].join("\n");
}
