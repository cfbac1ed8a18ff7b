import type { DocumentKind } from "./document.js";

/** Folders whose name tells what is kept in them. The deepest one on a page's path decides. */
const FOLDERS: Readonly<Record<Exclude<DocumentKind, "paper">, RegExp>> = {
  "release-notes":
    /^(change-?logs?|releases?|release-notes?|release-highlights|whats-?new|news|migrat(e|ion|ions|ing)|migrat(ion|ing)-(from|to|guide)s?\b.*|upgrad(e|es|ing)|converting-and-upgrading|deprecations?|version-history)$/,
  api: /^(api|apis|api-?docs?|api-?references?|python-?api|rest-?api|reference|references|generated|autosummary|package-reference|main-classes|model-doc|commandline|command-reference|cli-reference)$/,
  tutorial:
    /^(tutorials?|getting-?started|get-started|quick-?starts?|courses?|lessons?|notebooks?|walk-?throughs?|codelabs?)$/,
  example: /^(examples?|auto-examples|gallery|galleries|samples?|cookbooks?|recipes)$/,
  guide:
    /^(guides?|user-?guides?|developer-guides|conceptual-guides|task-guides|how-?tos?|how-to-guides|concepts?|explanations?|glossary|tasks?)$/,
};

/** File names that are release notes wherever they stand. */
const RELEASE_FILE =
  /^(change-?log|release-?notes?|whats-?new|version-history|breaking-changes|(.+-)?(migration|upgrade|upgrading)-guides?|(migration|upgrade|upgrading)-?s?|(migrat(e|ion|ing)|upgrad(e|ing))-(from|to)\b.*|migrating\b.*|deprecat(ed|ions?)(-(guide|features|notices?|api|apis))?|from-\d[\d-]*)$/;

/** File names that are release notes unless they stand among API pages (`docker history`). */
const RELEASE_FILE_PLAIN = /^(releases?|news|history|changes|upgrad(e|es|ing)-.*)$/;

const RELEASE_TITLE =
  /^(what['’]?s new|releases?( notes?| history)?$|.*\brelease notes?\b|.*\bchange ?log\b|changes in\b|.*\bmigration guide\b|.*\bupgrade guide\b|migrat(e|ing) (from|to)\b|upgrading\b|upgrade (to|from)\b|.*\bbreaking changes\b|deprecat(ed|ions?)( (features|apis?|guide|notices?))?$|version history)/i;

const TUTORIAL_FILE = /^(tutorials?|getting-?started|get-started|quick-?starts?|quick-?tours?)$/;
const TUTORIAL_TITLE = /^(getting started|quick ?start|quick ?tour|tutorial\b)/i;
const API_FILE = /^(api|apis|api-?reference|api-?docs?|reference|modules|py-modindex|genindex)$/;
const API_TITLE = /^([a-z_]\w*(\.\w+)+|api( reference)?|.+ api reference)$/i;
const SOURCE_FILE = /\.(pyi?|d\.[cm]?ts)$/i;
const NOTEBOOK_FILE = /\.ipynb$/i;

/**
 * What a page is for, judged by where it stands and what it is called; no content is read.
 *
 * Release notes are recognised by an unmistakable name first, then the deepest telling folder
 * decides, then file name and title. A page about which nothing tells is a guide.
 */
export function documentKind(path: string, title: string): DocumentKind {
  const segments = path.split("/").map(plainName);
  const file = segments.pop() ?? "";
  if (RELEASE_FILE.test(file)) return "release-notes";

  const folder = kindOfFolders(segments);
  if (folder === "release-notes" || folder === "api") return folder;
  const name = title.trim();
  if (RELEASE_FILE_PLAIN.test(file) || RELEASE_TITLE.test(name)) return "release-notes";
  if (folder !== undefined) return folder;

  if (TUTORIAL_FILE.test(file) || TUTORIAL_TITLE.test(name)) return "tutorial";
  if (API_FILE.test(file) || API_TITLE.test(name) || SOURCE_FILE.test(path)) return "api";
  return NOTEBOOK_FILE.test(path) ? "tutorial" : "guide";
}

/** `Whats_New.rst` -> `whats-new`: lower case, no extension, `-` for every separator. */
function plainName(segment: string): string {
  return segment
    .toLowerCase()
    .replace(/\.(mdx?|markdown|rst|txt|html?|ipynb|pyi?)$/, "")
    .replace(/[\s_.]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

function kindOfFolders(folders: readonly string[]): DocumentKind | undefined {
  for (const folder of folders.toReversed()) {
    for (const [kind, pattern] of Object.entries(FOLDERS)) {
      if (pattern.test(folder)) return kind as DocumentKind;
    }
  }
  return undefined;
}
