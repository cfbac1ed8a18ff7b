import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { KbError } from "../../corpora/errors.js";
import type { Change } from "../history/change.js";
import { codeNames } from "../history/code-names.js";
import { findChanges } from "../history/find-changes.js";
import { resolveInherited } from "../history/inherited.js";
import { livesApart, livesOfNames } from "../history/life.js";
import { notesOfPairs } from "../history/notes/linked-notes.js";
import { readParameters } from "../history/parameter.js";
import { pairsBetween } from "../history/release-pairs.js";
import { resolveSymbol } from "../history/resolve-symbol.js";
import { type ProjectVersion, readProject } from "../project.js";
import { positionsIn } from "../python/tree.js";
import { usesIn } from "../python/uses.js";
import { type CorpusRelease, isVisible, resolveRelease, visibleAt } from "../release.js";
import type { OpenCorpus } from "../search.js";
import { type PythonFiles, readPythonFiles } from "./python-files.js";
import { touches, type UpgradeUse } from "./touches.js";
import { usedName } from "./used-name.js";

export interface UpgradeOptions {
  /** The project's folder, or one of its requirements, lock or manifest files. */
  readonly project: string;
  /** The version wanted, by id, alias or package of a corpus. Default: the newest stable one that is indexed. */
  readonly to?: Readonly<Record<string, string>> | undefined;
}

/** What `kb upgrade --json` prints and `kb.upgrade()` returns. */
export interface UpgradeResult {
  readonly project: string;
  /** Python files of the project's own that were read. */
  readonly files: number;
  readonly dependencies: readonly DependencyUpgrade[];
  /** What could not be read, compared or told. */
  readonly problems: readonly { readonly file: string; readonly reason: string }[];
  readonly snapshot: string;
}

/** One dependency whose library is indexed, from the version that the project pins to the one wanted. */
export interface DependencyUpgrade {
  readonly library: string;
  readonly libraryName: string;
  readonly package: string;
  /** Where the project says which version it uses. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Names of the library that the project's code uses and the index knows. */
  readonly used: number;
  /** Used symbols that change, by name. */
  readonly affected: readonly AffectedSymbol[];
}

export interface AffectedSymbol {
  readonly symbol: string;
  readonly changes: readonly Change[];
  readonly places: readonly { readonly file: string; readonly line: number; readonly written: string }[];
}

/**
 * Which APIs that a project's Python code uses change between the version it pins and the one wanted.
 *
 * @param libraries an indexed corpus for a dependency, or undefined where there is none
 * @throws KbError USAGE, PROJECT_UNREADABLE, VERSION_INVALID; VERSION_NOT_INDEXED for a version asked for in `to`
 */
export async function upgradeProject(
  options: UpgradeOptions,
  snapshot: string,
  libraries: (version: ProjectVersion) => Promise<OpenCorpus | undefined>,
): Promise<UpgradeResult> {
  const reading = await readProject(options.project);
  const folder = (await stat(options.project)).isDirectory() ? options.project : dirname(options.project);
  const python = await readPythonFiles(folder);
  const uses = usesOf(python);
  const problems = [...reading.problems, ...python.problems];
  const dependencies: DependencyUpgrade[] = [];
  /** Libraries whose pinned version is not indexed. */
  const unread: string[] = [];
  for (const pinned of reading.versions.filter(({ ecosystem }) => ecosystem === "pypi")) {
    const corpus = await libraries(pinned);
    if (!corpus) continue;
    const to = resolveRelease(corpus.id, corpus.state, options.to?.[corpus.id]);
    try {
      const from = resolveRelease(corpus.id, corpus.state, pinned.request, pinned.file);
      dependencies.push(await compareDependency(corpus, pinned, from, to, uses));
    } catch (error) {
      if (!(error instanceof KbError)) throw error;
      unread.push(corpus.id);
      problems.push({ file: pinned.file, reason: error.message });
    }
  }
  for (const wanted of Object.keys(options.to ?? {})) {
    const isTold = [...dependencies.map(({ library }) => library), ...unread].includes(wanted);
    const reason = `nothing here says which version of ${wanted} is used, so there is none to compare with`;
    if (!isTold) problems.push({ file: options.project, reason });
  }
  return { project: options.project, files: python.texts.size, dependencies, problems, snapshot };
}

