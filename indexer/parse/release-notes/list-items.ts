/** An item of a Markdown list. */
export interface ListItem {
  /** Its own text, without what is nested in it. */
  readonly text: string;
  /** As it stands, nested items included, without the marker and the indentation. */
  readonly whole: string;
  readonly children: readonly ListItem[];
}

const MARKER = /^(\s*)(?:[-*+]|\d+[.)])\s+(.*)$/;

interface Draft {
  readonly indent: number;
  readonly own: string[];
  readonly whole: string[];
  readonly children: Draft[];
}

/** What stands before the first item of a text, and the list from there on. */
export function splitAtList(text: string): { readonly lead: string; readonly list: string } {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => MARKER.test(line));
  if (first < 0) return { lead: text, list: "" };
  return { lead: lines.slice(0, first).join("\n").trim(), list: lines.slice(first).join("\n") };
}

/** The items of the list that a text is; none when it does not begin as one. */
export function listItems(text: string): readonly ListItem[] {
  if (!MARKER.test(text.split("\n", 1)[0] ?? "")) return [];
  const root: Draft = { indent: -1, own: [], whole: [], children: [] };
  let open: Draft[] = [root];
  for (const line of text.split("\n")) {
    const marked = MARKER.exec(line);
    const indent = marked?.[1]?.length ?? 0;
    if (marked) {
      open = open.filter((draft) => draft.indent < indent);
      for (const draft of open.slice(1)) draft.whole.push(line);
      const item: Draft = { indent, own: [marked[2] ?? ""], whole: [marked[2] ?? ""], children: [] };
      open.at(-1)?.children.push(item);
      open.push(item);
    } else {
      for (const draft of open.slice(1)) draft.whole.push(line);
      open.at(-1)?.own.push(line.trim());
    }
  }
  return root.children.map(finish);
}

function finish({ indent, own, whole, children }: Draft): ListItem {
  const [first = "", ...rest] = whole;
  const dedented = rest.map((line) => line.replace(new RegExp(`^ {0,${indent + 2}}`), ""));
  return {
    text: own.join(" ").trim(),
    whole: [first, ...dedented].join("\n").trim(),
    children: children.map(finish),
  };
}
