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
 */
export function judge(question: Question, named: readonly NamedSymbol[], hits: readonly Hit[]): Confidence {
  const certain = named.filter(({ match }) => match !== "leaf");
  const known = new Set(
    certain.flatMap(({ asked, parameter }) => [
      asked.toLowerCase(),
      ...(parameter === null ? [] : [parameter]),
    ]),
  );
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
    (identifier) => !known.has(identifier.toLowerCase()) && !quoted.includes(foldIdentifier(identifier)),
  );
  const coverage = coverageOf(question, top);
  const agreeing = Object.keys(top.channels).length;
  const official = top.source.priority === "framework-docs" || top.source.priority === "tool-docs";
  const covered = `the best passage holds ${Math.round(coverage * 100)} % of the question's words`;
  if (unknownNames.length > 0) {
    const names = unknownNames.map((name) => `“${name}”`).join(", ");
    const reason = `${names} ${unknownNames.length > 1 ? "do" : "does"} not occur in ${top.library} ${top.version} as indexed`;
    return { level: "LOW", verified: false, reasons: [reason, covered], unknownNames };
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

/** Share of the question's words that occur in the hit, by their first five letters (inflections agree). */
function coverageOf(question: Question, hit: Hit): number {
  if (question.words.length === 0) return 0;
  const text =
    `${hit.title} ${hit.headingPath.join(" ")} ${hit.library} ${hit.symbols.join(" ")} ${hit.text}`.toLowerCase();
  const there = question.words.filter((word) => text.includes(word.length > 5 ? word.slice(0, 5) : word));
  return there.length / question.words.length;
}
