import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CommanderError } from "commander";
import type { Corpus } from "../../corpora/corpus.js";
import { describeError, KbError } from "../../corpora/errors.js";
import { packageRoot } from "../../corpora/package-root.js";
import type { IndexEvent } from "../../indexer/index.js";
import { openKnowledgeBase } from "../../query/knowledge-base.js";
import { DEFAULT_RANKING } from "../../query/ranking.js";
import { packageVersion } from "../package-version.js";
import { evaluateAbstention } from "./abstention.js";
import { evaluateAnswers } from "./answers.js";
import { ablations, answerable, askAll, type Outcome } from "./ask.js";
import { evaluateClaims } from "./claims.js";
import { evaluateConfidence } from "./confidence.js";
import { corpusIdOf, evaluationCorpora, prepareIndex } from "./evaluation-index.js";
import { evaluateHistory } from "./history.js";
import { renderHtml } from "./html-report.js";
import { askLangchain } from "./langchain-baseline.js";
import { type EvaluationOptions, type Part, readOptions } from "./options.js";
import { readOwnSet } from "./own.js";
import { perQuestion } from "./per-question.js";
import { type LabelledQuestion, readQuestions } from "./questions.js";
import { type RankCounts, rankCounts } from "./rank-counts.js";
import {
  compare,
  type EvaluationReport,
  groupsOf,
  type Measured,
  type PinnedRow,
  renderReport,
} from "./report.js";
import { scoreRival } from "./rival.js";
import { evaluateVersions } from "./versions.js";

/** Asks every labelled question of an index made for them, and reports how far down the right page stands. */
async function evaluate(options: EvaluationOptions): Promise<void> {
  const { questions, corpora } = await material(options);
  const index = await prepareIndex(corpora, options.data, { model: options.model, onEvent: announce });
  const asked = answerable(questions, index.pages);
  const kb = await openKnowledgeBase({ data: options.data, embedder: { model: options.model } });
  const systems: Measured[] = [];
  const headline = asked.filter(({ tier }) => tier === asked[0]?.tier);
  const measure = async (name: string, rows: typeof asked, ranking = DEFAULT_RANKING): Promise<Measured> => {
    let done = 0;
    const outcomes = await askAll(kb, rows, ranking, () => {
      done += 1;
      if (done % 50 === 0 || done === rows.length) say(`${name}: ${done} of ${rows.length} questions`);
    });
    return { name, outcomes };
  };
  try {
    const full = await measure("kb", asked);
    const ofHeadline = ({ question }: { readonly question: LabelledQuestion }) =>
      question.tier === headline[0]?.tier;
    systems.push({ name: full.name, outcomes: full.outcomes.filter(ofHeadline) });
    if (options.rival !== undefined) {
      systems.push({ name: "rival", outcomes: await scoreRival(options.rival, headline) });
    }
    if (options.compare !== undefined) {
      systems.push({ name: "the other run", outcomes: await scoreRival(options.compare, headline) });
    }
    for (const { name, ranking } of options.ablation ? ablations() : []) {
      systems.push(await measure(name, headline, ranking));
    }
    if (options.ablation) {
      say("LangChain's BM25Retriever");
      systems.push({
        name: "LangChain BM25Retriever, whole pages",
        outcomes: await askLangchain(index.texts, headline),
      });
    }
    const answered = new Set(asked.map(({ id }) => id));
    await publish(options, {
      created: new Date().toISOString(),
      model: kb.snapshot.model.id,
      system: `kb ${packageVersion()}`,
      rows: asked.length,
      notAnswerable: countBy(questions.filter(({ id }) => !answered.has(id))),
      groups: groupsOf(full.outcomes),
      comparisons: compare(systems),
      ranks: ranksByCorpus(systems[0]?.outcomes ?? []),
      pinned: full.outcomes.filter(({ question }) => question.query_kind === PINNED).map(pinnedRow),
      compared: `tier ${headline[0]?.tier ?? ""}, ${headline.length} questions`,
    });
    if (options.perQuestion) {
      const file = join(options.out, "questions.jsonl");
      await writeFile(file, perQuestion(full.outcomes));
      say(`Written: ${file}`);
    }
  } finally {
    await kb.close();
  }
}

/** Asks every labelled question for an answer, and checks what it quotes. */
async function evaluateGrounding(options: EvaluationOptions): Promise<void> {
  const { questions, corpora } = await material(options);
  await prepareIndex(corpora, options.data, { model: options.model, onEvent: announce });
  const kb = await openKnowledgeBase({ data: options.data, embedder: { model: options.model } });
  try {
    const report = await evaluateAnswers(kb, questions, options.out, (done, all) => {
      if (done % 50 === 0 || done === all) say(`answers: ${done} of ${all} questions`);
    });
    process.stdout.write(report);
    say(`Written: ${join(options.out, "answers.md")} and answers.jsonl`);
  } finally {
    await kb.close();
  }
}

