/** Words in a row that make a run. */
const RUN = 8;
/** A run that stands on more than this share of the pages is not any page's own. */
const COMMON = 0.1;

/**
 * Share of the words of pages that stand in runs of eight which more than a tenth of the pages have: menus,
 * headers, footers. Judged from the texts alone, so that whoever extracted them is measured alike.
 */
export function boilerplateShare(texts: readonly string[]): number {
  const pages = texts.map((text) => text.split(/\s+/).filter((word) => word !== ""));
  const standsOn = new Map<number, number>();
  for (const words of pages) {
    for (const run of new Set(runsOf(words))) standsOn.set(run, (standsOn.get(run) ?? 0) + 1);
  }
  const least = Math.max(2, texts.length * COMMON);
  let [common, all] = [0, 0];
  for (const words of pages) {
    const marked = new Uint8Array(words.length);
    for (const [at, run] of runsOf(words).entries()) {
      if ((standsOn.get(run) ?? 0) > least) marked.fill(1, at, at + RUN);
    }
    common += marked.reduce((sum, mark) => sum + mark, 0);
    all += words.length;
  }
  return all === 0 ? 0 : common / all;
}

/** A hash of each run (FNV-1a), which costs less memory than its text. */
function runsOf(words: readonly string[]): readonly number[] {
  const hashes = words.map((word) => {
    let hash = 0x811c9dc5;
    for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
    return hash;
  });
  return Array.from({ length: Math.max(0, words.length - RUN + 1) }, (_, at) => {
    let run = 0;
    for (let next = at; next < at + RUN; next += 1)
      run = (Math.imul(run, 0x9e3779b1) ^ (hashes[next] ?? 0)) >>> 0;
    return run;
  });
}
