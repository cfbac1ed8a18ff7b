import { denseChannel } from "./channels.js";
import { ownerOf } from "./history/moves.js";
import { isPythonException, type Question } from "./question.js";
import { resolveRelease, visibleAt } from "./release.js";
import type { OpenCorpus } from "./search.js";
import type { Scored, Table } from "./store/lancedb.js";
import { lastPartOf } from "./store/terms.js";
import { type NamedSymbol, namedSymbols } from "./symbols.js";

/** How far a corpus fits a question that does not name its library. */
export interface Affinity {
  readonly id: string;
  readonly score: number;
  /** Names of the question that it spells so for an API. */
  readonly known: ReadonlySet<string>;
  /** Those that anything of it answers to, an API or a parameter, lower case. */
  readonly heard: ReadonlySet<string>;
}

/** `EomtConfig.class_weight`: an attribute that is asked for without its class may be anybody's. */
const MEMBER_OF_CLASS = /(?:^|\.)[A-Z]\w*\.\w+$/;

/** What a name of the question weighs where a corpus has it; similarity weighs 1 at most. */
const WEIGHTS = {
  /** `LogisticRegression`, `torch.nn.Linear`, as the corpus spells it. */
  spelt: 2.5,
  /** `NaN` for `jax.numpy.nan`; a word in capitals. */
  likelySpelt: 1,
  /** `model.fit`: of a dotted name only the last part. */
  lastPart: 0.5,
} as const;

/** Passages, and rows of written questions, that are looked at. */
const NEAREST = 3;

/** So many e-folds of APIs with a parameter weigh as much as one passage that says the same as the question. */
const PARAMETER_DOUBT = 4;

/**
 * Known API names weigh more than any similarity, and those that are spelt as the API is more than what may be a mere
 * word; similarity (at most 1) of passages or of written questions decides among equals, and how many APIs take a parameter that is asked for: one of two
 * configurations says less than one of most estimators.
 */
export async function affinity(
  corpus: OpenCorpus,
  question: Question,
  vector: Promise<Float32Array | undefined>,
): Promise<Affinity> {
  const filter = visibleAt(resolveRelease(corpus.id, corpus.state, undefined));
  const { chunks, questions, symbols } = corpus.tables;
  const nearestIn = (table: Table) => vector.then((known) => denseChannel(table, known, filter, NEAREST));
  const [named, passages, asked] = await Promise.all([
    namedSymbols(symbols, question, filter),
    nearestIn(chunks),
    nearestIn(questions),
  ]);
  const isOption = ({ name, asked, match }: NamedSymbol): boolean =>
    match === "parameter" || (!asked.includes(".") && MEMBER_OF_CLASS.test(name));
  const weights = new Map<string, number>();
  for (const symbol of named) {
    const { asked, match } = symbol;
    if (match !== "name" || isOption(symbol) || isPythonException(asked)) continue;
    weights.set(asked, Math.max(weights.get(asked) ?? 0, weightOf(symbol, question)));
  }
  const names = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const similarity = Math.max(meanOf(passages), meanOf(asked));
  const taking = new Set(named.filter(isOption).map(({ name }) => name)).size;
  return {
    id: corpus.id,
    score: names + similarity + Math.log1p(taking) / PARAMETER_DOUBT,
    heard: new Set(named.map(({ asked }) => asked.toLowerCase())),
    known: new Set([...weights].flatMap(([asked, weight]) => (weight === WEIGHTS.spelt ? [asked] : []))),
  };
}

const meanOf = (found: readonly Scored[]): number =>
  found.reduce((sum, { score }) => sum + score, 0) / Math.max(1, found.length);

function weightOf({ name, asked }: NamedSymbol, { capitals }: Question): number {
  if (capitals.includes(asked)) return WEIGHTS.likelySpelt;
  const written = asked.replaceAll("::", ".");
  const [own, other] = [name, written].map(lastPartOf);
  const isSameWord = own?.toLowerCase() === other?.toLowerCase();
  if (!written.includes(".")) return isSameWord && own !== other ? WEIGHTS.likelySpelt : WEIGHTS.spelt;
  const isWhole = fits(name, written) || fits(name, ownerOf(written)) || rootOf(name) === rootOf(written);
  return isWhole ? WEIGHTS.spelt : WEIGHTS.lastPart;
}

/** One is the other, or a dotted ending of it. */
const fits = (name: string, written: string): boolean =>
  name === written || name.endsWith(`.${written}`) || written.endsWith(`.${name}`);

const rootOf = (name: string): string => name.split(".", 1)[0] ?? name;