async function material(
  options: EvaluationOptions,
): Promise<{ readonly questions: readonly LabelledQuestion[]; readonly corpora: readonly Corpus[] }> {
  if (options.own) return readOwnSet();
  const all = await readQuestions(options.shared);
  const wanted = options.library === undefined ? undefined : corpusIdOf(options.library);
  const questions = all.filter(({ library }) => wanted === undefined || corpusIdOf(library) === wanted);
  if (questions.length === 0) {
    const libraries = [...new Set(all.map(({ library }) => library))].sort();
    throw new KbError("USAGE", `No question is about "${options.library}"`, {
      hint: `There are questions about ${libraries.join(", ")}.`,
    });
  }
  const libraries = new Set(questions.map(({ library }) => library));
  return { questions, corpora: await evaluationCorpora(options.shared, options.data, libraries) };
}

async function publish(options: EvaluationOptions, report: EvaluationReport): Promise<void> {
  await mkdir(options.out, { recursive: true });
  const text = renderReport(report);
  await writeFile(join(options.out, "report.md"), text);
  await writeFile(join(options.out, "report.html"), renderHtml(report));
  await writeFile(
    join(options.out, "report.json"),
    `${JSON.stringify({ ...report, ranking: DEFAULT_RANKING }, null, 1)}\n`,
  );
  process.stdout.write(text);
  say(`Written: ${join(options.out, "report.md")} report.html and report.json`);
}

/** Questions about one version: few, so that each is shown. */
const PINNED = "version_pinned_instruction";

const pinnedRow = ({ question, first, returned }: Outcome): PinnedRow => ({
  id: question.id,
  relevant: question.relevant,
  first,
  top: returned[0]?.symbols?.[0] ?? returned[0]?.path ?? "",
});

function ranksByCorpus(outcomes: readonly Outcome[]): readonly RankCounts[] {
  const corpora = [...new Set(outcomes.map(({ question }) => question.corpus))].sort();
  return [
    rankCounts("all", outcomes),
    ...corpora.map((corpus) =>
      rankCounts(
        corpus,
        outcomes.filter(({ question }) => question.corpus === corpus),
      ),
    ),
  ];
}

function countBy(questions: readonly LabelledQuestion[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { library } of questions) counts[library] = (counts[library] ?? 0) + 1;
  return counts;
}

function announce(event: IndexEvent): void {
  if (event.type === "release-started") say(`Indexing ${event.corpus} ${event.version}`);
  if (event.type === "embedding" && event.done % 2048 === 0) say(`  ${event.done} of ${event.total} texts`);
  if (event.type === "source-failed" || event.type === "held-back") say(`${event.corpus}: ${event.reason}`);
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** What each part does: its report goes to standard output and, with its rows, into the output folder. */
const PARTS_RUN: Readonly<Record<Part, (options: EvaluationOptions) => Promise<void>>> = {
  retrieval: evaluate,
  answers: evaluateGrounding,
  versions: async (options) => {
    process.stdout.write(await evaluateVersions({ ...options, onEvent: announce }));
    say(`Written: ${join(options.out, "versions.md")} and versions.jsonl`);
  },
  history: async (options) => {
    process.stdout.write(await evaluateHistory({ ...options, onEvent: announce }));
    say(`Written: ${join(options.out, "history.md")}`);
  },
  confidence: async (options) => {
    const { questions, corpora } = await material(options);
    process.stdout.write(
      await evaluateConfidence({ ...options, questions, corpora, onEvent: announce, onProgress: say }),
    );
    say(`Written: ${join(options.out, "confidence.md")}, reliability.svg and confidence.jsonl`);
  },
  claims: async (options) => {
    process.stdout.write(await evaluateClaims({ ...options, onProgress: say }));
    say(`Written: ${join(options.out, "claims.md")} and claims.jsonl`);
  },
  abstention: async (options) => {
    process.stdout.write(await evaluateAbstention(options));
    say(`Written: ${join(options.out, "abstention.md")}`);
  },
};

try {
  const options = readOptions(process.argv.slice(2), packageRoot());
  await PARTS_RUN[options.only ?? "retrieval"](options);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    say(`eval: ${describeError(error)}`);
    if (error instanceof KbError && error.hint !== undefined) say(`    ${error.hint}`);
    process.exitCode = error instanceof KbError ? 2 : 1;
  }
}
