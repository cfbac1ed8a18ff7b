import cliProgress from "cli-progress";
import type { CommandContext } from "../corpora/command.js";
import type { IndexEvent, IndexReport, ReleaseReport } from "./event.js";
import type { Coverage } from "./source/website/crawl-report.js";

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
        case "pages-fetched":
          bar?.show(event.corpus, "pages fetched", event.pages, 0);
          return;
        case "crawled":
          line(describeCrawl(event));
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
          for (const text of describeProblems(event.release)) line(text);
          return;
        case "source-failed":
          line(describeFailure(event));
          return;
        case "held-back":
          line(`! ${event.corpus} is held back, what was published of it stays: ${event.reason}`);
          return;
        case "resumed":
          line(`Resuming: ${counted(event.releases, "release")} of an interrupted run kept`);
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

/** `1 page`, `2 pages`. */
const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** Rounded down, so that only all is 100. */
const percent = ({ withBody, symbols }: Coverage): string =>
  `${(Math.floor((withBody / symbols) * 1000) / 10).toFixed(1)} %`;

/** A release in one line. */
export function describeRelease(release: ReleaseReport): string {
  const { corpus, source, version, date, problems } = release;
  const coverage = release.crawl?.coverage;
  const parts = [
    counted(release.pages, "page"),
    `${counted(release.chunks, "chunk")} (${release.chunksNew} new, ${release.textsEmbedded} embedded)`,
    counted(release.symbols, "symbol"),
    ...(release.notes > 0 ? [counted(release.notes, "note")] : []),
    ...(coverage ? [`${percent(coverage)} of ${coverage.symbols} listed symbols with text`] : []),
    ...(release.invisible.characters > 0
      ? [`${counted(release.invisible.characters, "invisible character")} removed`]
      : []),
    ...(problems.length > 0 ? [counted(problems.length, "problem")] : []),
    `${release.seconds.toFixed(1)} s`,
  ];
  return `✓ ${corpus} ${version}${date ? ` (${date})` : ""} from ${source}: ${parts.join(", ")}`;
}

/** Problems of one release shown; the rest are counted. */
const PROBLEMS = 3;

/** What of a release could not be read, a line each. */
export function describeProblems({ problems }: Pick<ReleaseReport, "problems">): readonly string[] {
  const left = problems.length - PROBLEMS;
  return [
    ...problems.slice(0, PROBLEMS).map(({ path, reason }) => `    ${path}: ${reason}`),
    ...(left > 0 ? [`    … and ${left} more, in the report of the run`] : []),
  ];
}

/** What reading a website came to, in one line. */
export function describeCrawl({ corpus, version, crawl }: Extract<IndexEvent, { type: "crawled" }>): string {
  const rubbish = Object.entries(crawl.rubbish).map(([kind, count]) => `${count} ${kind}`);
  const refused = Object.values(crawl.refused).reduce((sum, count) => sum + count, 0);
  const parts = [
    counted(crawl.pages, "page"),
    `${counted(crawl.requests, "request")}${crawl.savedByCache > 0 ? ` (${crawl.savedByCache} unchanged)` : ""}`,
    `${(crawl.bytes / 1e6).toFixed(1)} MB`,
    ...(crawl.stubs > 0 ? [counted(crawl.stubs, "stub")] : []),
    ...(crawl.duplicates > 0 ? [counted(crawl.duplicates, "duplicate")] : []),
    ...rubbish,
    ...(crawl.failed > 0
      ? [`${crawl.failed} failed${crawl.stale > 0 ? `, ${crawl.stale} of them kept` : ""}`]
      : []),
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(crawl.beyondLimit > 0 ? [`${crawl.beyondLimit} beyond the limit`] : []),
    `${crawl.seconds.toFixed(1)} s`,
  ];
  return `  ${corpus} ${version} from ${crawl.base}: ${parts.join(", ")}`;
}

/** What could not be read, why, and what to do about it. The rest of the run goes on. */
function describeFailure(failure: Extract<IndexEvent, { type: "source-failed" }>): string {
  const what = [failure.corpus, failure.version, "from", failure.source].filter(Boolean).join(" ");
  return `! ${what} was not read: ${failure.reason}${failure.hint ? `\n    ${failure.hint}` : ""}`;
}

/** A whole run in one line; with problems, a second one says where all are told. */
export function describeRun(report: IndexReport): string {
  const { releases, unchanged, failures, heldBack } = report;
  const problems = releases.reduce((sum, release) => sum + release.problems.length, 0);
  const parts = [
    releases.length === 0
      ? "Nothing new"
      : `${counted(releases.length, "release")} read, ${counted(report.textsEmbedded, "text")} embedded`,
    ...(unchanged > 0 ? [`${counted(unchanged, "release")} unchanged`] : []),
    ...(failures.length > 0 ? [`${counted(failures.length, "failure")}`] : []),
    ...(heldBack.length > 0 ? [`held back: ${heldBack.map(({ corpus }) => corpus).join(", ")}`] : []),
    `${report.seconds.toFixed(1)} s`,
  ];
  const told = problems > 0 ? `\n${counted(problems, "problem")}, told in ${report.file}` : "";
  return `${parts.join("; ")}${told}`;
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
