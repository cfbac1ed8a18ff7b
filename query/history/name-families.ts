/** Names that have the beginning or the end of their last parts in common, and the pattern that says so: `water.Big*`. */
export interface NameFamily {
  readonly pattern: string;
  /** In the order given. */
  readonly names: readonly string[];
}

interface Pattern {
  readonly text: string;
  readonly side: "start" | "end";
  readonly words: number;
}

/** Words of a last part: `TFAlbertModel` has three, `load_tf_weights` too. */
const WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;

/** Words of a pattern that count: more of them tell no more of what the names are. */
const TELLING = 2;

/**
 * Families among the names of one module, the largest first; a name is in one at most. Of the patterns that fit, the one
 * is taken first that covers most words: `*OnnxConfig` before `*Config` where most of the latter are such, but `TF*`
 * before `*ForMaskedLM`.
 *
 * @param least names that make a family
 */
export function nameFamilies(names: readonly string[], least: number): readonly NameFamily[] {
  let left = names.map((name) => ({ name, last: name.slice(name.lastIndexOf(".") + 1) }));
  const families: NameFamily[] = [];
  for (;;) {
    const best = bestPattern(
      left.map(({ last }) => last),
      least,
    );
    if (best === undefined) return families.sort((a, b) => b.names.length - a.names.length);
    const own = left.filter(({ last }) => fits(last, best));
    left = left.filter(({ last }) => !fits(last, best));
    const [{ name, last } = { name: "", last: "" }] = own;
    const owner = name.slice(0, name.length - last.length);
    const pattern = best.side === "start" ? `${owner}${best.text}*` : `${owner}*${best.text}`;
    families.push({ pattern, names: own.map((each) => each.name) });
  }
}

function bestPattern(lasts: readonly string[], least: number): Pattern | undefined {
  const seen = new Map<string, { readonly pattern: Pattern; count: number }>();
  for (const last of lasts) {
    for (const pattern of patternsOf(last)) {
      const key = `${pattern.side} ${pattern.text}`;
      const known = seen.get(key);
      if (known) known.count += 1;
      else seen.set(key, { pattern, count: 1 });
    }
  }
  let best: { readonly pattern: Pattern; readonly count: number } | undefined;
  const weight = (each: typeof best): number =>
    each ? each.count * Math.min(TELLING, each.pattern.words) : 0;
  for (const each of seen.values()) {
    if (each.count >= least && weight(each) > weight(best)) best = each;
  }
  return best?.pattern;
}

/** Every proper beginning and end of a last part that ends or begins between words. */
function patternsOf(last: string): readonly Pattern[] {
  const words = [...last.matchAll(WORD)];
  const patterns = words.slice(1).flatMap(({ index }, at): Pattern[] => [
    { text: last.slice(0, index), side: "start", words: at + 1 },
    { text: last.slice(index), side: "end", words: words.length - at - 1 },
  ]);
  // `5` is a word of `5tank`, and a beginning that it would not be found by.
  return patterns.filter((pattern) => fits(last, pattern));
}

/** `TF` begins `TFT5Model` as well, which does not show where its words part; it does not begin `TFile`. */
const fits = (last: string, { text, side }: Pattern): boolean =>
  side === "end"
    ? last.length > text.length && last.endsWith(text)
    : last.length > text.length &&
      last.startsWith(text) &&
      (text.endsWith("_") || !/[a-z]/.test(last.charAt(text.length)));
