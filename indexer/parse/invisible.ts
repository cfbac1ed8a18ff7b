import { VERSION_MARK } from "../normalise.js";

/**
 * Characters that show nothing, or reorder what is shown, and so can carry text that a reader does not see
 * and a language model does: zero-width characters, bidirectional controls (Boucher and Anderson, "Trojan
 * Source", 2021), tag characters, variation selectors, fillers and interlinear annotations. The soft hyphen is
 * among them: it says where a word may be broken, and breaks the word for every search. U+E000 marks versions inside stored text, which no page may do.
 */
const UNSEEN = `\\p{Default_Ignorable_Code_Point}\\ufff9-\\ufffb${VERSION_MARK}`;

/** Control characters other than tab and line feed. */
const CONTROLS = "\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f";

/** Scripts in which U+200C and U+200D choose between forms of a letter, so that words differ by them. */
const JOINING_SCRIPTS = [
  "Arabic",
  "Syriac",
  "Nko",
  "Mongolian",
  "Devanagari",
  "Bengali",
  "Gurmukhi",
  "Gujarati",
  "Oriya",
  "Tamil",
  "Telugu",
  "Kannada",
  "Malayalam",
  "Sinhala",
  "Khmer",
  "Myanmar",
  "Tibetan",
];
const LETTER = `[[${JOINING_SCRIPTS.map((script) => `\\p{Script=${script}}`).join("")}]--\\p{Default_Ignorable_Code_Point}]`;

/** Hidden characters that mean something where they stand: at most one between two that are seen. */
const MEANT = [
  // Between two letters or marks of such a script.
  `(?<=${LETTER})[\\u200c\\u200d](?=${LETTER})`,
  // Between the parts of one emoji.
  "(?<=\\p{Extended_Pictographic}\\ufe0f?|\\p{Emoji_Modifier})\\u200d(?=\\p{Extended_Pictographic})",
  // "Show this as an emoji".
  "(?<=[\\p{Emoji}\\p{Extended_Pictographic}])\\ufe0f",
].join("|");

const HIDDEN = new RegExp(`[${CONTROLS}${UNSEEN}]`, "v");
const MEANT_OR_HIDDEN = new RegExp(`(${MEANT})|[${CONTROLS}${UNSEEN}]`, "gv");

export interface Stripped {
  readonly text: string;
  /** Characters taken out; the carriage returns of line ends are not among them. */
  readonly removed: number;
}

/**
 * Removes what could hide instructions from a reader; line ends become `\n`. Joiners and U+FE0F stay where
 * scripts and emoji need them, so that flags made of tag characters become plain ones and nothing else of
 * what is seen is lost. Idempotent.
 */
export function stripInvisible(text: string): Stripped {
  if (!HIDDEN.test(text)) return { text, removed: 0 };
  let removed = 0;
  const stripped = text.replace(/\r\n?/g, "\n").replace(MEANT_OR_HIDDEN, (_, meant: string | undefined) => {
    if (meant !== undefined) return meant;
    removed += 1;
    return "";
  });
  return { text: stripped, removed };
}

const REFERENCE = /&(?:#(?:x([0-9a-f]+)|([0-9]+));?|([a-z]+);)/gi;
const UNSEEN_ONLY = new RegExp(`^[${UNSEEN}]$`, "v");
/** HTML's names for such characters, but for the joiners. */
const UNSEEN_NAMES: ReadonlySet<string> = new Set([
  "shy",
  "lrm",
  "rlm",
  "ZeroWidthSpace",
  "NegativeVeryThinSpace",
  "NegativeThinSpace",
  "NegativeMediumSpace",
  "NegativeThickSpace",
  "NoBreak",
  "ApplyFunction",
  "af",
  "InvisibleTimes",
  "it",
  "InvisibleComma",
  "ic",
]);
/** These may be meant: whether they are is seen when the references around them are resolved. */
const JOINERS: ReadonlySet<string> = new Set(["\u200c", "\u200d", "\ufe0f"]);

/** As `stripInvisible`, for HTML source: also removes character references (`&#x202e;`, `&shy;`). */
export function stripInvisibleHtml(html: string): Stripped {
  const { text, removed } = stripInvisible(html);
  let references = 0;
  const stripped = text.replace(
    REFERENCE,
    (reference: string, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
      if (
        name === undefined
          ? !isUnseen(Number.parseInt(hex ?? decimal ?? "", hex ? 16 : 10))
          : !UNSEEN_NAMES.has(name)
      ) {
        return reference;
      }
      references += 1;
      return "";
    },
  );
  return { text: stripped, removed: removed + references };
}

function isUnseen(codePoint: number): boolean {
  if (codePoint > 0x10ffff) return false;
  const character = String.fromCodePoint(codePoint);
  return UNSEEN_ONLY.test(character) && !JOINERS.has(character);
}
