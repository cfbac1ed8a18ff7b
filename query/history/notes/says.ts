import type { Change } from "../change.js";
import type { LinkedNote } from "./link.js";

/** Sentences and list items of a note that hold a name's last part as a word of code, or all where none does. */
function sentencesAbout(text: string, written: string): readonly string[] {
  const leaf = written.split(".").at(-1) ?? written;
  const word = new RegExp(`(?<![\\w.])(?:[\\w.]+\\.)?${escaped(leaf)}(?![\\w])`);
  const sentences = sentencesOf(text);
  const own = sentences.filter((sentence) => word.test(sentence));
  return own.length > 0 ? own : sentences;
}

const sentencesOf = (text: string): readonly string[] =>
  text.split(/(?<=[.!?;]\)?)\s+(?=[\p{Lu}`*(])|\n\s*(?=[-*] )/u);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** What a sentence has to say of each kind of change. */
const TELLING: Readonly<Record<Change["kind"], RegExp | undefined>> = {
  removed:
    /\bremov|\bdrop(?:s|ped)?\b|\bdelet|\brenam|\bmov(?:ed|es)\b|\breplac|\bno longer (?:available|exist|export)/i,
  renamed: /\brenam|\breplac|\bdeprecat/i,
  moved:
    /\bmov(?:ed|es)\b|\brelocat|\bnow (?:available|lives?|found|accessible)|\bdeprecat|\bexpos|\bexport/i,
  "kind-changed": /\b(?:class|function|property|method|attribute|module|type)\b/i,
  "parameter-removed": /\bremov|\bdrop(?:s|ped)?\b|\bdelet|\brenam|\breplac|\bno longer\b/i,
  "parameter-renamed": /\brenam|\breplac|\bdeprecat|\bin favou?r\b/i,
  "parameter-added":
    /\badd(?:s|ed|ing|ition)?\b|\bnew\b|\bintroduc|\bimplement|\bexpos|\bsupport|\baccepts?\b|\ballows?\b|\brenam|\buse\b|\bnow\b|\bavailable\b|\bin favou?r\b/i,
  "parameter-made-keyword-only": /\bkeyword|\bposition/i,
  "parameter-kind-changed": /\bkeyword|\bposition/i,
  "parameter-reordered": /\border|\bposition/i,
  // What is renamed or on its way out gets a default that says so.
  "default-changed": /\bdefaults?\b|\brenam|\bdeprecat/i,
  "annotation-changed": /\btypes?\b|\bannotat|\breturns?\b|\baccepts?\b/i,
  "signature-changed": /\bsignatures?\b|\bargs?\b|\barguments?\b|\bparameters?\b|\boverloads?\b|\bkeyword\b/i,
  "behaviour-changed": undefined,
  deprecated: /\bdeprecat|\bdefault .*\bwill\b|\bwill .*\bdefault\b|\brenam/i,
  "un-deprecated": /\bdeprecat|\bdefaults? .*\bchang|\bchang.*\bdefaults?\b/i,
  added:
    /\badd(?:s|ed|ing|ition)?\b|\bnew\b|\bintroduc|\bimplement|\bexpos|\bsupport|\bnow (?:has|available)/i,
  "documentation-changed": undefined,
};

/** Whether a note that names a change's symbol tells of that change: of a parameter, in a sentence that has it in code marks. */
export function saysOf({ note, names }: LinkedNote, change: Change): boolean {
  const { kind, symbol, parameter } = change;
  const written = names.get(symbol);
  const telling = TELLING[kind];
  if (written === undefined || telling === undefined) return false;
  if (parameter === undefined || parameter === "return") {
    return sentencesAbout(note.text, written).some((sentence) => telling.test(sentence));
  }
  return sentencesOf(note.text).some(
    (sentence) => hasCode(sentence, parameter) && telling.test(withoutCode(sentence)),
  );
}

const withoutCode = (text: string): string => text.replace(/`[^`]*`/g, "``");

/** The parameter's name stands in code marks, alone or in a call: `n_init`, `n_init="auto"`, `fit(X, n_init)`. */
function hasCode(text: string, parameter: string): boolean {
  const word = new RegExp(`(?<![\\w.])${escaped(parameter)}(?!\\w)`);
  return [...text.matchAll(/`([^`]+)`/g)].some(([, code = ""]) => word.test(code));
}

/** A name in code marks; what is called with anything is the name alone. */
const NAME = "`[~!]?([\\p{L}_][\\w.]*)(?:\\([^`]*\\))?`";

const INSTEAD = new RegExp(
  `(?:(?<!\\bnot )\\b(?:[Uu]se|in (?:favou?r|place) of|replaced (?:by|with)|superseded by|renamed (?:to|as)|migrate to|switch to|instead use|moved to)|→|->)\\s+(?:the\\s+)?(?:new\\s+|equivalent\\s+|public\\s+)?(?:class\\s+|function\\s+|method\\s+|module\\s+)?${NAME}`,
  "u",
);

/**
 * What a note says to use instead of one of the symbols it names, as it writes it; undefined where it could be meant for
 * another, as it could where the sentence names a second thing before.
 */
export function replacementFor(text: string, written: string): string | undefined {
  const leaf = written.split(".").at(-1) ?? written;
  for (const sentence of sentencesAbout(text, written)) {
    const found = INSTEAD.exec(sentence);
    const name = found?.[1];
    if (!found || name === undefined || name === written || name === leaf) continue;
    const before = [...sentence.slice(0, found.index).matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
    const isAlone =
      before.length === 1 && new RegExp(`(?<!\\w)${escaped(leaf)}(?!\\w)`).test(before[0] ?? "");
    if (isAlone && /[._]|\p{Ll}\p{Lu}/u.test(name)) return name;
  }
  return undefined;
}

/** Old and new name of what a note says was renamed or moved: it names the two, in this order, in one sentence. */
export function renamesIn(text: string): readonly { readonly from: string; readonly to: string }[] {
  const pattern = new RegExp(
    `(?:\\b(?:[Rr]enam(?:e[sd]?|ing)|[Mm]ov(?:e[sd]?|ing))\\s+(?:the\\s+)?(?:\\w+\\s+)?${NAME}|(?<!\`(?:,| and|, and) )${NAME}\\s+(?:(?:has|have|is|was|been|now)\\s+)+(?:renamed|moved))\\s+(?:from \`[^\`]+\`\\s+)?(?:to|into)\\s+(?:the\\s+)?(?:module\\s+)?${NAME}(?!(?:,| and|, and) \`)`,
    "gu",
  );
  return [...text.replace(/\s+/g, " ").matchAll(pattern)].flatMap(([, first, second, to]) => {
    const from = first ?? second;
    return from !== undefined && to !== undefined ? [{ from, to }] : [];
  });
}

/** Whether a note says that the symbol itself is new, and not something of it: `Added `f``, ``f` has been added`. */
export function saysIsNew(text: string, written: string): boolean {
  const name = `\`[~!]?(?:[\\w.]+\\.)?${escaped(written.split(".").at(-1) ?? written)}(?:\\([^\`]*\\))?\``;
  const names = `(?:\`[^\`]+\`(?:,| and|, and|\\s+and)\\s+)*`;
  const added = new RegExp(
    `^\\W*(?:[\\p{L} ]{0,20}\\|?\\s*)?\\b(?:add(?:s|ed|ing)?|introduc(?:es?|ed|ing)|implement(?:s|ed)?|new)\\s+(?:(?:an?|the|new|experimental|public|class|function|method|module|estimator|transformer|metric|primitive|decorator|api|attribute|property)\\s+)*${names}${name}(?!\\s+(?:to|in|support|argument|parameter|option|keyword))`,
    "iu",
  );
  const isNew = new RegExp(
    `^\\W*(?:the\\s+)?(?:new\\s+)?(?:\\w+\\s+)?${name}\\s+(?:is|was|has been|have been)\\s+(?:now\\s+)?(?:newly\\s+)?(?:added|introduced|new)\\b`,
    "iu",
  );
  const line = text.replace(/\s+/g, " ");
  return added.test(line) || isNew.test(line);
}
