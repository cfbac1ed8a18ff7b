import type { Filter } from "./filters.js";
import { tidy } from "./inline.js";

/** Where a version box keeps the version that its label named. */
export const VERSION_ATTRIBUTE = "data-version";

/** Moves the version out of labels such as `Added in version 1.2:`, and the labels out of the text. */
export const versionLabelsAsAttributes: Filter = (content) => {
  content.find(".versionmodified").each((_, label) => {
    const $label = content.find(label);
    const text = tidy($label.text());
    const version = /version\s+(.+?)[.:]?$/i.exec(text)?.[1] ?? /(\d[\w.]*?)[.:]?$/.exec(text)?.[1];
    if (version !== undefined) $label.closest("div").attr(VERSION_ATTRIBUTE, version);
    $label.remove();
  });
};