interface PlacedUse extends UpgradeUse {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

const usesOf = ({ texts }: PythonFiles): readonly PlacedUse[] =>
  [...texts].flatMap(([file, text]) => {
    const positionOf = positionsIn(text);
    return usesIn(text).uses.flatMap(({ path, spans, importedAs, call }): PlacedUse[] => {
      const name = usedName(path);
      if (name === undefined) return [];
      const { line } = positionOf(spans.at(-1)?.from ?? 0);
      const passed = call && { ...call, keywords: call.keywords.map((keyword) => keyword.name) };
      return [{ file, line, name, isImport: importedAs !== undefined, call: passed }];
    });
  });

async function compareDependency(
  corpus: OpenCorpus,
  pinned: ProjectVersion,
  from: CorpusRelease,
  to: CorpusRelease,
  uses: readonly PlacedUse[],
): Promise<DependencyUpgrade> {
  const { symbols } = corpus.tables;
  const bySymbol = await knownUses(corpus, from, uses);
  const names = [...bySymbol.keys()];
  const own = await livesOfNames(symbols, names);
  const apart = from.key < to.key ? await livesApart(symbols, from.key, to.key) : [];
  const pairs = from.key < to.key ? pairsBetween(from, to, corpus.state) : [];
  const place = { library: corpus.id, corpus: corpus.state, tables: corpus.tables };
  const notes = await notesOfPairs(place, pairs);
  const changes = await findChanges(
    { ...place, symbols, code: codeNames(corpus), lives: apart, notes },
    pairs,
  );
  const affected = names.sort().flatMap((symbol): AffectedSymbol[] => {
    const parametersAt = (release: CorpusRelease) => {
      const life = own.find((other) => other.name === symbol && isVisible(other, release));
      return life ? readParameters(life) : [];
    };
    const [before, after] = [parametersAt(from), parametersAt(to)];
    const touched = changes.filter((change) => change.symbol === symbol);
    const felt = (bySymbol.get(symbol) ?? []).map((use) => ({
      use,
      changes: touched.filter((change) => touches(change, use, before, after)),
    }));
    const all = touched.filter((change) => felt.some((each) => each.changes.includes(change)));
    const places = new Map(
      felt.flatMap(({ use: { file, line, name }, changes: own }) =>
        own.length > 0 ? [[`${file}:${line}`, { file, line, written: name }] as const] : [],
      ),
    );
    return all.length > 0 ? [{ symbol, changes: all, places: [...places.values()] }] : [];
  });
  return {
    library: corpus.id,
    libraryName: corpus.state.name,
    package: pinned.package,
    file: pinned.file,
    from: from.version,
    to: to.version,
    used: names.length,
    affected,
  };
}

/** Uses by the symbol that they mean in the pinned release; a name that the index does not know means none. */
async function knownUses(
  corpus: OpenCorpus,
  from: CorpusRelease,
  uses: readonly PlacedUse[],
): Promise<Map<string, PlacedUse[]>> {
  const roots = await rootsOf(corpus, from);
  const written = new Map<string, PlacedUse[]>();
  for (const use of uses.filter(({ name }) => roots.has(name.split(".", 1)[0] ?? ""))) {
    written.set(use.name, [...(written.get(use.name) ?? []), use]);
  }
  const known = new Map<string, PlacedUse[]>();
  for (const [name, own] of written) {
    const found = await resolveSymbol(corpus.tables.symbols, name, from);
    const resolved = (await resolveInherited(corpus.tables.symbols, name, from, found)) ?? found;
    const [symbol] = resolved?.names ?? [];
    if (!resolved || symbol === undefined || resolved.match === "ending") continue;
    known.set(symbol, [...(known.get(symbol) ?? []), ...own]);
  }
  return known;
}

/** What the library's names begin with: `sklearn`, not `scikit-learn`. */
async function rootsOf(corpus: OpenCorpus, from: CorpusRelease): Promise<ReadonlySet<string>> {
  const rows = await corpus.tables.symbols.rows<{ name: string }>(["name"], visibleAt(from));
  return new Set(rows.map(({ name }) => name.split(".", 1)[0] ?? ""));
}
