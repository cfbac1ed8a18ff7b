import { isRequired, isVariadic, type Parameter } from "../history/parameter.js";
import { sinceText } from "../history/since.js";
import { type Block, blockText } from "./blocks.js";
import { isSignature } from "./passages.js";
import { type Drafting, fact, placeOf, quoteBlock, type Statement } from "./statement.js";
import { isParameterSection, type Subject } from "./subjects.js";
import { parameterSince } from "./version-values.js";

/** The signature as the documentation shows it, else as the index of symbols has it; none where no source tells one. */
export function signatureStatements(drafting: Drafting, subject: Subject): readonly Statement[] {
  const label = `signature of ${subject.name}`;
  const block = subject.blocks.find(isSignature);
  const shown = block && quoteBlock(drafting, block, label, "signature");
  if (shown) return [shown];
  if (subject.signature === null) return [];
  return [
    { ...fact(label, subject.signature, [drafting.citations.symbol(subject.life)]), role: "signature" },
  ];
}

/** Characters of a description, when that is what is asked for. */
const LONG = 600;

/** What an API is, in the words of its documentation: its first paragraph, or the description that begins with it. */
export function summaryStatements(
  drafting: Drafting,
  subject: Subject,
  length: "short" | "long" = "short",
): readonly Statement[] {
  const block = summaryBlock(subject);
  const whole = block && length === "long" ? withDescription(block, subject.blocks) : block;
  const quoted = whole && quoteBlock(drafting, whole, subject.name);
  if (quoted) return [quoted];
  const { summary } = subject.life;
  return summary === "" ? [] : [fact(subject.name, summary, [drafting.citations.symbol(subject.life)])];
}

function withDescription(block: Block, blocks: readonly Block[]): Block {
  const inOneChunk = (end: number) =>
    block.hit.chunks.some((chunk) => chunk.start <= block.start && end <= chunk.end);
  let { end } = block;
  for (const next of blocks.slice(blocks.indexOf(block) + 1)) {
    const continues = next.hit === block.hit && next.type === "paragraph" && next.section === "description";
    const isLead = /:\s*$|^Read more|^See\b/.test(blockText(next));
    if (!continues || isLead || next.end - block.start > LONG || !inOneChunk(next.end)) break;
    end = next.end;
  }
  return { ...block, end };
}

/** The paragraph that opens an API's documentation, if a hit shows it. */
export const summaryBlock = ({ blocks, life }: Subject): Block | undefined =>
  blocks.find(
    (block) =>
      block.type === "paragraph" &&
      block.section === "description" &&
      (life.summary === "" || squeeze(blockText(block)).startsWith(squeeze(life.summary).slice(0, 40))),
  );

const squeeze = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, "").toLowerCase();

/** One parameter: what the signature says of it, then its own entry. */
export function parameterStatements(
  drafting: Drafting,
  subject: Subject,
  name: string,
): readonly Statement[] {
  const label = `parameter ${name} of ${subject.name}`;
  const parameter = subject.parameters.find((other) => other.name === name);
  const told = parameter ? [fact(label, signatureSays(parameter), signatureSources(drafting, subject))] : [];
  return [...told, ...entryStatements(drafting, subject, name)];
}

/** A parameter's own entry, before it what makes it obsolete and behind it what else is noted of it. */
export function entryStatements(drafting: Drafting, subject: Subject, name: string): readonly Statement[] {
  const label = `parameter ${name} of ${subject.name}`;
  const entry = entryOf(subject.blocks, name);
  const notes = notesOf(subject.blocks, name);
  const [ending, others] = [notes.filter(isEnding), notes.filter((note) => !isEnding(note))];
  return [...ending, ...(entry ? [entry] : []), ...others].flatMap(
    (block) => quoteBlock(drafting, block, label) ?? [],
  );
}

/** `> **Deprecated since version 1.8:** penalty: …` and the like, without hints and warnings. */
const notesOf = (blocks: readonly Block[], name: string): readonly Block[] =>
  blocks.filter(
    (block) =>
      block.type === "admonition" &&
      block.names.includes(name) &&
      /^> \*\*\w+ (?:in|since) version/.test(blockText(block)),
  );

