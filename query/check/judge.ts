import { readDeprecation } from "../history/compare-symbols.js";
import { livesOfNames, type SymbolLife } from "../history/life.js";
import { indexNames, type NameIndex } from "../history/nearest-names.js";
import { type Parameter, readParameters, takesKeyword } from "../history/parameter.js";
import { type CorpusRelease, isVisible } from "../release.js";
import { leafOf } from "../store/terms.js";
import { urlOf } from "../url.js";
import { callProblems } from "./call-problems.js";
import type { Suspicion } from "./check-source.js";
import { closeKeyword, closeName } from "./close-names.js";
import type { CheckEvidence, CheckFinding, Rule, Severity } from "./finding.js";
import { removedBefore } from "./legacy-patterns.js";
import type { CheckedLibrary, LibraryRelease } from "./library-release.js";
import { type Resolved, resolvePath } from "./resolve-path.js";

/** What a suspicion comes to, apart from where it stands. */
export type Judgement = Pick<
  CheckFinding,
  "rule" | "severity" | "message" | "library" | "version" | "name" | "nearest" | "replacement" | "evidence"
>;

const SEVERITY_OF: Readonly<Record<Rule, Severity>> = {
  "removed-name": "error",
  "future-name": "error",
  "unknown-name": "error",
  "refused-name": "error",
  "unknown-keyword": "error",
  "removed-keyword": "error",
  "future-keyword": "error",
  "too-many-arguments": "error",
  "deprecated-name": "warning",
  "deprecated-keyword": "warning",
  "legacy-pattern": "warning",
  "changed-default": "note",
};

const NO_ATTRIBUTES: ReadonlySet<string> = new Set();

/** Asks the other releases and the documentation about what seems wrong. The same suspicion is judged once. */
export function createJudge(): (suspicion: Suspicion) => Promise<Judgement | undefined> {
  const known = new Map<string, Promise<Judgement | undefined>>();
  return (suspicion) => {
    const { library, what, path } = suspicion;
    const about =
      what.type === "missing"
        ? [what.missing.owner, path.split(".").slice(0, what.missing.part + 1)]
        : what.type === "told"
          ? [what.rule, what.message]
          : [path, what];
    const key = JSON.stringify([library.corpus.id, library.used.release.version, what.type, about]);
    const judged = known.get(key) ?? judge(suspicion);
    known.set(key, judged);
    return judged;
  };
}

async function judge(suspicion: Suspicion): Promise<Judgement | undefined> {
  const { library, what } = suspicion;
  const version = library.used.release.version;
  const named = { library: library.corpus.id, version };
  switch (what.type) {
    case "missing":
      return judgeMissing(suspicion, what.missing);
    case "keyword":
      return judgeKeyword(suspicion, what);
    case "positional": {
      const message = `${what.symbol} takes ${what.most} ${what.most === 1 ? "argument" : "arguments"} by position in ${nameOf(library)} ${version}: ${what.given} are given`;
      const evidence = await evidenceOf(library, library.used.release, what.symbol);
      return finding("too-many-arguments", { ...named, message, name: what.symbol, evidence });
    }
    case "told": {
      const { rule, message, symbol, replacement, quotation } = what;
      const evidence = await evidenceOf(library, library.used.release, symbol, quotation);
      return finding(rule, { ...named, message, name: symbol, replacement, evidence });
    }
  }
}

const finding = (
  rule: Rule,
  told: Omit<Judgement, "rule" | "severity" | "nearest" | "replacement"> & Partial<Judgement>,
): Judgement => ({ rule, severity: SEVERITY_OF[rule], nearest: [], replacement: null, ...told });

const nameOf = ({ corpus }: CheckedLibrary): string => corpus.state.name;

