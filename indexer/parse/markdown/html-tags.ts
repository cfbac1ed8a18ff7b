const HTML_TAGS = new Set(
  (
    "a abbr acronym address article aside audio b big blockquote body br button canvas caption center cite " +
    "code col colgroup dd del details dfn div dl dt em embed fieldset figcaption figure font footer form h1 " +
    "h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main mark meta nav " +
    "noscript object ol optgroup option p param picture pre q s samp script section select small source span " +
    "strike strong style sub summary sup svg path table tbody td textarea tfoot th thead time title tr track tt u ul " +
    "var video wbr"
  ).split(" "),
);

/** Whether a name is an element of HTML; `<your-name>` in prose is not, and is text. */
export function isHtmlTag(name: string): boolean {
  return HTML_TAGS.has(name.toLowerCase());
}
