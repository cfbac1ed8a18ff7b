import { resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import type { CommandContext } from "../corpora/command.js";
import { findPlace } from "../corpora/place.js";
import type { KnowledgeBase } from "./knowledge-base.js";

/** Flags of every command that reads. */
export interface CommonFlags {
  readonly data?: string;
  readonly config?: string;
  readonly model?: string;
  readonly json?: boolean;
}

export type Done = (code: number) => void;

export const withCommonFlags = (command: Command): Command =>
  command
    .option("--data <dir>", "data folder (default: KB_DATA, the project's .kb, or your data directory)")
    .option("--config <file>", "configuration file (default: nearest kb.config.json)")
    .option("--model <path>", "embedding model that the index was built with, if not the default")
    .option("--json", "print JSON");

/** What the outside world and the flags say of where to work. */
export const asked = ({ cwd, env }: CommandContext, { data, config, model }: CommonFlags) => ({
  ...{ cwd, env, data, config, model },
});

/** @param preload load the embedding model at once: for what asks a question */
export async function openBase(
  context: CommandContext,
  flags: CommonFlags,
  preload: boolean,
): Promise<KnowledgeBase> {
  const place = await findPlace(asked(context, flags));
  const { openKnowledgeBase } = await import("./knowledge-base.js");
  return openKnowledgeBase({ data: place.data, embedder: { model: place.model }, preload });
}

/** A folder as the user wrote it, from where the user is. */
export const folderOf = ({ cwd }: CommandContext, folder: string | undefined): string | undefined =>
  folder === undefined ? undefined : resolve(cwd, folder);

export function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError("Expected a whole number above 0.");
  return value;
}

/** As far back as a window reaches. */
const MOST_MONTHS = 240;

export function months(text: string): number {
  const match = /^(\d+)\s*(m|months?|y|years?)?$/.exec(text);
  if (!match || Number(match[1]) < 1) throw new InvalidArgumentError("Expected months, e.g. 6m or 1y.");
  const count = Number(match[1]) * (match[2]?.startsWith("y") ? 12 : 1);
  if (count > MOST_MONTHS) throw new InvalidArgumentError(`Expected at most ${MOST_MONTHS} months.`);
  return count;
}

export function date(text: string): Date {
  const value = new Date(`${text}T00:00:00Z`);
  // 30 February is a date to JavaScript, in March.
  if (Number.isNaN(value.getTime()) || value.toISOString().slice(0, 10) !== text) {
    throw new InvalidArgumentError("Expected a date, YYYY-MM-DD.");
  }
  return value;
}
