import { describeError } from "../../corpora/errors.js";
import { syntaxError } from "../python/syntax-error.js";
import { positionsIn } from "../python/tree.js";
import { type FileUses, usesIn } from "../python/uses.js";
import { type NotebookCode, readNotebook } from "./notebook.js";
import type { CheckProblem } from "./problem.js";
import type { Language } from "./source-files.js";

/** What one file uses, and how to tell where in it. */
export interface Code {
  readonly uses: FileUses;
  readonly text: string;
  readonly notebook: NotebookCode | undefined;
  /** As it stands in the file. */
  readonly written: string;
}

/** Reads a file of any language; undefined where nothing of it can be read. */
export async function readCode(
  file: string,
  text: string,
  language: Language,
  report: (problem: Omit<CheckProblem, "file">) => void,
): Promise<Code | undefined> {
  if (language === "typescript") {
    const { scriptUsesIn } = await import("./script-uses.js");
    const uses = scriptUsesIn(text, file);
    const [first] = uses.errors;
    if (first !== undefined) {
      const place = { ...positionsIn(text)(first), cell: null, fileLine: null };
      report({
        reason: "syntax error: no TypeScript or JavaScript; the rest was checked",
        isFailure: true,
        place,
      });
    }
    return { uses, text, notebook: undefined, written: text };
  }
  let notebook: NotebookCode | undefined;
  if (language === "notebook") {
    try {
      notebook = readNotebook(text);
    } catch (error) {
      report({ reason: `not readable as a notebook: ${describeError(error)}`, isFailure: true, place: null });
      return undefined;
    }
  }
  const source = notebook?.text ?? text;
  const uses = usesIn(source);
  const problem = await pythonProblem(uses, { text: source, notebook, written: text });
  if (problem !== undefined) report(problem);
  return { uses, text: source, notebook, written: text };
}

/**
 * What of a file was not understood. Only what proves to be no Python is a failure: the parser knows some valid
 * statements not (`with f() as (a, b)`, `case Point():`, `tuple[*Ts]`), and notebooks are IPython's.
 */
async function pythonProblem(
  { errors, isPython2 }: FileUses,
  code: Omit<Code, "uses">,
): Promise<Omit<CheckProblem, "file"> | undefined> {
  if (isPython2) {
    const reason = "written for Python 2: checked as far as it can be read";
    return { reason, isFailure: false, place: null };
  }
  const proof = code.notebook ? undefined : syntaxError(code.text);
  const at = proof?.at ?? errors[0];
  if (at === undefined) return undefined;
  const { line, column } = positionsIn(code.text)(at);
  const place = code.notebook?.lines[line - 1];
  const reason = proof
    ? `syntax error: ${proof.reason}; the rest was checked as far as it can be read`
    : "a statement here was not understood, and may be valid all the same; the rest was checked";
  return {
    ...{ reason, isFailure: proof !== undefined },
    place: {
      ...{ line: place?.line ?? line, column, cell: place?.cell ?? null },
      fileLine: await fileLineOf(code, line),
    },
  };
}

/** The line of a notebook's file that a line of its code stands on; null for other files. */
async function fileLineOf({ notebook, written }: Omit<Code, "uses">, line: number): Promise<number | null> {
  const place = notebook?.lines[line - 1];
  if (place === undefined) return null;
  const { notebookLines } = await import("./notebook-lines.js");
  return notebookLines(written)?.[place.cell - 1]?.[place.line - 1] ?? null;
}
