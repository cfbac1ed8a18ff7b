import { KbError } from "../../../corpora/errors.js";
import type { KnowledgeBase } from "../../../query/knowledge-base.js";
import { namesOf } from "../../../query/library-names.js";
import type { QueryResult } from "../../../query/result.js";
import { markdownTable } from "../markdown-table.js";
import type { Asked } from "./asked.js";

/** Longer ones are paragraphs, with code that names the library again and again. */
const LONGEST = 300;

interface Guess {
  readonly namesApi: boolean;
  readonly isLibrary: boolean;
  readonly isRight: boolean;
  readonly confidence: QueryResult["confidence"];
}

/** Questions of people without the name of their library, asked of all: how often the right one is chosen, and how sure that is. */
export async function guessedLibraries(
  kb: KnowledgeBase,
  questions: readonly Asked[],
): Promise<readonly string[]> {
  const guesses: Guess[] = [];
  for (const asked of questions.filter(({ set, text }) => set === "people" && text.length <= LONGEST)) {
    const question = withoutLibrary(kb, asked);
    if (question === "") continue;
    const result = await kb.query({ question }).catch(refused);
    if (result?.libraryFrom !== "search") continue;
    const isLibrary = result.library === asked.library;
    guesses.push({
      namesApi: result.named.some(({ match }) => match !== "leaf"),
      isLibrary,
      isRight: isLibrary && asked.isRight(result),
      confidence: result.confidence,
    });
  }
  const rowOf = (name: string, some: readonly Guess[]): readonly string[] => {
    const count = (is: (guess: Guess) => boolean) => some.filter(is).length;
    const level = (wanted: Guess["confidence"]): string =>
      `${count(({ confidence, isRight }) => confidence === wanted && isRight)} of ${count(({ confidence }) => confidence === wanted)}`;
    return [
      name,
      String(some.length),
      String(count(({ isLibrary }) => isLibrary)),
      ...[level("HIGH"), level("MEDIUM"), level("LOW")],
    ];
  };
  return [
    "## Library not given, its name taken out of the question",
    "",
    ...markdownTable(
      ["questions that", "questions", "library right", "right of HIGH", "right of MEDIUM", "right of LOW"],
      [
        rowOf(
          "name an API or a parameter",
          guesses.filter(({ namesApi }) => namesApi),
        ),
        rowOf(
          "name neither",
          guesses.filter(({ namesApi }) => !namesApi),
        ),
      ],
    ),
    "",
  ];
}

/** A release that a question names and the page sets do not have. */
function refused(error: unknown): undefined {
  if (!(error instanceof KbError) || error.code !== "VERSION_NOT_INDEXED") throw error;
}

function withoutLibrary(kb: KnowledgeBase, { text, library }: Asked): string {
  const state = kb.snapshot.corpora[library];
  const names = state ? namesOf(library, state) : [];
  return names
    .reduce((rest, name) => {
      const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      return rest.replace(new RegExp(`(?<![\\w.])${escaped}(?:['’]s)?(?![\\w.])`, "gi"), " ");
    }, text)
    .trim();
}
