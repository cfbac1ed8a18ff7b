import cliProgress from "cli-progress";
import type { CommandContext } from "../corpora/command.js";
import type { IndexEvent, ReleaseReport } from "./event.js";

/** Shows a run while it works: one bar drawn over itself on a terminal, plain lines otherwise. */
export interface Progress {
  readonly onEvent: (event: IndexEvent) => void;
  stop(): void;
}

/** Notices of one corpus shown in full; the rest are counted (the report holds all). */
const NOTICES = 5;

export function createProgress(context: CommandContext): Progress {
  const bar = context.interactive ? createBar() : undefined;
  const notices = new Map<string, number>();
  const line = (text: string) => {
    bar?.pause();
    context.err(text);
  };
  return {
    stop: () => bar?.stop(),
    onEvent: (event) => {
      switch (event.type) {
        case "release-started":
          bar?.show(`${event.corpus} ${event.version}`, "reading", 0, 0);
          return;
        case "pages-read":
          bar?.show(`${event.corpus} ${event.version}`, "pages", event.pages, 0);
          return;
        case "embedding":
          bar?.show(`${event.corpus} ${event.version}`, "texts embedded", event.done, event.total);
          return;
        case "indexing-tables":
          bar?.show(event.corpus, "building search indexes", 0, 0);
          return;
        case "release-finished":
          line(describeRelease(event.release));
          return;
        case "source-failed":
          line(`! ${event.corpus} ${event.source}: ${event.reason} - skipped`);
          return;
        case "held-back":
          line(`! ${event.corpus} is held back, its previous state stays published: ${event.reason}`);
          return;
        case "resumed":
          line(`Resuming: ${event.releases} releases of an interrupted run are kept`);
          return;
        case "notice": {
          const count = (notices.get(event.corpus) ?? 0) + 1;
          notices.set(event.corpus, count);
          if (count <= NOTICES) line(`  ${event.corpus}: ${event.message}`);
          else if (count === NOTICES + 1)
            line(`  ${event.corpus}: more notices are left out here; the report holds every problem`);
          return;
        }
        case "published":
          line(`Published snapshot ${event.snapshot}`);
          return;
        case "planned":
          return;
      }
    },
  };
}

/** A release in one line. */
export function describeRelease(release: ReleaseReport): string {
  const {
    corpus,
    source,
    version,
    date,
    pages,
    chunks,
    chunksNew,
    textsEmbedded,
    symbols,
    problems,
    seconds,
  } = release;
  const parts = [
    `${pages} pages`,
    `${chunks} chunks (${chunksNew} new, ${textsEmbedded} embedded)`,
    `${symbols} symbols`,
    ...(problems.length > 0 ? [`${problems.length} problems`] : []),
    `${seconds.toFixed(1)} s`,
  ];
  return `✓ ${corpus} ${version}${date ? ` (${date})` : ""} from ${source}: ${parts.join(", ")}`;
}

function createBar() {
  const bar = new cliProgress.SingleBar(
    {
      format: "{bar} {title} | {what} {count}",
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
      barsize: 24,
      fps: 8,
      gracefulExit: false,
    },
    cliProgress.Presets.shades_classic,
  );
  let running = false;
  return {
    show: (title: string, what: string, done: number, total: number) => {
      const count = total > 0 ? `${done}/${total}` : done > 0 ? String(done) : "";
      const payload = { title, what, count };
      if (!running) bar.start(Math.max(1, total), done, payload);
      else {
        bar.setTotal(Math.max(1, total));
        bar.update(total > 0 ? done : 0, payload);
      }
      running = true;
    },
    /** Takes the bar off the screen so that a line can be printed. */
    pause: () => {
      if (running) bar.stop();
      running = false;
    },
    stop: () => {
      if (running) bar.stop();
      running = false;
    },
  };
}
