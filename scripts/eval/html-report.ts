import type { Interval } from "./bootstrap.js";
import { METRICS } from "./metrics.js";
import type { RankCounts } from "./rank-counts.js";
import type { EvaluationReport } from "./report.js";

/** The report as one page that needs nothing else: plots are inline SVG. */
export function renderHtml(report: EvaluationReport): string {
  const { groups, comparisons } = report;
  const bars = (named: EvaluationReport["groups"] | EvaluationReport["comparisons"]) =>
    named.map(({ name, scores }) => ({ name, interval: scores["ndcg@10"] }));
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Retrieval of ${escaped(report.system)}</title>
<style>${STYLE}</style>
<h1>Retrieval</h1>
<p>${escaped(report.system)}, model ${escaped(report.model)}, ${escaped(report.created.slice(0, 10))}. ${report.rows} questions; whiskers are 95 % bootstrap intervals.</p>
<h2>nDCG@10 by kind of question</h2>
${barPlot(bars(groups))}
<h2>nDCG@10 of each system, ${escaped(report.compared)}</h2>
${barPlot(bars(comparisons))}
<h2>Rank of the first right page</h2>
${report.ranks.map(histogram).join("\n")}
<h2>All measures</h2>
${table(
  ["questions", "rows", ...METRICS],
  groups.map(({ name, rows, scores }) => [
    name,
    String(rows),
    ...METRICS.map((metric) => withInterval(scores[metric])),
  ]),
)}
<h2>Beside the first</h2>
${table(
  ["system", ...METRICS, "p, nDCG@10"],
  comparisons.map(({ name, scores, p }, row) => [
    name,
    ...METRICS.map((metric) => scores[metric].mean.toFixed(3)),
    row === 0 ? "" : p["ndcg@10"].toFixed(4),
  ]),
)}
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; --bar: #3b6fb6; --ink: CanvasText; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
svg { max-width: 100%; height: auto; } svg text { font: 12px system-ui, sans-serif; fill: var(--ink); }
.bar { fill: var(--bar); } .line { stroke: var(--ink); stroke-width: 1.2; } .grid { stroke: var(--ink); opacity: .15; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: 13px; white-space: nowrap; }
td, th { padding: .2rem .6rem; text-align: right; border-bottom: 1px solid #8884; }
td:first-child, th:first-child { text-align: left; }
`;

const ROW = 22;
const LABEL = 330;
const PLOT = 480;

/** Horizontal bars from 0 to 1 with whiskers. */
function barPlot(rows: readonly { readonly name: string; readonly interval: Interval }[]): string {
  const x = (value: number) => LABEL + value * PLOT;
  const height = rows.length * ROW + 24;
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (tick) =>
      `<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="0" y2="${height - 20}"/><text x="${x(tick)}" y="${height - 5}" text-anchor="middle">${tick}</text>`,
  );
  const bars = rows.map(({ name, interval: { mean, low, high } }, row) => {
    const y = row * ROW;
    const middle = y + ROW / 2;
    return [
      `<text x="${LABEL - 8}" y="${middle + 4}" text-anchor="end">${escaped(name)}</text>`,
      `<rect class="bar" x="${LABEL}" y="${y + 4}" width="${rounded(mean * PLOT)}" height="${ROW - 8}"/>`,
      `<line class="line" x1="${rounded(x(low))}" x2="${rounded(x(high))}" y1="${middle}" y2="${middle}"/>`,
      `<text x="${rounded(x(high) + 6)}" y="${middle + 4}">${mean.toFixed(3)}</text>`,
    ].join("");
  });
  return svg(LABEL + PLOT + 60, height, [...grid, ...bars].join("\n"));
}

/** Columns for ranks 1 to 10 and for pages that were missed. */
function histogram({ name, at, missed }: RankCounts): string {
  const columns = [
    ...at.map((count, index) => ({ label: String(index + 1), count })),
    { label: "none", count: missed },
  ];
  const most = Math.max(1, ...columns.map(({ count }) => count));
  const bars = columns.map(({ label, count }, index) => {
    const height = (count / most) * 110;
    const x = index * 50 + 10;
    return `<rect class="bar" x="${x}" y="${rounded(140 - height)}" width="36" height="${rounded(height)}"/><text x="${x + 18}" y="${rounded(134 - height)}" text-anchor="middle">${count}</text><text x="${x + 18}" y="158" text-anchor="middle">${label}</text>`;
  });
  return `<h3>${escaped(name)}</h3>\n${svg(columns.length * 50 + 20, 165, bars.join("\n"))}`;
}

const svg = (width: number, height: number, content: string): string =>
  `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">\n${content}\n</svg>`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: "td" | "th") =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join("")}</tr>`;
  return `<div class="scroll"><table>\n${[line(head, "th"), ...rows.map((row) => line(row, "td"))].join("\n")}\n</table></div>`;
}

const withInterval = ({ mean, low, high }: Interval): string =>
  `${mean.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;

const rounded = (value: number): number => Math.round(value * 10) / 10;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
