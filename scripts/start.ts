import { findCorpus } from "../corpora/catalogue.js";
import { EXIT_CODES } from "../corpora/command.js";
import { loadSettings } from "../corpora/config.js";
import { describeError } from "../corpora/errors.js";
import { buildIndex } from "../indexer/index.js";
import { createProgress, describeRun } from "../indexer/progress.js";
import { renderPlain } from "../query/answer/render-plain.js";
import { openKnowledgeBase } from "../query/knowledge-base.js";
import { processContext } from "./process-context.js";

/**
 * `npm start`: the main job on a small selection. Indexes two releases each of a few real corpora from the
 * package registries, then asks them. What cannot be reached is reported and skipped.
 */
const QUICKSTART = ["onnxruntime", "transformers-js", "scikit-learn"];
const SOURCES = ["npm:onnxruntime-common", "npm:@huggingface/transformers", "pypi:scikit-learn"];
const RELEASES = 2;

const QUESTIONS = [
  { question: "How do I create an InferenceSession from a model file?", library: "onnxruntime" },
  {
    question: "How do I run a model on WebGPU with quantized weights? device and dtype options",
    library: "transformers-js",
  },
  { question: "default of penalty in LogisticRegression", library: "scikit-learn" },
];

const context = processContext();
process.exitCode = await start().catch((error: unknown) => {
  if (context.signal.aborted) return EXIT_CODES.interrupted;
  context.err(`kb: ${describeError(error)}`);
  return EXIT_CODES.failed;
});

async function start(): Promise<number> {
  const settings = await loadSettings(context);
  const corpora = QUICKSTART.map((id) => findCorpus(settings.corpora, id));
  context.err(
    `Indexing ${corpora.map(({ name }) => name).join(", ")} (${RELEASES} releases each) into ${settings.data}`,
  );
  const progress = createProgress(context);
  const report = await buildIndex({
    data: settings.data,
    corpora,
    choice: { type: "newest", count: RELEASES },
    sources: SOURCES,
    embedder: { model: settings.model },
    baseDir: settings.baseDir,
    signal: context.signal,
    onEvent: progress.onEvent,
  }).finally(progress.stop);
  context.err(describeRun(report));
  return ask(settings);
}

async function ask(settings: { readonly data: string; readonly model: string | undefined }): Promise<number> {
  const base = await openKnowledgeBase({ data: settings.data, embedder: { model: settings.model } });
  try {
    const there = QUESTIONS.filter(({ library }) => base.snapshot.corpora[library] !== undefined);
    for (const { question, library } of there) {
      context.out(
        `\n${"─".repeat(Math.min(context.width, 100))}\n$ kb query "${question}" --library ${library}\n`,
      );
      const answered = await base.answer({ question, library });
      context.out(renderPlain(answered, { colour: context.colour, width: context.width }));
    }
    context.out(`\nAsk your own: npx kb query "..."   More: npx kb --help`);
    return there.length > 0 ? EXIT_CODES.done : EXIT_CODES.needsPerson;
  } finally {
    await base.close();
  }
}
