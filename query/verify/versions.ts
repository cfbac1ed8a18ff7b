const NUMBERS = String.raw`\d+(?:\.(?:\d+|x))*(?:(?:a|b|rc|\.dev|\.post)\d+)?`;

export interface ClaimVersions {
  /** Id of the one library that the claim names. */
  readonly library: string | undefined;
  /** What the first version stands beside, when it is no name of an indexed corpus. */
  readonly foreign: string | undefined;
  /** Beside the library's name: `PyTorch 2.1`. */
  readonly versionOfLibrary: string | undefined;
  /** Behind `since`, `in`, `as of`: `since 2.0`. */
  readonly versionOfEvent: string | undefined;
  /** It is said that something is so from that release on, not only in it. */
  readonly isSince: boolean;
  /** Several releases are named, so that which one belongs to what cannot be told. */
  readonly areSeveral: boolean;
  /** The claim without versions, and without a library that only says where: `In scikit-learn 1.9, …`. */
  readonly rest: string;
}

/**
 * Reads which library and releases a claim speaks of. A number alone is a version only beside the library's name or
 * the word (`transformers 5`, `since version 3`): `in 2 dimensions` is none.
 */
export function readVersions(text: string, libraries: ReadonlyMap<string, string>): ClaimVersions {
  const names = [...libraries.keys()].map(escaped).sort((a, b) => b.length - a.length);
  const anyName = `(?:${[...names, "(?!)"].join("|")})`;
  const when = String.raw`(?:\b(?:starting\s+)?(since|as\s+of|from|in|with|by)\s+)?`;
  const patterns = [
    new RegExp(
      String.raw`${when}(?<![\w./@-])(?<name>${anyName})(?:'s)?\s*(?:[=~]=|\s|-)\s*(?:version\s+)?v?(?<version>${NUMBERS})(?![\w-])(?:\s+onwards?|\s+on\b)?,?`,
      "gi",
    ),
    new RegExp(
      String.raw`${when}(?:\bthe\s+)?\b(?:version|release)\s+v?(?<version>${NUMBERS})(?![\w-])(?!\s+to\b)(?:\s+onwards?|\s+on\b)?,?`,
      "gi",
    ),
    /\b(?:starting\s+)?(since|as\s+of|from|in|with|by)\s+v?(?<version>\d+(?:\.(?:\d+|x))+(?:(?:a|b|rc|\.dev|\.post)\d+)?)(?![\w-])(?!\s+to\b)(?:\s+onwards?|\s+on\b)?,?/gi,
    /\b(since)\s+v?(?<version>\d+)(?![\w.-])/gi,
  ];
  const ids = new Set<string>();
  let versionOfLibrary: string | undefined;
  let versionOfEvent: string | undefined;
  const foreign = foreignName(text, libraries);
  let isSince = false;
  const ofEvents = new Set<string>();
  const ofLibrary = new Set<string>();
  let rest = text;
  for (const pattern of patterns) {
    rest = rest.replace(pattern, (whole: string, ...groups: unknown[]) => {
      const { name, version } = groups.at(-1) as { readonly name?: string; readonly version: string };
      const number = version.replace(/(?:\.x)+$/, "");
      const id = name === undefined ? undefined : libraries.get(name.toLowerCase());
      // The first library that bears a version is the one that the claim is about; others are its content.
      if (id !== undefined && (foreign !== undefined || (ids.size > 0 && !ids.has(id)))) return whole;
      if (id !== undefined) ids.add(id);
      const word = typeof groups[0] === "string" ? groups[0].toLowerCase() : undefined;
      const isEvent = id === undefined || (word !== undefined && word !== "in" && word !== "with");
      if (isEvent) {
        versionOfEvent ??= number;
        ofEvents.add(number);
        isSince ||= word !== undefined && word !== "in" && word !== "with" && word !== "by";
      } else {
        versionOfLibrary ??= number;
        ofLibrary.add(number);
      }
      return " ";
    });
  }
  for (const [name, id] of ids.size > 0 ? [] : libraries) {
    if (new RegExp(String.raw`(?<![\w./@-])${escaped(name)}(?![\w-])(?!\.\w)`, "i").test(rest)) ids.add(id);
  }
  const [library] = ids;
  return {
    library: ids.size === 1 && foreign === undefined ? library : undefined,
    foreign,
    versionOfLibrary,
    versionOfEvent,
    isSince,
    areSeveral: ofEvents.size > 1 || ofLibrary.size > 1,
    rest: rest.replace(/\s+/g, " ").trim(),
  };
}

/** Words that a version stands beside without being a product's name. */
const NO_PRODUCT =
  /^(?:In|Since|As|From|With|By|Version|Release|The|And|Or|Until|Before|After|To|Python|Node)$/i;

function foreignName(text: string, libraries: ReadonlyMap<string, string>): string | undefined {
  const [, name] = /(?<![\w.-])([A-Z][\w-]*)\s+v?\d+(?:\.\d+)*(?![\w.]*\w)/.exec(text) ?? [];
  if (name === undefined || NO_PRODUCT.test(name)) return undefined;
  const words = [...libraries.keys()].flatMap((known) => known.split(/\s+/));
  return words.includes(name.toLowerCase()) ? undefined : name;
}

/** Without the library where it says only where: `in scikit-learn, …`, `scikit-learn's KMeans`, `KMeans in scikit-learn`. */
export function withoutLibrary(text: string, libraries: ReadonlyMap<string, string>): string {
  const names = [...libraries.keys()].map(escaped).sort((a, b) => b.length - a.length);
  const name = `(?:${[...names, "(?!)"].join("|")})`;
  return text
    .replace(new RegExp(`^in\\s+${name},?\\s+`, "i"), "")
    .replace(new RegExp(`^(?:the\\s+)?${name}['’]s\\s+`, "i"), "")
    .replace(
      new RegExp(
        `(?<!\\b(?:is|class|function|method|module|defined|found|available|part|lives))\\s+(?:in|of)\\s+${name}(?![\\w.])`,
        "gi",
      ),
      "",
    )
    .trim();
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