async function judgeMissing(
  { library, path }: Suspicion,
  missing: Extract<Resolved, { type: "missing" }>,
): Promise<Judgement | undefined> {
  const { release } = library.used;
  const { isDocumented } = missing;
  const parts = path.split(".").slice(0, missing.part + 1);
  const leaf = (parts.at(-1) ?? "").replaceAll("()", "");
  const called = [...parts.slice(0, -1), leaf].join(".");
  const name = `${missing.owner}.${leaf}`;
  const common = { library: library.corpus.id, version: release.version, name };
  const there = `${nameOf(library)} ${release.version}`;
  if (missing.refusal !== undefined) {
    const quotation = missing.refusal;
    return finding("refused-name", {
      ...{ ...common, message: `${there} refuses ${name}` },
      evidence: [{ version: release.version, url: null, reference: referenceOf(release), quotation }],
    });
  }
  const others = await releasesThatHave(called, library, isDocumented);
  const earlier = others.findLast(({ release: other }) => other.key < release.key);
  const later = others.find(({ release: other }) => other.key > release.key);
  const legacy = isDocumented ? await compatName(name, library) : undefined;
  const past = isDocumented ? removedBefore(library.corpus.id, called, release.version) : undefined;
  if (missing.isOpen && !earlier && !later && legacy === undefined && past === undefined) return undefined;
  const absent = { version: release.version, url: null, reference: referenceOf(release), quotation: "" };
  const nearest = await nearestOf(name, missing, library);
  if (earlier) {
    const evidence = await evidenceOf(library, earlier.release, await symbolIn(called, earlier, library));
    const last = await lastWords(library, earlier, called);
    const message = `${name} is not in ${there}: it was there in ${earlier.release.version}`;
    return finding("removed-name", {
      ...common,
      message,
      nearest,
      replacement: last,
      evidence: [...evidence, absent],
    });
  }
  if (later) {
    const evidence = await evidenceOf(library, later.release, await symbolIn(called, later, library));
    const message = `${name} is not in ${there}: it is in ${later.release.version}`;
    return finding("future-name", { ...common, message, nearest, evidence: [...evidence, absent] });
  }
  const message = `${there} has no ${name}`;
  if (past !== undefined)
    return finding("removed-name", { ...common, message: `${message}: ${past}`, evidence: [absent] });
  if (legacy !== undefined) {
    const evidence = await evidenceOf(library, release, legacy);
    return finding("removed-name", {
      ...{ ...common, message: `${message}: it is of TensorFlow 1` },
      ...{ nearest: [], replacement: legacy, evidence },
    });
  }
  return finding("unknown-name", { ...common, message, nearest, evidence: [absent] });
}

async function releasesThatHave(
  path: string,
  library: CheckedLibrary,
  isDocumented: boolean,
): Promise<readonly LibraryRelease[]> {
  const found: LibraryRelease[] = [];
  for (const other of await library.others()) {
    // A release that another kind of source was read for says nothing about this one.
    const isThere = isDocumented
      ? sharesSource(other, library.used) && (await other.toldInFull()).has(path.replaceAll("()", ""))
      : other.names !== undefined && isBound(resolvePath(path, other.names, NO_ATTRIBUTES));
    if (isThere) found.push(other);
  }
  return found;
}

const sharesSource = (a: LibraryRelease, b: LibraryRelease): boolean =>
  Object.keys(a.release.sources).some((source) => source in b.release.sources);

/**
 * `tf.Session` of TensorFlow 1 stands in TensorFlow 2 as `tf.compat.v1.Session`. A name that something else there bears
 * as well is no proof: `tf.reduce_mean` is another name of `tf.math.reduce_mean`, which not every page tells. Nor is one
 * of Keras, which has many such and is no part of TensorFlow 1's own.
 */
async function compatName(name: string, library: CheckedLibrary): Promise<string | undefined> {
  const [root, ...rest] = name.split(".");
  if (root !== "tf" || rest[0] === "compat" || rest[0] === "keras") return undefined;
  const compat = `tf.compat.v1.${rest.join(".")}`;
  const documented = await library.used.documented();
  if (!documented.has(compat)) return undefined;
  const leaf = `.${leafOf(name)}`;
  const isElsewhere = [...documented.keys()].some(
    (other) => other.toLowerCase().endsWith(leaf) && !other.startsWith("tf.compat."),
  );
  return isElsewhere ? undefined : compat;
}

async function symbolIn(
  path: string,
  { names, documented }: LibraryRelease,
  library: CheckedLibrary,
): Promise<string> {
  const plain = path.replaceAll("()", "");
  if (!names) return (await documented()).get(library.displayOf(plain)) ?? plain;
  const resolved = resolvePath(path, names, NO_ATTRIBUTES);
  return (resolved.type === "found" ? resolved.symbol : undefined) ?? plain;
}

/** What the last release that had it said to use instead. */
async function lastWords(
  library: CheckedLibrary,
  earlier: LibraryRelease,
  path: string,
): Promise<string | null> {
  const symbol = await symbolIn(path, earlier, library);
  const lives = await livesOfNames(library.corpus.tables.symbols, [symbol]);
  const last = lives.find((life) => isVisible(life, earlier.release));
  return (last && readDeprecation(last.deprecated)?.replacement) ?? null;
}

