/** How a number is written. */
const UNITS = {
  seconds: (value: number) => `${value.toFixed(value < 10 ? 2 : 1)} s`,
  milliseconds: (value: number) => `${value.toFixed(1)} ms`,
  share: (value: number) => `${(value * 100).toFixed(1)} %`,
  bytes: (value: number) => `${grouped(value)} B`,
  megabytes: (value: number) => `${grouped(value)} MB`,
  count: (value: number) => grouped(value),
  perSecond: (value: number) => `${grouped(value)} / s`,
} as const satisfies Record<string, (value: number) => string>;

export type Unit = keyof typeof UNITS;

/** What a figure has to be. */
export type Target =
  | { readonly atMost: number }
  | { readonly atLeast: number }
  | { readonly exactly: number };

/** One thing measured. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
  /** Without one the figure informs. */
  readonly target?: Target;
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memory: number;
  readonly system: string;
  readonly node: string;
}

export interface BenchReport {
  readonly created: string;
  readonly system: string;
  readonly model: string;
  readonly machine: Machine;
  /** What was measured on. */
  readonly material: readonly string[];
  readonly figures: readonly Figure[];
}

/** Undefined where nothing was asked. */
export function isMet({ value, target }: Figure): boolean | undefined {
  if (target === undefined) return undefined;
  if ("atMost" in target) return value <= target.atMost;
  return "atLeast" in target ? value >= target.atLeast : value === target.exactly;
}

export function renderReport(report: BenchReport): string {
  const { machine, figures } = report;
  const rows = figures.map((figure) => [
    figure.name,
    UNITS[figure.unit](figure.value),
    targetOf(figure),
    verdict(figure),
  ]);
  const asked = figures.filter(({ target }) => target !== undefined);
  return [
    "# Benchmark",
    `${report.system}, model ${report.model}, ${report.created.slice(0, 10)}`,
    `${machine.cpu}, ${machine.cores} cores, ${(machine.memory / 1e9).toFixed(0)} GB, ${machine.system}, Node ${machine.node}`,
    report.material.map((line) => `- ${line}`).join("\n"),
    table([["Figure", "Measured", "Target", "Met"], ...rows]),
    `${asked.filter((figure) => isMet(figure)).length} of ${asked.length} targets are met.`,
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

function verdict(figure: Figure): string {
  const met = isMet(figure);
  if (met === undefined) return "";
  return met ? "yes" : "**no**";
}

function targetOf({ unit, target }: Figure): string {
  if (target === undefined) return "";
  if ("atMost" in target) return `≤ ${UNITS[unit](target.atMost)}`;
  return "atLeast" in target ? `≥ ${UNITS[unit](target.atLeast)}` : UNITS[unit](target.exactly);
}

/** GitHub-flavoured Markdown; the first row is the head, columns after the first are numbers. */
export function table(rows: readonly (readonly (string | undefined)[])[]): string {
  const [head = [], ...body] = rows.map((row) => row.map((cell) => (cell ?? "").replaceAll("|", "\\|")));
  const widths = head.map((_, at) => Math.max(4, ...[head, ...body].map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, at) => (at === 0 ? (row[at] ?? "").padEnd(width) : (row[at] ?? "").padStart(width))).join(" | ")} |`;
  const rule = `| ${widths.map((width, at) => (at === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(head), rule, ...body.map(line)].join("\n");
}

function grouped(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}
