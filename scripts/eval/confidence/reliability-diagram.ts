import type { Bin } from "./calibration.js";

const SIDE = 360;
const MARGIN = 48;

/**
 * A reliability diagram (DeGroot, Fienberg 1983) as SVG: a bar for each bin as high as the share that was right, a
 * dot at the mean that was stated, the diagonal of perfect calibration, and the number of questions.
 */
export function reliabilityDiagram(bins: readonly Bin[], title: string): string {
  const x = (share: number): number => round(MARGIN + share * SIDE);
  const y = (share: number): number => round(MARGIN + (1 - share) * SIDE);
  const drawn = bins.filter(({ count }) => count > 0);
  const bars = drawn.map(({ from, to, right, count }) => {
    const box = `x="${x(from) + 1}" y="${y(right)}" width="${round(x(to) - x(from) - 2)}" height="${round(y(0) - y(right))}"`;
    const label = `<text x="${round((x(from) + x(to)) / 2)}" y="${round(y(right) - 5)}" text-anchor="middle" font-size="10">${count}</text>`;
    return `  <rect ${box} fill="#7aa6c2"/>\n  ${label}`;
  });
  const dots = drawn.map(
    ({ stated, right }) => `  <circle cx="${x(stated)}" cy="${y(right)}" r="3.5" fill="#a33"/>`,
  );
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((share) => [
    `  <text x="${x(share)}" y="${y(0) + 16}" text-anchor="middle" font-size="11">${share}</text>`,
    `  <text x="${x(0) - 8}" y="${y(share) + 4}" text-anchor="end" font-size="11">${share}</text>`,
  ]);
  const whole = SIDE + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${whole} ${whole}" font-family="sans-serif" role="img">`,
    `  <title>${title}</title>`,
    `  <rect width="${whole}" height="${whole}" fill="#fff"/>`,
    `  <text x="${whole / 2}" y="24" text-anchor="middle" font-size="13">${title}</text>`,
    ...bars,
    `  <line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke="#555" stroke-dasharray="4 4"/>`,
    ...dots,
    `  <rect x="${x(0)}" y="${y(1)}" width="${SIDE}" height="${SIDE}" fill="none" stroke="#333"/>`,
    ...ticks,
    `  <text x="${whole / 2}" y="${whole - 8}" text-anchor="middle" font-size="12">probability stated</text>`,
    `  <text x="14" y="${whole / 2}" text-anchor="middle" font-size="12" transform="rotate(-90 14 ${whole / 2})">share that was right</text>`,
    "</svg>",
    "",
  ].join("\n");
}

const round = (value: number): number => Math.round(value * 10) / 10;