const isEnding = (block: Block): boolean => /^> \*\*Deprecated/.test(blockText(block));

/** The entry of a parameter among some blocks. */
export const entryOf = (blocks: readonly Block[], name: string): Block | undefined =>
  blocks.find(
    ({ type, names, section }) => type === "entry" && names.includes(name) && isParameterSection(section),
  );

function signatureSources({ citations }: Drafting, subject: Subject): readonly number[] {
  return [citations.symbol(subject.life)];
}

/** `penalty` has the default `"l2"`, as the signature says it. */
function signatureSays(parameter: Parameter): string {
  const { name, default: value, annotation, kind } = parameter;
  if (isVariadic(parameter))
    return `\`${name}\` takes any further ${kind === "var-keyword" ? "keyword " : ""}arguments`;
  const typed = annotation === undefined ? "" : `, type \`${annotation}\``;
  const way =
    kind === "keyword-only"
      ? ", given by keyword only"
      : kind === "positional-only"
        ? ", given by position only"
        : "";
  if (isRequired(parameter)) return `\`${name}\` must be given: it has no default${typed}${way}`;
  return value === undefined
    ? `\`${name}\` may be left out; its declaration names no default${typed}${way}`
    : `default of \`${name}\`: \`${value}\`${typed}${way}`;
}

/** The entries of one of an API's sections, first ones first. */
export function sectionStatements(
  drafting: Drafting,
  subject: Subject,
  section: "parameters" | "returns" | "raises",
  most: number,
): readonly Statement[] {
  return subject.blocks
    .filter((block) => block.section === section && (block.type === "entry" || section !== "parameters"))
    .slice(0, most)
    .flatMap((block) => quoteBlock(drafting, block, `${section} of ${subject.name}`) ?? []);
}

/** That an API is there, to a message that says that it is not. */
export function presenceStatements(
  { material, citations }: Drafting,
  { name, life }: Subject,
): readonly Statement[] {
  const release = `${material.corpus.state.name} ${material.release.version}`;
  const told = `\`${name}\` is there in ${release}: where it cannot be found, another release may be installed`;
  return [fact(`whether ${name} is there`, told, [citations.symbol(life)])];
}

/** Since when an API is there, as a sentence that claims no more than the index knows. */
export function sinceStatements(drafting: Drafting, subject: Subject): readonly Statement[] {
  const { api, name, blocks } = subject;
  if (!api) return [];
  const library = drafting.material.corpus.state.name;
  const { since } = api;
  const how = {
    declared: ", as its documentation says",
    noted: ", as the release notes say",
    indexed: ": the release indexed before it does not have it",
    listed: ": that of the release indexed before it does not list it, and it may be older",
    oldest: ", the oldest release indexed: it may be older",
  }[since.from];
  const told = fact(
    `since when ${name} is there`,
    `\`${name}\` is there ${sinceText({ ...since, version: `${library} ${since.version}` })}${how}`,
    [drafting.citations.symbol(subject.life)],
  );
  const note = blocks.find(
    (block) =>
      block.type === "admonition" && block.names.length === 0 && /^> \*\*Added in/.test(blockText(block)),
  );
  const quoted = note && quoteBlock(drafting, note, placeOf(note));
  return quoted ? [told, quoted] : [told];
}

/** Since when a parameter is there, as far as the releases tell that were read from its source. */
export function parameterSinceStatements(
  { material, citations }: Drafting,
  subject: Subject,
  parameter: string,
): readonly Statement[] {
  const since = parameterSince(subject, parameter, material);
  if (!since) return [];
  const release = `${material.corpus.state.name} ${since.version}`;
  const told = since.oldest
    ? `is there in or before ${release}, the oldest release indexed that has its API: it may be older`
    : `is there since ${release}: the release indexed before it does not have it`;
  const text = `\`${parameter}\` of \`${subject.name}\` ${told}`;
  return [fact(`since when ${parameter} is there`, text, [citations.symbol(subject.life)])];
}
