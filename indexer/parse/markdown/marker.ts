/**
 * Signs that the preparation leaves for the reader of the parsed page. They start with U+E000,
 * which cleaned text never holds, so a page cannot forge one.
 */
export const MARK = "\ue000";

/** A paragraph of its own: the names of API objects that documentation tools fill in here. */
export function symbolsMarker(names: readonly string[]): string {
  return `${MARK}symbols ${names.join(" ")}${MARK}`;
}

/** A paragraph of its own: the fragment of what follows. */
export function anchorMarker(id: string): string {
  return `${MARK}anchor ${id}${MARK}`;
}

export type Marker = { readonly type: "symbols" | "anchor"; readonly values: readonly string[] };

export function readMarkers(text: string): readonly Marker[] {
  return [...text.matchAll(/\ue000(symbols|anchor) ([^\ue000]*)\ue000/g)].map(([, type, values = ""]) => ({
    type: type === "symbols" ? "symbols" : "anchor",
    values: values.split(" ").filter((value) => value !== ""),
  }));
}

export function withoutMarkers(text: string): string {
  return text.replace(/\ue000(symbols|anchor) [^\ue000]*\ue000/g, "").replaceAll(MARK, "");
}
