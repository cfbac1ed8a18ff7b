import { Command } from "commander";
import { type CommandContext, EXIT_CODES } from "../corpora/command.js";
import { KbError } from "../corpora/errors.js";
import { findPlace } from "../corpora/place.js";

/** `kb rollback`: makes an older snapshot the published one. Nothing is deleted. */
export function rollbackCommand(context: CommandContext, done: (code: number) => void): Command {
  return new Command("rollback")
    .description("Return to the snapshot before the published one, or to the one named")
    .argument("[snapshot]", "id, as “kb rollback --list” shows it")
    .option("--list", "list the snapshots that are kept, oldest first")
    .option("--data <dir>", "data folder")
    .option("--config <file>", "configuration file")
    .option("--model <path>", "embedding model of the index")
    .action(
      async (
        wanted: string | undefined,
        flags: { list?: boolean; data?: string; config?: string; model?: string },
      ) => {
        const place = await findPlace({ ...context, ...flags });
        const [{ describeModel }, { storePaths }, snapshots, { acquireLock }] = await Promise.all([
          import("../query/embedder.js"),
          import("../query/store/paths.js"),
          import("../query/store/snapshot.js"),
          import("../indexer/lock.js"),
        ]);
        const { id: model } = await describeModel({
          model: place.model,
          downloadTo: `${place.data}/models`,
        });
        const paths = storePaths(place.data, model);
        const kept = await snapshots.listSnapshots(paths);
        const current = await snapshots.currentSnapshotId(paths);
        if (flags.list) {
          for (const id of kept) context.out(`${id === current ? "*" : " "} ${id}`);
          return done(EXIT_CODES.done);
        }
        const before = current === undefined ? undefined : kept[kept.indexOf(current) - 1];
        const target = wanted ?? before;
        if (target === undefined || !kept.includes(target)) {
          throw new KbError(
            "USAGE",
            wanted ? `There is no snapshot "${wanted}"` : "There is no snapshot before the published one",
            {
              facts: { wanted, kept },
              hint: `Kept: ${kept.join(", ") || "none"}.`,
            },
          );
        }
        const release = await acquireLock(place.data);
        try {
          await snapshots.switchSnapshot(paths, target);
          await snapshots.clearPending(paths);
        } finally {
          await release();
        }
        const back = Object.entries({ data: flags.data, config: flags.config, model: flags.model })
          .map(([name, value]) => (value === undefined ? "" : ` --${name} ${value}`))
          .join("");
        context.out(
          current === undefined || current === target
            ? `Published snapshot is ${target}`
            : `Published snapshot is now ${target}; it was ${current}.\n“kb rollback ${current}${back}” goes back to it, as long as it is kept.`,
        );
        done(EXIT_CODES.done);
      },
    );
}
