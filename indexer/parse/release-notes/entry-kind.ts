export const ENTRY_KINDS = [
  "added",
  "changed",
  "deprecated",
  "removed",
  "fixed",
  "breaking",
  "other",
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** What headings, group items and tags call each kind. The first that fits counts. */
const LABELS: readonly (readonly [RegExp, EntryKind])[] = [
  [/\bbreaking\b|\bincompatib|\bmigrat/i, "breaking"],
  [/\bdeprecat/i, "deprecated"],
  [/\bremov(?:ed|als?)\b|\bdelet(?:ed|ions?)\b/i, "removed"],
  [/\bfix(?:e[ds])?\b|\bbugs?\b|\bbugfix(?:es)?\b|\bsecurity\b/i, "fixed"],
  [/\bnew\b|\bfeat(?:ures?)?\b|\badd(?:ed|itions?)\b|\bhighlights?\b/i, "added"],
  [
    /\bchange[ds]?\b|\bimprove(?:d|ments?)\b|\benhance(?:d|ments?)\b|\befficiency\b|\bapi\b|\bperf(?:ormance)?\b|\bupdates?\b|\brefactor\b/i,
    "changed",
  ],
];
const LONGEST_LABEL = 48;

/** The kind that a heading or the head of a group stands for: `Breaking changes`, `New features:`. */
export function kindOfLabel(text: string): EntryKind | undefined {
  const label = text.replace(/[*_`:]/g, "").trim();
  if (label.length === 0 || label.length > LONGEST_LABEL || /\d+\.\d+/.test(label)) return undefined;
  return LABELS.find(([pattern]) => pattern.test(label))?.[1];
}

/** `|API|`, `[FEATURE]`, `**Fix**`, `feat(core):`, or a tag word as scikit-learn writes it. */
const TAG =
  /^(?:\|([^|]+)\||\[([\p{L} /-]+)\]|\*\*([^*]{2,30}?):?\*\*|(feat|fix|perf|refactor|docs|chore|breaking)(?:\([^)]*\))?!?:|((?:Major )?Feature|Enhancement|Efficiency|Fix|FIX|API(?: Change)?)(?=\s))\s*:?/u;

const REMOVED =
  /^(?:\W*(?:the\s+)?(?:previously\W+|deprecated\s+)*)?remov(?:e[sd]?|ing)\b|\b(?:has|have|is|are|was|were)\s+(?:now\s+|also\s+|been\s+)*(?:removed|deleted|dropped)\b|^drop(?:ped|s)?\b/i;
const DEPRECATED =
  /^\W*deprecat(?:e[sd]?|ing|ion)\b|\bdeprecat(?:es|ing)\b|\b(?:is|are|been|being|now)\s+(?:now\s+|also\s+|officially\s+)?deprecated\b/i;
const PAST_DEPRECATION = /\b(?:previously|already|was|were|had been)[\s-]+(?:\w+\s+)?deprecated\b/i;
const ADDED =
  /^\W*(?:add(?:s|ed|ing)?|introduc(?:e[sd]?|ing)|new|implement(?:s|ed)?|support(?:s|ed)?)\b|\b(?:has|have) been added\b/i;
const FIXED = /^\W*(?:fix(?:e[sd]|ing)?|bug\s*fix|correct(?:s|ed)?|resolve[sd]?)\b/i;
const CHANGED =
  /^\W*(?:change[sd]?|renam(?:e[sd]?|ing)|mov(?:e[sd]?|ing)|improv(?:e[sd]?|ing)|updat(?:e[sd]?|ing)|upgrad|bump)\w*\b|\bno longer\b|\bnow\b|\b(?:has|have) been (?:renamed|changed|moved)\b/i;

/**
 * The kind of one entry. What the sentence says of removal and deprecation outweighs the heading it stands
 * under; a tag outweighs the heading; the other words count where neither tells.
 */
export function kindOfEntry(text: string, heading: EntryKind | undefined): EntryKind {
  const tag = TAG.exec(text);
  const said = (tag === null ? text : text.slice(tag[0].length)).trim();
  const [first = ""] = said.split(/(?<=[.!?])\s+(?=[\p{Lu}`*])/u);
  if (REMOVED.test(first)) return "removed";
  if (DEPRECATED.test(first) && !PAST_DEPRECATION.test(first)) return "deprecated";
  const tagged =
    tag === null ? undefined : kindOfLabel(tag.slice(1).find((group) => group !== undefined) ?? "");
  if (tagged !== undefined) return tagged;
  // "Changes" is what everything else is put under.
  if (heading !== undefined && heading !== "changed") return heading;
  if (FIXED.test(first)) return "fixed";
  if (ADDED.test(first)) return "added";
  return CHANGED.test(first) ? "changed" : (heading ?? "other");
}
