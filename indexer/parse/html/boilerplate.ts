import { type Element, findElement, hasClass, isElement, isText, type Parent } from "./dom.js";
import { matcherOf } from "./rules.js";

/** What stands on pages and says nothing about their subject, by its names with the generators we know. */
export const BOILERPLATE = {
  media: [
    "style",
    "noscript",
    "iframe",
    "template",
    "svg",
    "object",
    "canvas",
    ".dyncontent",
    ".dynheader",
    ".sphx-glr-thumbnail-title",
  ],
  navigation: [
    ...["nav", "[role=navigation]", "[role=menu]", ".sphinxsidebar", ".md-sidebar", ".bd-sidebar"],
    ...[".book-summary", ".devsite-nav", ".td-sidebar", ".tsd-navigation", ".wy-nav-side", ".md-skip"],
    ...[".skip-link", "[class^=skipToContent]", "#side-nav", "#skip-to-content", ".related"],
  ],
  breadcrumbs: [
    ...[".breadcrumbs", ".breadcrumb", ".wy-breadcrumbs", ".theme-doc-breadcrumbs", ".tsd-breadcrumb"],
    ...[".navpath", ".pytorch-breadcrumbs", ".nextra-breadcrumb", ".devsite-breadcrumb-list"],
    ...["[aria-label=breadcrumb]", "[aria-label=Breadcrumb]", "[aria-label=Breadcrumbs]"],
  ],
  tablesOfContents: [
    ...["div.contents.local", ".toc-tree", ".toc-drawer", ".page-toc", ".bd-toc", ".md-toc", ".td-toc"],
    ...["#table-of-contents", ".table-of-contents", "#TableOfContents", ".on-this-page", "#toc", "div.toc"],
    ...[".theme-doc-toc-mobile", ".theme-doc-toc-desktop", "[class*=tocCollapsible_]", ".nextra-toc"],
    ...[".tsd-index-panel", ".tsd-index-group", ".devsite-toc-embedded", "devsite-toc", ".VPDocAside"],
    ...["starlight-toc", "mobile-starlight-toc"],
  ],
  footers: [
    ...["footer", ".footer", ".prev-next-area", ".prev-next-bottom", ".prev-next-footer", ".pagination-nav"],
    ...[".rst-footer-buttons", ".theme-doc-footer", ".md-footer", ".related-pages", ".VPDocFooter"],
    ...[
      "nav.pagination",
      ".theme-last-updated",
      ".last-updated",
      ".md-source-file",
      ".md-source-date",
      ".td-page-meta__lastmod",
    ],
  ],
  editLinks: [
    ...[".edit-this-page", ".theme-edit-this-page", ".edit-page-link", ".edit-link", ".edit-page"],
    ...[".md-content__button", ".td-page-meta", ".article-header-buttons", ".tsd-sources", ".view-this-page"],
    ...[".pytorch-call-to-action-links", ".tfo-notebook-buttons"],
  ],
  sourceListings: [
    ...[".viewcode-link", ".viewcode-back", ".view-source-button", ".view-source-toggle-state"],
    ...[".pdoc-code", ".pdoc-button", "details.source", "details.quote", "details.mkdocstrings-source"],
  ],
  downloadNotes: [
    ...[".sphx-glr-download-link-note", ".sphx-glr-footer", ".sphx-glr-timing", ".sphx-glr-signature"],
    ...[".sphx-glr-download", ".jupyter-button-container", ".binder-badge", ".lite-badge"],
  ],
  copyButtons: [
    ...["button", ".copybtn", ".btn-clipboard", ".copy-button", ".clipboard-copy", ".md-clipboard"],
    ...["input", "select", "textarea", "datalist", "[class*=copyButton]", "clipboard-copy", "span.lang"],
  ],
  cookieBanners: [
    ...["[id*=cookie-consent]", "[class*=cookie-consent]", "[class*=cookie-banner]", "[id*=cookie-banner]"],
    ...["#onetrust-consent-sdk", ".cc-window", ".md-consent", "[id*=CybotCookie]", "#cookie-notice"],
    ...["devsite-cookie-notification-bar"],
  ],
  lineNumbers: [
    ...[
      ".linenos",
      ".linenodiv",
      ".lineno",
      ".line-numbers-rows",
      "td.gutter",
      "div.gutter",
      ".rouge-gutter",
      ".lnt",
    ],
    ...[".hljs-ln-numbers", "[class*=codeLineNumber]", ".line-numbers-wrapper", ".ln", ".blob-num"],
  ],
  permalinks: [
    ...[
      "a.headerlink",
      "a.hash-link",
      "a.header-anchor",
      "a.heading-link",
      "a.anchorjs-link",
      "a.header-link",
    ],
    ...["a.td-heading-self-link", "a.anchor-heading", "a.tsd-anchor-icon", "a.sl-anchor-link"],
    ...["a.subheading-anchor", "span.permalink", "devsite-heading-anchor"],
  ],
  versionBanners: [
    ...[".theme-doc-version-banner", ".theme-doc-version-badge", ".theme-announcement-bar", ".md-banner"],
    ...[".theme-unlisted-banner", ".bd-header-announcement", ".md-announce", ".announcement", "#unversioned"],
    ...[".rst-versions", ".version-warning", ".versionwarning", ".version-banner", ".onlyprint"],
    ...["readthedocs-flyout", "readthedocs-notification"],
  ],
  searchBoxes: [
    ...["form", "[role=search]", ".md-search", "#searchbox", ".search-form", ".wy-side-search", ".DocSearch"],
    ...["site-search", "devsite-search"],
  ],
  feedback: [
    ...[
      ".feedback",
      ".feedback-widget",
      ".page-feedback",
      ".md-feedback",
      "[class^=feedback--]",
      "#feedback",
    ],
    ...[".devsite-page-rating", ".devsite-thumb-rating", "devsite-feedback", "devsite-thumb-rating"],
    ...["devsite-recommendations", "google-codelab-survey"],
  ],
  tabLabels: ["[role=tablist]", "[role=tab]"],
  forScreenReaders: [".visually-hidden", ".sr-only", ".screen-reader-text", ".visuallyhidden"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What no name tells. */
export const BOILERPLATE_RULES = {
  /** Scripts say nothing, except formulas. */
  scripts: ({ name, attribs }) => name === "script" && !(attribs["type"] ?? "").startsWith("math/tex"),
  /** Asides are menus, except where they are notes. */
  sidebars: ({ name, attribs }) => name === "aside" && !NOTE.test(attribs["class"] ?? ""),
  /** What a browser does not show is not read: it would be meant for machines alone. Tabs wait for a click. */
  unseen: ({ attribs }) =>
    attribs["role"] !== "tabpanel" &&
    (attribs["hidden"] !== undefined || UNSEEN.test(attribs["style"] ?? "")),
  pageContents: (element) =>
    element.name === "div" && hasClass(element, "topic") && hasClass(element, "contents"),
  permalinkSigns: (element) => element.name === "a" && PERMALINK_SIGN.test(shortText(element, 4) ?? ""),
  sourceLinks: (element) =>
    element.name === "a" && findElement(element, (it) => hasClass(it, "viewcode-link")) !== undefined,
  actions: (element) => element.name === "a" && ACTION.test(shortText(element, 60) ?? ""),
  oldVersionNotes: (element) =>
    /^(div|aside|p)$/.test(element.name) &&
    BANNER.test(shortText(element, 600) ?? "") &&
    findElement(element, (it) => it.name === "a") !== undefined,
} as const satisfies Readonly<Record<string, (element: Element) => boolean>>;

const NOTE =
  /(?:^|[\s-])(?:foot-?notes?|footnote-list|citation|admonition|topic|sidebar|aside|alert|callout|note|warning|tip|hint|important|caution|danger|key-point|key-term|objective|success|special|deprecated)(?:\s|$)/;
const UNSEEN = /(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]))/i;
const PERMALINK_SIGN = /^(?:[¶#§◆\u200b\uf0c1]|🔗|↩\ufe0e?)$/u;
const ACTION =
  /^(?:(?:edit|improve|suggest|report|view|show|download|run|open)\b.* (?:page|source|edits?|issue|notebook|on (?:github|gitlab|bitbucket)|in (?:google )?colab)|\[source\]|back to top|skip to (?:main )?content)$/i;
const BANNER =
  /\b(?:this (?:is|page is|documentation is|version is)|you(?:['’]?| a)re (?:currently )?(?:reading|viewing|looking at|browsing))\b.{0,100}\b(?:old|older|outdated|out of date|unreleased|unstable|development|no longer (?:actively )?maintained)\b.{0,60}\b(?:version|release|documentation|docs|branch)\b/i;

const isListed = matcherOf(Object.values(BOILERPLATE).flat());
const rules: readonly ((element: Element) => boolean)[] = Object.values(BOILERPLATE_RULES);

export function isBoilerplate(element: Element): boolean {
  return isListed(element) || rules.some((rule) => rule(element));
}

/** An element's text on one line; undefined as soon as it is longer than `limit`. */
function shortText(element: Element, limit: number): string | undefined {
  let text = "";
  const visit = (parent: Parent): boolean =>
    parent.children.every((child) => {
      if (isElement(child)) return visit(child);
      if (isText(child)) text += child.data.replace(/\s+/g, " ");
      return text.length <= limit + 2;
    });
  return visit(element) ? text.trim() : undefined;
}