/** The parameters that a keyword names in the rows of what is called, release by release, oldest first. */
async function rowsTaking(
  keyword: string,
  library: CheckedLibrary,
  path: string,
): Promise<readonly { readonly release: LibraryRelease; readonly parameter: Parameter }[]> {
  const releases = (await library.others()).filter(({ names }) => names !== undefined);
  const symbols = await Promise.all(releases.map((other) => symbolIn(path, other, library)));
  const lives = await livesOfNames(library.corpus.tables.symbols, [...new Set(symbols)]);
  return releases.flatMap((release, at) =>
    lives
      .filter((life) => life.name === symbols[at] && isVisible(life, release.release))
      .flatMap((life) => readParameters(life))
      .filter((parameter) => parameter.name === keyword && takesKeyword(parameter))
      .map((parameter) => ({ release, parameter })),
  );
}

const documentedNames = new WeakMap<LibraryRelease, Promise<NameIndex>>();

/** The name of the release that may be meant: of the same module or class, or one that is documented. */
async function nearestOf(
  name: string,
  { owner, ownerKind, siblings }: Extract<Resolved, { type: "missing" }>,
  { used }: CheckedLibrary,
): Promise<readonly string[]> {
  const documented =
    documentedNames.get(used) ?? used.documented().then((names) => indexNames(new Set(names.values())));
  documentedNames.set(used, documented);
  const own = indexNames(siblings.map((sibling) => `${owner}.${sibling}`));
  return closeName(name, ownerKind, [own, await documented]);
}

async function judgeKeyword(
  { library, path }: Suspicion,
  { keyword, symbol, free }: Extract<Suspicion["what"], { type: "keyword" }>,
): Promise<Judgement> {
  const { release } = library.used;
  const call = { positional: 0, spread: false, keywords: [{ name: keyword, from: 0, to: 0 }] };
  // What a decorator takes stands in a symbol's row alone: the code's own signature is not certain there.
  const rows = await rowsTaking(keyword, library, path);
  const takes = (other: LibraryRelease): boolean => {
    if (rows.some((row) => row.release === other)) return true;
    const { names } = other;
    const resolved = names && resolvePath(path, names, NO_ATTRIBUTES);
    const calls = resolved?.type === "found" ? resolved.object?.calls : undefined;
    const problems = calls && callProblems(call, calls, false);
    return Array.isArray(problems) && problems.length === 0;
  };
  const others = await library.others();
  const earlier = others.findLast((other) => other.release.key < release.key && takes(other));
  const later = others.find((other) => other.release.key > release.key && takes(other));
  const there = `${nameOf(library)} ${release.version}`;
  const [rule, past] = earlier
    ? (["removed-keyword", `: ${earlier.release.version} does`] as const)
    : later
      ? (["future-keyword", `: ${later.release.version} does`] as const)
      : (["unknown-keyword", ""] as const);
  const witness = earlier ?? later;
  const evidence = await evidenceOf(library, release, symbol);
  // The last release that took it says best what to use instead; another may say it alone.
  const told = rows.findLast(({ parameter }) => parameter.deprecated?.replacement !== undefined);
  const before = witness
    ? await evidenceOf(library, witness.release, await symbolIn(path, witness, library))
    : [];
  return finding(rule, {
    ...{ library: library.corpus.id, version: release.version, name: symbol },
    message: `${symbol} takes no ${keyword} in ${there}${past}`,
    nearest: closeKeyword(keyword, free),
    replacement: (earlier && told?.parameter.deprecated?.replacement) ?? null,
    evidence: [...evidence, ...before],
  });
}

const referenceOf = ({ sources }: CorpusRelease): string =>
  Object.values(sources)
    .map(({ reference }) => reference)
    .join(", ");

/** Where a release documents a symbol; its code where it does not. */
async function evidenceOf(
  { corpus }: CheckedLibrary,
  release: CorpusRelease,
  symbol: string,
  quotation: string | null = null,
): Promise<readonly CheckEvidence[]> {
  const lives = await livesOfNames(corpus.tables.symbols, [symbol]);
  const here = lives.filter((life) => isVisible(life, release));
  const told = here.find(({ signature }) => signature !== "") ?? here[0];
  const reference = referenceOf(release);
  const quoted = quotation ?? told?.signature.split("\n")[0] ?? "";
  return [
    {
      version: release.version,
      url: told ? addressOf(corpus.state.sources, release, told) : null,
      reference,
      quotation: quoted,
    },
  ];
}

/** There for certain: a name that a module may make up at run time is not. */
const isBound = (resolved: Resolved): boolean => resolved.type === "found" && !resolved.isMadeLate;

function addressOf(
  sources: CheckedLibrary["corpus"]["state"]["sources"],
  release: CorpusRelease,
  life: SymbolLife,
): string | null {
  const state = sources[life.source];
  const read = release.sources[life.source];
  return state && read ? urlOf(state, read, { ...life, kind: "api" }) : null;
}
