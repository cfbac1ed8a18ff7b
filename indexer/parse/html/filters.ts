import { type Content, childElements, classesOf, type Element, removeElement } from "./dom.js";
import { pdocEntriesAsDefinitions } from "./pdoc.js";
import { versionLabelsAsAttributes } from "./version-label.js";

/** One thing that is done to a page before it is read. */
export type Filter = (content: Content) => void;

/** Plain tags, classes and ids are looked up in one walk: general selectors take ten times as long. */
function drop(...selectors: readonly string[]): Filter {
  const plain = new Set(selectors.filter((selector) => /^(?:[a-z]+\d?|[.#][\w-]+)$/.test(selector)));
  const general = selectors.filter((selector) => !plain.has(selector)).join(", ");
  const isDropped = (element: Element): boolean =>
    plain.has(element.name) ||
    plain.has(`#${element.attribs["id"]}`) ||
    (element.attribs["class"] !== undefined && classesOf(element).some((name) => plain.has(`.${name}`)));
  const walk = (element: Element): void => {
    for (const child of childElements(element)) {
      if (isDropped(child)) removeElement(child);
      else walk(child);
    }
  };
  return (content) => {
    if (plain.size > 0) for (const root of content.get()) walk(root);
    if (general !== "") content.find(general).remove();
  };
}

export const dropScripts = drop(
  "script:not([type^='math/tex'])",
  "style",
  "noscript",
  "iframe",
  "template",
  "svg",
  "object",
);
export const dropNavigation = drop(
  "nav",
  "[role=navigation]",
  ".sphinxsidebar",
  ".md-sidebar",
  ".bd-sidebar",
);
export const dropBreadcrumbs = drop(
  ".breadcrumbs",
  ".breadcrumb",
  ".wy-breadcrumbs",
  ".theme-doc-breadcrumbs",
  "[aria-label^=breadcrumb i]",
);
export const dropTableOfContents = drop(
  "div.contents.topic",
  "div.contents.local",
  ".toc-tree",
  ".page-toc",
  "#table-of-contents",
  ".md-toc",
  ".tsd-index-panel",
  ".devsite-toc-embedded",
);
export const dropSidebars = drop("aside:not(.footnote):not(.footnote-list):not(.admonition):not(.topic)");
export const dropFooters = drop(
  "footer",
  ".footer",
  ".related",
  ".prev-next-area",
  ".prev-next-bottom",
  ".pagination-nav",
  ".rst-footer-buttons",
);
export const dropEditLinks = drop(
  ".edit-this-page",
  ".theme-edit-this-page",
  ".edit-page-link",
  ".md-content__button",
  ".td-page-meta",
  ".pdoc-button",
  ".devsite-page-rating",
  "devsite-feedback",
);
export const dropSourceLinks: Filter = (content) => {
  content
    .find("a:has(.viewcode-link), .viewcode-link, .viewcode-back, .view-source-button, .pdoc-code.source")
    .remove();
  content.find("input.view-source-toggle-state, label.view-source-button").remove();
};
export const dropDownloadNotes = drop(
  ".sphx-glr-download-link-note",
  ".sphx-glr-footer",
  ".sphx-glr-timing",
  ".sphx-glr-signature",
  ".jupyter-button-container",
);
export const dropCopyButtons = drop(
  "button",
  ".copybtn",
  ".btn-clipboard",
  ".copy-button",
  "input",
  "select",
  "textarea",
);
export const dropCookieBanners = drop(
  "[id*=cookie-consent]",
  "[class*=cookie-consent]",
  "[class*=cookie-banner]",
  "#onetrust-consent-sdk",
);
export const dropLineNumbers = drop(
  "td.linenos",
  ".linenos",
  ".linenodiv",
  ".lineno",
  ".line-numbers-rows",
  "td.gutter",
);
export const dropPermalinks = drop(
  "a.headerlink",
  "a.hash-link",
  "a.header-anchor",
  "a.heading-link",
  "a.anchorjs-link",
  "a.td-heading-self-link",
  "a.anchor[aria-hidden=true]",
);
export const dropHidden = drop(
  "[hidden]:not([role=tabpanel])",
  ".visually-hidden",
  ".sr-only",
  ".screen-reader-text",
);

/** Puts the label of each tab before its text, where tabs are panels beside a bar of labels. */
export const labelTabPanels: Filter = (content) => {
  content.find("[role=tabpanel]").each((_, panel) => {
    const $panel = content.find(panel);
    const by = $panel.attr("aria-labelledby");
    const siblings = $panel.parent().children("[role=tabpanel]");
    const bar = $panel.parents().prevAll("[role=tablist]").first();
    const beside = bar.length > 0 ? bar : $panel.prevAll("[role=tablist]").first();
    const tabs = beside.find("[role=tab]");
    const label =
      by === undefined ? tabs.eq(siblings.index(panel)).text() : content.find(`[id="${by}"]`).text();
    if (label.trim() !== "") $panel.prepend(`<p>${escapeHtml(label.trim())}:</p>`);
  });
  content.find("[role=tablist]").remove();
};

/** The same for tabs made of a label followed by its content (Sphinx Design, Material for MkDocs). */
export const labelTabSets: Filter = (content) => {
  content.find(".sd-tab-set > .sd-tab-label").each((_, label) => {
    const $label = content.find(label);
    const name = $label.text().trim();
    $label.next(".sd-tab-content").prepend(`<p>${escapeHtml(name)}:</p>`);
    $label.remove();
  });
  content.find(".tabbed-set").each((_, set) => {
    const $set = content.find(set);
    const labels = $set.find("> .tabbed-labels > label").toArray();
    const blocks = $set.find("> .tabbed-content > .tabbed-block").toArray();
    blocks.forEach((block, index) => {
      const label = labels[index];
      if (label) content.find(block).prepend(`<p>${escapeHtml(content.find(label).text().trim())}:</p>`);
    });
    $set.find("> .tabbed-labels").remove();
  });
};

/** Names of parameters, which Sphinx sets in bold type, become code. */
export const codeParameterNames: Filter = (content) => {
  const places = [
    ".field-list dt > strong",
    ".field-list li > p:first-child > strong:first-child",
    ".field-list dd > p:first-child > strong:first-child",
  ];
  content.find(places.join(", ")).each((_, strong) => {
    strong.name = "code";
  });
};

function escapeHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}

/** Reads as a sentence: what is done to every page, in this order. */
export const PAGE_FILTERS: readonly Filter[] = [
  dropScripts,
  dropSourceLinks,
  labelTabPanels,
  labelTabSets,
  dropNavigation,
  dropBreadcrumbs,
  dropTableOfContents,
  dropSidebars,
  dropFooters,
  dropEditLinks,
  dropDownloadNotes,
  dropCopyButtons,
  dropCookieBanners,
  dropLineNumbers,
  dropPermalinks,
  dropHidden,
  pdocEntriesAsDefinitions,
  versionLabelsAsAttributes,
  codeParameterNames,
];
