import type { Change } from "./history/change.js";
import type { Question } from "./question.js";
import type { ConfidenceLevel, Hit } from "./result.js";
import { foldIdentifier } from "./store/terms.js";
import type { NamedSymbol } from "./symbols.js";

export interface Confidence {
  readonly level: ConfidenceLevel;
  readonly verified: boolean;
  readonly reasons: readonly string[];
  readonly unknownNames: readonly string[];
}

/** Share of the question's words that a text must hold to be taken as speaking of the same thing. */
const COVERED = 0.6;

/**
 * How far the hits can be trusted, by stated rules over several signals; never by a fusion or cosine score.
 *
 * LOW: nothing was found, a name in the question does not exist in that release, or the best hit shares too
 * little with the question. HIGH: every name exists, and the best hit, from the framework's own
 * documentation, documents one of them. MEDIUM: everything between.
 *
 * @param named symbols of the release that the question names
 * @param history changes of the named symbols: what a name that is not there used to be
 */
export function judge(
  question: Question,
  named: readonly NamedSymbol[],
  hits: readonly Hit[],
  history: readonly Change[] = [],
): Confidence {
  const certain = named.filter(({ match }) => match !== "leaf");
  const known = new Set(certain.flatMap(({ asked, parameters }) => [asked.toLowerCase(), ...parameters]));
  const [top] = hits;
  if (!top) {
    return {
      level: "LOW",
      verified: false,
      reasons: ["nothing in this release matches the question"],
      unknownNames: [],
    };
  }
  const quoted = hits.map((hit) => foldIdentifier(hit.text + hit.symbols.join(" "))).join(" ");
  const unknownNames = question.identifiers.filter(
    (identifier) =>
      !known.has(identifier.toLowerCase()) &&
      !PYTHON_EXCEPTION.test(identifier) &&
      !quoted.includes(foldIdentifier(identifier)),
  );
  const coverage = coverageOf(question, top);
  const agreeing = Object.keys(top.channels).length;
  const official = top.source.priority === "framework-docs" || top.source.priority === "tool-docs";
  const covered = `the best passage holds ${Math.round(coverage * 100)} % of the question's words`;
  const lacking = lackingParameter(question, named, hits, history);
  if (lacking) {
    const { owner, parameter, past } = lacking;
    const had = past ? `; ${past.previous} had it` : "";
    const reason = `${owner.name} has no “${parameter}” in ${top.library} ${top.version}${had}`;
    return { level: "LOW", verified: false, reasons: [reason, covered], unknownNames: [parameter] };
  }
  if (unknownNames.length > 0) {
    const names = unknownNames.map((name) => `“${name}”`).join(", ");
    const reason = `${names} ${unknownNames.length > 1 ? "do" : "does"} not occur in ${top.library} ${top.version} as indexed`;
    return { level: "LOW", verified: false, reasons: [reason, covered], unknownNames };
  }
  const owners = [...new Set(certain.map(({ name }) => name))];
  if (certain.every(({ match }) => match === "parameter") && owners.length > 1) {
    const asked = certain[0]?.asked ?? "";
    const some = owners.slice(0, 4).join(", ");
    const reason = `“${asked}” is a parameter of ${owners.length > 4 ? "several APIs, among them " : ""}${some}: name the one you mean`;
    return { level: "MEDIUM", verified: true, reasons: [reason, covered], unknownNames };
  }
  if (certain.some(({ name }) => top.symbols.includes(name)) && official) {
    const reason =
      "every name in the question exists in this release, and the first passage is its official documentation";
    return { level: "HIGH", verified: true, reasons: [reason, covered], unknownNames };
  }
  if (coverage >= COVERED && agreeing >= 2) {
    return {
      level: "MEDIUM",
      verified: true,
      reasons: [covered, `found by ${agreeing} of 3 channels`],
      unknownNames,
    };
  }
  return { level: "LOW", verified: false, reasons: [`only weak evidence: ${covered}`], unknownNames };
}

/** Names that belong to the language, whatever library is asked about. */
const PYTHON_EXCEPTION =
  /^(?:(?:Arithmetic|Assertion|Attribute|BrokenPipe|Buffer|ChildProcess|Connection|EOF|FileExists|FileNotFound|FloatingPoint|IO|Import|Indentation|Index|IsADirectory|Key|Lookup|Memory|ModuleNotFound|Name|NotADirectory|NotImplemented|OS|Overflow|Permission|Recursion|Reference|Runtime|Syntax|System|Tab|Timeout|Type|UnboundLocal|Unicode\w*|Value|ZeroDivision)Error|KeyboardInterrupt|Stop(?:Async)?Iteration|(?:Base)?Exception|\w*Warning)$/;

/**
 * The first parameter that the question asks about and that the one API it names does not have. Nothing is
 * concluded where several are named, where `**` takes anything, or where the API's own text speaks of the name.
 */
function lackingParameter(
  question: Question,
  named: readonly NamedSymbol[],
  hits: readonly Hit[],
  history: readonly Change[],
):
  | { readonly owner: NamedSymbol; readonly parameter: string; readonly past: Change | undefined }
  | undefined {
  // An attribute somewhere may bear a parameter's name; it is not what such a question is about.
  const owners = named.filter(
    ({ match, asked, name }) =>
      match === "name" && !(question.parameters.includes(asked.toLowerCase()) && isMember(name)),
  );
  const [owner] = owners;
  if (!owner || new Set(owners.map(({ asked }) => asked)).size > 1) return undefined;
  if (owner.signature === "" || owner.signature.includes("**")) return undefined;
  const same = owners.filter(({ asked }) => asked === owner.asked);
  const members = new Set(named.map(({ name }) => name.toLowerCase()));
  const text = hits
    .filter(({ symbols }) => symbols.includes(owner.name))
    .map((hit) => foldIdentifier(hit.text))
    .join(" ");
  const removal = (name: string): Change | undefined =>
    history.findLast(
      ({ symbol, kind, parameter }) =>
        symbol === owner.name && kind === "parameter-removed" && parameter?.toLowerCase() === name,
    );
  const parameter = question.parameters.find(
    (name) =>
      !same.some(({ parameters }) => parameters.includes(name)) &&
      !members.has(`${owner.name.toLowerCase()}.${name}`) &&
      !owner.name.toLowerCase().split(".").includes(name) &&
      (new RegExp(`(?<![\\w.])${name}\\s?=(?!=)`, "i").test(question.text) ||
        removal(name) !== undefined ||
        !text.includes(foldIdentifier(name))),
  );
  return parameter === undefined ? undefined : { owner, parameter, past: removal(parameter) };
}

/** `a.B.c` is a member of `B`; `a.b.c` stands in a module. */
const isMember = (name: string): boolean => /^[A-Z]/.test(name.split(".").at(-2) ?? "");

/** Share of the question's words that occur in the hit, by their first five letters (inflections agree). */
function coverageOf(question: Question, hit: Hit): number {
  if (question.words.length === 0) return 0;
  const text =
    `${hit.title} ${hit.headingPath.join(" ")} ${hit.library} ${hit.symbols.join(" ")} ${hit.text}`.toLowerCase();
  const there = question.words.filter((word) => text.includes(word.length > 5 ? word.slice(0, 5) : word));
  return there.length / question.words.length;
}
