/** What a question asks for. It decides what is quoted first. */
export const QUESTION_KINDS = [
  "signature",
  "parameter",
  "how-to",
  "difference",
  "error",
  "since-when",
  "is-deprecated",
  "migration",
  "what-is",
] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** What is known of the question beside its words. */
export interface Context {
  /** It names an API of the release. */
  readonly namesApi: boolean;
  /** It names parameters of that API. */
  readonly namesParameter: boolean;
}

/**
 * Wordings that decide, most telling first: the first that matches gives the kind. A question that matches none is
 * about the parameter or the API that it names; else it is a how-to when it begins like an order, and a what-is.
 */
const WORDINGS: readonly (readonly [QuestionKind, RegExp])[] = [
  ["difference", /\bdifferences?\b|\bdiffers?\b|\bversus\b|\bvs\.?(?=\s)|\bcompar(?:e|ed|ing|ison)\b/],
  [
    "difference",
    /\bwhen (?:should|do|would) (?:i|we|one) (?:use|prefer|choose)\b.*\b(?:or|over|instead of|rather than)\b/,
  ],
  ["difference", /\bshould i use\b.*\bor\b|\bwhich (?:is|one is) (?:better|faster)\b/],
  [
    "since-when",
    /\b(?:since|as of) (?:when|what|which)\b|\bwhen (?:was|were|did|is|has)\b.*\b(?:add(?:ed)?|introduced?|appear(?:ed)?|available|come|came|land(?:ed)?|released?)\b/,
  ],
  [
    "since-when",
    /\b(?:which|what) (?:release|version)\b.*\b(?:add(?:ed|s)?|introduc(?:ed?|es)|first|bring|brought|need(?:ed)?|requir(?:ed?|es)|support(?:s|ed)?|ha[sd]|came)\b/,
  ],
  [
    "since-when",
    /\b(?:min(?:imum|imal)?|oldest|earliest|lowest) (?:\S+ )?(?:version|release)\b|\bfirst (?:version|release)\b|\bnew in (?:which|what)\b/,
  ],
  ["migration", /\b(?:deprecated|removed|gone)\b.*\b(?:instead|replace[sd]?|replacement|migrate|use now)\b/],
  [
    "is-deprecated",
    /\b(?:is|are|was|were|been|being|got|gets?|becomes?|still)\b.*\b(?:deprecated|obsolete|discontinued|removed)\b|\b(?:still|no longer) supported\b/,
  ],
  [
    "is-deprecated",
    /\bdeprecat(?:ed|ion|ions)\b(?!.*\b(?:instead|replace|migrat))|\bremoved (?:from|in)\b|\bstill (?:exists?|there|available|works?|safe to use)\b/,
  ],
  [
    "migration",
    /\bmigrat(?:e|es|ed|ing|ion)\b|\bupgrad(?:e|es|ing)\b|\bport(?:ing)?\b.*\b(?:from|to)\b|\brenamed?\b|\bmoved (?:to|from)\b/,
  ],
  [
    "migration",
    /\breplac(?:ement|es|ed|ing)\b.*\b(?:for|of|by|with|deprecated|removed)\b|\bwhat (?:replaces|replaced)\b|\bequivalent (?:of|to|for)\b/,
  ],
  [
    "migration",
    /\b(?:what|which)\b.*\binstead of\b|\b(?:new|modern|current) (?:way|name|api)\b|\balternatives? (?:to|for)\b|\bwhere (?:did|has)\b.*\b(?:go|gone)\b|\bchange[ds]?\b.*\bbetween\b|\bwhat(?:'s| is| has| was)? (?:new|changed)\b/,
  ],
  [
    "error",
    /\b\w+(?:error|exception|warning)\s*:|\b(?:arithmetic|assertion|attribute|connection|file\w+|floatingpoint|import|index|key|memory|modulenotfound|name|not\w+|os|outofmemory|overflow|recursion|runtime|timeout|type|unicode\w*|value|zerodivision|convergence|future|deprecation|user)(?:error|warning)\b/,
  ],
  [
    "error",
    /\btraceback\b|\bstack ?trace\b|\berror messages?\b|\b(?:get|gets|getting|got|see|seeing|receive|fix|solve|resolve|avoid|why|cause[sd]?|this|following|an)\b.{0,40}\berrors?\b|\berrors? (?:when|while|on|in)\b/,
  ],
  [
    "error",
    /\braises?\b|\bthrows?\b|\bfail(?:s|ed|ing)?\b|\bcrash(?:es|ed|ing)?\b|\bgot an unexpected\b|\bnot callable\b|\bhas no attribute\b|\bcannot import\b/,
  ],
  [
    "signature",
    /\bsignature\b|\bconstructor\b|\b(?:what|which|all|list(?: of)?|the) (?:the )?(?:\w+ )?(?:parameters|arguments|args|kwargs|options)\b|\bwhat does \S+ (?:return|yield)\b|\breturn (?:type|values?)\b|\breturns? (?:of|from)\b|\bhow (?:do i|to|is|can i) call(?:ed)?\b/,
  ],
  [
    "parameter",
    /\bdefaults?\b(?! (?:to|behaviou?r of the library)\b)|\b(?:parameter|argument|param|kwarg|keyword)\b|\b(?:allowed|valid|possible|accepted|permitted) (?:values?|options?)\b|\bwhat (?:values|options)\b/,
  ],
];

const HOW =
  /^(?:how\b|(?:is|are) there (?:a|any) way|(?:what|which) is the (?:best|right|easiest|recommended|proper|correct|simplest) way|(?:can|could) (?:i|you|we)\b|show me|give me|i (?:want|need|would like) to|example)|\bhow (?:do|can|should|to)\b|\bexamples?\b|\bbest way\b/;

/** Orders that a how-to begins with; any other verb is told by the lack of a question word and of a name. */
const ORDER =
  /^(?:add|apply|build|calculate|check|clip|combine|compute|concatenate|connect|configure|convert|copy|create|customi[sz]e|cut|decode|define|delete|disable|download|enable|encode|ensure|evaluate|export|extract|find|fine-?tune|forbid|freeze|generate|get|handle|implement|import|initiali[sz]e|install|let|load|log|make|measure|merge|move|normali[sz]e|pad|parse|plot|predict|prevent|print|profile|quanti[sz]e|read|remove|reshape|resume|run|sample|save|schedule|select|set|share|shuffle|sort|speed|split|stop|store|stream|switch|test|train|transform|tune|turn|use|visuali[sz]e|wrap|write)\b/;

/** The kind of a question, by stated rules over its words; deterministic. */
export function questionKind(question: string, { namesApi, namesParameter }: Context): QuestionKind {
  const text = question.replace(/\s+/g, " ").trim();
  const folded = text.toLowerCase();
  for (const [kind, wording] of WORDINGS) {
    if (!wording.test(folded)) continue;
    // "Which parameters" asks for them all; one that is named is asked for itself.
    if (kind === "signature" && namesParameter && !/\bsignature\b|\breturn/.test(folded)) return "parameter";
    return kind;
  }
  if (namesParameter && !/\bhow (?:do|can|should|to)\b/.test(folded)) return "parameter";
  if (HOW.test(folded) || ORDER.test(folded)) return "how-to";
  // A bare call: `KMeans(`, `torch.stack()`.
  if (namesApi && /^[\w.]+\s*\(.*\)?$/.test(text)) return "signature";
  return "what-is";
}
