import type { Change } from "../history/change.js";
import { breakingText, bySymbol, changesText } from "../history/change-text.js";
import { sinceText } from "../history/since.js";
import { isListed } from "../store/listed.js";
import { entryStatements } from "./api-statements.js";
import { type Block, blockText } from "./blocks.js";
import { type Drafting, fact, placeOf, quoteBlock, type Statement } from "./statement.js";
import type { Subject } from "./subjects.js";

const code = (text: string): string => (text === "" ? "" : `\`${text}\``);

/** Changes as statements, one a symbol and release, each with the evidence of both sides. */
export function changeStatements({ citations }: Drafting, changes: readonly Change[]): readonly Statement[] {
  return bySymbol(changes).flatMap((line) => {
    const [first] = line;
    const sources = line.flatMap(({ evidence }) => evidence.flatMap((one) => citations.change(one) ?? []));
    if (sources.length === 0) return [];
    return [fact(`what changed in ${first.version}`, changeSentence(line), sources)];
  });
}

/** Changes of one symbol in one release that are told one by one. */
const MOST_TOLD = 6;

/**
 * `LogisticRegression`, 1.6.1 → 1.9.1 (2026-09-10): default of `l1_ratio` `None` → `0.0` [breaking]. Of many changes
 * those are told that break, or may.
 *
 * @param parameters those that are told before all others
 */
export function changeSentence(
  changes: readonly [Change, ...Change[]],
  parameters: readonly string[] = [],
): string {
  const [{ symbol, previous, version, date }] = changes;
  const weight = ({ parameter, breaking }: Change): number =>
    (parameter !== undefined && parameters.includes(parameter) ? 2 : 0) + (breaking === false ? 0 : 1);
  const ordered = [...changes].sort((a, b) => weight(b) - weight(a));
  const told = changesText(changes.length > MOST_TOLD ? ordered.slice(0, MOST_TOLD) : changes, code);
  const more = changes.length - MOST_TOLD;
  const rest = more > 0 ? `; ${more} more, which \`kb symbol ${symbol}\` tells` : "";
  const breaking = breakingText(changes);
  const when = `${previous} → ${version} (${date ?? "date unknown"})`;
  return `${code(symbol)}, ${when}: ${told}${rest}${breaking === "" ? "" : ` ${breaking}`}`;
}

/** Whether an API, or those of its parameters that were asked about, is deprecated in this release. */
export function deprecationStatements(drafting: Drafting, subject: Subject): readonly Statement[] {
  const { material, citations } = drafting;
  const where = `${material.corpus.state.name} ${material.release.version}`;
  if (subject.asked.length > 0) {
    return subject.asked.flatMap((name) => deprecatedParameter(drafting, subject, name, where));
  }
  if (/\b(?:parameters?|params?|arguments?|args|kwargs?|keywords?)\b/i.test(material.question.text)) {
    return deprecatedParameters(drafting, subject, where);
  }
  const label = `whether ${subject.name} is deprecated`;
  const source = citations.symbol(subject.life);
  const { deprecation, api } = subject;
  const marked = subject.blocks.filter(saysDeprecated);
  const admonitions = marked.filter(({ type }) => type === "admonition");
  const notes = (admonitions.length > 0 ? admonitions : marked).slice(0, 2);
  const quoted = notes.flatMap((note) => quoteBlock(drafting, note, placeOf(note)) ?? []);
  if (!deprecation) {
    // Of what is only listed no notice was read.
    if (quoted.length > 0 || isListed(subject.life)) return quoted;
    const told = `${code(subject.name)} is there in ${where}; nothing that was read of it, signature, documentation and warnings, marks it as deprecated`;
    return [{ ...fact(label, told, [source]), isAbsence: true }];
  }
  const since = api?.deprecatedSince ? ` ${sinceText(api.deprecatedSince)}` : "";
  const instead = deprecation.replacement === undefined ? "" : `; use ${code(deprecation.replacement)}`;
  const told = fact(label, `${code(subject.name)} is deprecated${since}${instead}`, [source]);
  if (quoted.length > 0 || deprecation.message === "") return [told, ...quoted];
  return [told, fact("the project's message", deprecation.message, [source])];
}

/** A passage about the API itself, not about one of its parameters, that calls it deprecated. */
export const saysDeprecated = (block: Block): boolean =>
  (block.type === "admonition" || block.type === "paragraph") &&
  block.names.length === 0 &&
  /\bdeprecated\b/i.test(blockText(block));

/** Those of an API's parameters that are marked as deprecated. */
function deprecatedParameters(drafting: Drafting, subject: Subject, where: string): readonly Statement[] {
  const marked = subject.parameters.filter(({ name }) =>
    isMarked(subject, name, entryStatements(drafting, subject, name)),
  );
  if (marked.length > 0)
    return marked.flatMap(({ name }) => deprecatedParameter(drafting, subject, name, where));
  if (isListed(subject.life)) return [];
  const told = `neither the signature of ${code(subject.name)} in ${where} nor its documentation marks a parameter as deprecated`;
  const label = `deprecated parameters of ${subject.name}`;
  return [{ ...fact(label, told, [drafting.citations.symbol(subject.life)]), isAbsence: true }];
}

function deprecatedParameter(
  drafting: Drafting,
  subject: Subject,
  name: string,
  where: string,
): readonly Statement[] {
  const label = `whether ${name} of ${subject.name} is deprecated`;
  const source = drafting.citations.symbol(subject.life);
  const quoted = entryStatements(drafting, subject, name);
  const own = `${code(name)} of ${code(subject.name)}`;
  const told: Statement = isMarked(subject, name, quoted)
    ? fact(label, `${own} is marked as deprecated in ${where}`, [source])
    : {
        ...fact(
          label,
          `${own} is there in ${where}; neither the signature nor its entry marks it as deprecated`,
          [source],
        ),
        isAbsence: true,
      };
  return [told, ...quoted];
}

/**
 * The default, a note of its own or its entry's first sentence says so; what only a later sentence or “changed in” calls
 * deprecated may be one of its values.
 */
const isMarked = ({ parameters }: Subject, name: string, quoted: readonly Statement[]): boolean =>
  /deprecated/.test(parameters.find((other) => other.name === name)?.default ?? "") ||
  quoted.some(({ text }) => /^> \*\*Deprecated|^[^>.]*\bdeprecated\b/i.test(text));
