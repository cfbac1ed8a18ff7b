/** The code of a notebook as one text, with where each of its lines stands. */
export interface NotebookCode {
  readonly text: string;
  /** By line of `text`, from 0: the cell, counted from 1 among all cells, and the line in it. */
  readonly lines: readonly { readonly cell: number; readonly line: number }[];
}

/** Commands of IPython and of the shell, which are no Python. */
const COMMAND = /^(\s*)(?:[%!?]|[\w.,\s]+=\s*[%!]).*$|^(\s*)[\w.[\]"']+\?{1,2}\s*$/;

/**
 * The Python of a notebook's code cells, in order. Magics are blanked; a cell that begins with `%%` is left out,
 * unless what follows is Python all the same.
 *
 * @throws Error where the file is no notebook
 */
export function readNotebook(json: string): NotebookCode {
  const notebook = JSON.parse(json) as { cells?: unknown; worksheets?: unknown; metadata?: unknown };
  const cells = cellsOf(notebook);
  if (cells === undefined) throw new Error("it has no cells");
  const language = languageOf(notebook.metadata);
  if (language !== undefined && language !== "python") return { text: "", lines: [] };
  const text: string[] = [];
  const lines: { cell: number; line: number }[] = [];
  for (const [at, cell] of cells.entries()) {
    const source = codeOf(cell);
    if (source === undefined) continue;
    const isOther = /^\s*%%(?!time\b|timeit\b|capture\b|prun\b)/.test(source);
    for (const [line, written] of source.split(/\r?\n/).entries()) {
      text.push(isOther || COMMAND.test(written) ? blank(written) : written);
      lines.push({ cell: at + 1, line: line + 1 });
    }
  }
  return { text: text.join("\n"), lines };
}

/** A command inside a block leaves a statement behind, or the block would be empty. */
const blank = (line: string): string =>
  /^\s/.test(line) && line.trim() !== "" ? `${/^\s*/.exec(line)?.[0]}pass` : "";

function cellsOf(notebook: unknown): readonly unknown[] | undefined {
  if (typeof notebook !== "object" || notebook === null) return undefined;
  const { cells, worksheets } = notebook as { cells?: unknown; worksheets?: unknown };
  if (Array.isArray(cells)) return cells;
  // Version 3 of the format.
  if (!Array.isArray(worksheets)) return undefined;
  return worksheets.flatMap((sheet: { cells?: unknown } | null) =>
    Array.isArray(sheet?.cells) ? sheet.cells : [],
  );
}

function languageOf(metadata: unknown): string | undefined {
  const { kernelspec, language_info: info } = (metadata ?? {}) as {
    kernelspec?: { language?: unknown };
    language_info?: { name?: unknown };
  };
  const name = info?.name ?? kernelspec?.language;
  return typeof name === "string" ? name.toLowerCase() : undefined;
}

function codeOf(cell: unknown): string | undefined {
  const { cell_type: type, source, input } = (cell ?? {}) as Record<string, unknown>;
  if (type !== "code") return undefined;
  const text = source ?? input;
  if (typeof text === "string") return text;
  return Array.isArray(text) ? text.filter((line) => typeof line === "string").join("") : undefined;
}
