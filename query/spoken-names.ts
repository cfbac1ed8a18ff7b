/** Words that one name is made of, at most, and words of a question that are tried. */
const LONGEST = 4;
const MOST = 24;

/**
 * Names that may be meant by plain words that stand side by side, lower case, and the words: `early_stopping` and
 * `earlystopping` for “early stopping” and “early-stopping”. What is written as a name is no plain word.
 */
export function spokenNames(text: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const words of runsOf(text)) {
    for (let length = 2; length <= Math.min(LONGEST, words.length); length += 1) {
      for (let at = 0; at + length <= words.length; at += 1) {
        const said = words.slice(at, at + length);
        for (const joint of ["_", ""]) names.set(said.join(joint), said.join(" "));
      }
    }
  }
  return names;
}

/** Plain words that nothing but blanks and hyphens part. */
function runsOf(text: string): readonly (readonly string[])[] {
  const runs: string[][] = [[]];
  for (const piece of text.toLowerCase().split(/\s+/).slice(0, MOST)) {
    const bare = piece.replace(/^[("'“‘]+|[)"'”’.,;:?!]+$/g, "");
    if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(bare)) runs.at(-1)?.push(...bare.split("-"));
    if (bare !== piece || !/^[a-z0-9-]+$/.test(piece)) runs.push([]);
  }
  return runs;
}
