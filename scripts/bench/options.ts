import { resolve } from "node:path";
import { Command } from "commander";

/** What can be measured by itself. */
export const SUBJECTS = ["indexing", "queries", "embedding", "website", "check"] as const;
export type Subject = (typeof SUBJECTS)[number];

export interface BenchOptions {
  /** A tenth of every size. */
  readonly quick: boolean;
  readonly only: readonly Subject[];
  /** Folder of `<id>-<version>.tar.gz`; absolute. */
  readonly docs: string | undefined;
  /** Folder of built websites, `<id>/<version>/`; absolute. */
  readonly sites: string | undefined;
  /** Folder of Python code, and the index of packages that it is held against; absolute. */
  readonly check: { readonly code: string; readonly data: string } | undefined;
  /** Where the Markdown goes; the JSON goes beside it. Absolute. */
  readonly out: string | undefined;
  /** Kept working folder; a store found there is used again. Absolute. */
  readonly work: string | undefined;
}

const isSubject = (name: string): name is Subject => SUBJECTS.some((subject) => subject === name);

/** @throws CommanderError on an unknown option and after `--help` */
export function readOptions(args: readonly string[]): BenchOptions {
  const program = new Command("bench")
    .description(
      "Measures speed, memory and disk against their targets; prints Markdown, writes JSON beside it",
    )
    .option("--quick", "a tenth of the sizes: shows that it runs, says little", false)
    .option("--only <subjects>", `${SUBJECTS.join(", ")}, separated by commas`, SUBJECTS.join(","))
    .option("--docs <dir>", "index the archives <id>-<version>.tar.gz of this folder, not generated pages")
    .option("--sites <dir>", "crawl the built websites <id>/<version>/ of this folder, not a generated one")
    .option("--code <dir>", "check the Python files of this folder, not generated ones; needs --index")
    .option("--index <dir>", "data folder of the index that --code is held against")
    .argument("[subjects...]", "the same as --only: npm run bench -- website")
    .option("--out <file>", "also write the Markdown here and the figures beside it as .json")
    .option("--work <dir>", "keep what is built in this folder, and use the large stores found there again")
    .addHelpText(
      "after",
      "\nThe targets are for two cores. On a larger machine: taskset -c 0,1 npm run bench",
    )
    .exitOverride()
    .parse([...args], { from: "user" });
  const { quick, only, docs, sites, code, index, out, work } = program.opts<{
    quick: boolean;
    only: string;
    docs?: string;
    sites?: string;
    code?: string;
    index?: string;
    out?: string;
    work?: string;
  }>();
  const named = program.args.length > 0 ? program.args : only.split(",");
  const subjects = named.map((name) => name.trim());
  const unknown = subjects.find((name) => !isSubject(name));
  if (unknown !== undefined) program.error(`--only ${unknown}: expected ${SUBJECTS.join(", ")}`);
  if ((code === undefined) !== (index === undefined)) program.error("--code and --index go together");
  const absolute = (path: string | undefined) => (path === undefined ? undefined : resolve(path));
  return {
    ...{ quick, only: subjects.filter(isSubject) },
    check:
      code === undefined || index === undefined ? undefined : { code: resolve(code), data: resolve(index) },
    ...{ docs: absolute(docs), sites: absolute(sites), out: absolute(out), work: absolute(work) },
  };
}
