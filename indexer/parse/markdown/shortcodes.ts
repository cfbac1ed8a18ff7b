import { closeMarker, openMarker } from "./admonition.js";
import { label, ownLine } from "./own-line.js";

const HUGO =
  /\{\{[<%]\s*(\/?)\s*([\w./-]+)((?:\s*(?:[\w-]+\s*=\s*)?(?:"[^"]*"|'[^']*'|[^\s"'<>%{}]+))*)\s*[>%]\}\}/g;
const LIQUID = /\{%-?\s*([A-Za-z][\w-]*)((?:"[^"]*"|'[^']*'|[^%"'])*)-?%\}/g;
const BOXES =
  /^(note|caution|warning|tip|info|important|alert|hint|danger|attention|pageinfo|admonition|callout)$/;

/** Headings that Kubernetes keeps outside its pages. */
const HEADINGS: Readonly<Record<string, string>> = {
  whatsnext: "What's next",
  prerequisites: "Before you begin",
  seealso: "See also",
};

type Rewrite = (parameters: Parameters, text: string, start: number) => string;

interface Parameters {
  readonly first: string;
  readonly named: Readonly<Record<string, string>>;
}

/** Shortcodes that mean something; every other one is dropped, and what it encloses stays. */
const MEANINGS: Readonly<Record<string, Rewrite>> = {
  "api-reference": ({ named }) => named["text"] ?? "",
  card: ({ named }, text, start) => ownLine(text, start, label(named["header"] ?? named["title"] ?? "")),
  code: ({ named }) => fileName(named["file"]),
  code_sample: ({ named }) => fileName(named["file"]),
  codenew: ({ named }) => fileName(named["file"]),
  details: ({ named, first }, text, start) => ownLine(text, start, label(named["summary"] ?? first)),
  expand: ({ named, first }, text, start) => ownLine(text, start, label(named["title"] ?? first)),
  "feature-state": ({ named }, text, start) => {
    const version = named["for_k8s_version"] ?? named["version"] ?? "";
    const lines = [openMarker("feature-state", version), named["state"] ?? "", closeMarker];
    return ownLine(text, start, lines.join("\n"));
  },
  glossary_tooltip: ({ named }) => named["text"] ?? (named["term_id"] ?? "").replaceAll("-", " "),
  heading: ({ first }) => HEADINGS[first] ?? first.charAt(0).toUpperCase() + first.slice(1),
  param: ({ first }) => placeholder(first),
  skew: ({ first }) => placeholder(first),
  tab: ({ named, first }, text, start) =>
    ownLine(text, start, label(named["name"] ?? named["header"] ?? named["title"] ?? first)),
  table: ({ named }, text, start) => ownLine(text, start, label(named["caption"] ?? "")),
};

/** Hugo's `{{< name >}}` and `{{% name %}}`, and the `{% name %}` of Jekyll, GitBook and their kin. */
export function rewriteShortcodes(source: string): string {
  const text = source
    .replace(/\{\{[<%]\s*comment\s*[>%]\}\}[\s\S]*?\{\{[<%]\s*\/\s*comment\s*[>%]\}\}/g, "")
    // Shortcodes in a link's target keep the link from being one.
    .replace(/\]\(\s*\{\{[<%][^{}]*[>%]\}\}[^)\s]*\s*\)/g, "](#)");
  return text
    .replace(HUGO, (_all, slash: string, name: string, rest: string, start: number) =>
      rewrite(name, slash === "/", rest, text, start),
    )
    .replace(LIQUID, (_all, name: string, rest: string, start: number, whole: string) => {
      const closing = name.startsWith("end");
      return rewrite(closing ? name.slice(3) : name, closing, rest, whole, start);
    });
}

function rewrite(name: string, closing: boolean, rest: string, text: string, start: number): string {
  if (BOXES.test(name)) {
    if (closing) return ownLine(text, start, closeMarker);
    const { named } = readParameters(rest);
    const kind = named["style"] ?? named["type"] ?? (named["color"] === "warning" ? "warning" : name);
    return ownLine(text, start, openMarker(kind, named["title"]));
  }
  if (closing) return "";
  return MEANINGS[name]?.(readParameters(rest), text, start) ?? "";
}

function readParameters(text: string): Parameters {
  const named: Record<string, string> = {};
  let first = "";
  const pattern = /(?:([\w-]+)\s*=\s*)?(?:"([^"]*)"|'([^']*)'|([^\s"'=]+))/g;
  for (const [, name, double, single, bare] of text.matchAll(pattern)) {
    const value = double ?? single ?? bare ?? "";
    if (name !== undefined) named[name] = value;
    else if (first === "") first = value;
  }
  return { first, named };
}

/** A value that the site fills in and the page does not hold, e.g. `v<currentVersion>`. */
function placeholder(name: string): string {
  return name === "" ? "" : `\\<${name}>`;
}

function fileName(file: string | undefined): string {
  return file === undefined ? "" : `\`${file}\``;
}

/** `{{< highlight yaml >}}`, `{% highlight yaml %}` and `{{< mermaid >}}` are fences by another name. */
export function highlightToFence(line: string): string {
  return line
    .replace(/^(\s*)\{(?:\{[<%]|%)-?\s*highlight\s+["']?([\w+-]+)[^}]*\}\}?\s*$/, "$1```$2")
    .replace(/^(\s*)\{\{[<%]\s*mermaid[^{}]*[>%]\}\}\s*$/, "$1```mermaid")
    .replace(
      /^(\s*)\{(?:\{[<%]\s*\/\s*(?:highlight|mermaid)\s*[>%]\}|%-?\s*endhighlight\s*-?%)\}\s*$/,
      "$1```",
    );
}

/** Values of the site inside code: `--version {{< skew currentVersion >}}` -> `--version <currentVersion>`. */
export function fillPlaceholders(code: string): string {
  return code.replace(/\{\{[<%]\s*(?:skew|param)\s+"?([\w.-]+)"?[^{}]*[>%]\}\}/g, "<$1>");
}
