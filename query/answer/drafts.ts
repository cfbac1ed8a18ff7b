import { saysMissing } from "../messages.js";
import { statesAge } from "./age.js";
import {
  entryOf,
  entryStatements,
  parameterSinceStatements,
  parameterStatements,
  presenceStatements,
  sectionStatements,
  signatureStatements,
  sinceStatements,
  summaryBlock,
  summaryStatements,
} from "./api-statements.js";
import { type Block, blockText } from "./blocks.js";
import { renamingNotes } from "./former-parameters.js";
import { changeStatements, deprecationStatements, saysDeprecated } from "./history-statements.js";
import { passages } from "./passages.js";
import type { QuestionKind } from "./question-kind.js";
import { signatureDifferences } from "./signature-differences.js";
import { type Drafting, placeOf, quoteBlock, type Statement } from "./statement.js";
import { isParameterSection, type Subject } from "./subjects.js";
import { parameterSince } from "./version-values.js";

type Draft = (drafting: Drafting) => readonly Statement[];

/** What is said to a question of each kind, in the order in which it is said. */
const DRAFTS: Readonly<Record<QuestionKind, Draft>> = {
  signature: (drafting) =>
    orPassages(drafting, (subject) => [
      ...signatureStatements(drafting, subject),
      ...(/\breturn|\byield/i.test(drafting.material.question.text)
        ? sectionStatements(drafting, subject, "returns", 2)
        : summaryStatements(drafting, subject)),
      ...(/\b(?:parameters|arguments|args|kwargs|options)\b/i.test(drafting.material.question.text)
        ? sectionStatements(drafting, subject, "parameters", 6)
        : []),
    ]),
  parameter: (drafting) => {
    const own = ofParameters(drafting, (subject, name) => parameterStatements(drafting, subject, name));
    if (own.length > 0) return own;
    const shared = parameterOfSeveral(drafting);
    if (shared.length > 0) return shared;
    return orPassages(drafting, (subject) => [
      ...signatureStatements(drafting, subject),
      ...passages(drafting, { most: 2, code: false }),
    ]);
  },
  "how-to": (drafting) => {
    const { subjects } = drafting;
    const signatures = subjects.slice(0, 1).flatMap((subject) => signatureStatements(drafting, subject));
    const summaries = subjects.flatMap((subject) => summaryStatements(drafting, subject));
    const entries =
      subjects.length > 0
        ? ofParameters(drafting, (subject, name) => entryStatements(drafting, subject, name))
        : parameterOfSeveral(drafting, 1);
    const related = subjects.slice(0, 1).flatMap((subject) => relatedEntries(drafting, subject));
    const except = quotedBlocks(subjects);
    const most = entries.length + related.length > 0 ? 1 : 2;
    return [
      ...signatures,
      ...summaries,
      ...entries,
      ...related,
      ...passages(drafting, { most, code: true, except }),
    ];
  },
  difference: (drafting) => {
    const { subjects } = drafting;
    const parameters = ofParameters(drafting, (subject, name) =>
      parameterStatements(drafting, subject, name),
    );
    if (subjects.length === 1 && parameters.length > 1) return parameters;
    const shared = subjects.length === 0 ? parameterOfSeveral(drafting, 1) : [];
    if (shared.length > 1) return shared;
    const both = subjects.flatMap((subject) => [
      ...signatureStatements(drafting, subject),
      ...summaryStatements(drafting, subject),
    ]);
    const except = quotedBlocks(subjects);
    const names = subjects.map(({ name }) => name.split(".").at(-1) ?? name);
    // A passage that names both compares them.
    const bonus = (block: Block) => {
      const text = blockText(block);
      return names.length > 1 && names.every((name) => text.includes(name)) ? 4 : 0;
    };
    const compares = (block: Block) => both.length === 0 || bonus(block) > 0;
    const most = both.length === 0 ? 3 : 1;
    return [
      ...both,
      ...signatureDifferences(drafting, subjects),
      ...passages(drafting, { most, code: false, except, bonus, only: compares }),
    ];
  },
  error: (drafting) => {
    const bonus = ({ section }: Block) => (section === "raises" ? 1.5 : section === "notes" ? 0.5 : 0);
    const isSaidMissing = saysMissing(drafting.material.question.text);
    const own = drafting.subjects.flatMap((subject) => [
      ...(isSaidMissing ? presenceStatements(drafting, subject) : []),
      ...summaryStatements(drafting, subject),
      ...subject.asked.flatMap((name) => entryStatements(drafting, subject, name)),
    ]);
    const except = quotedBlocks(drafting.subjects);
    return [...own, ...passages(drafting, { most: own.length > 0 ? 2 : 3, code: false, except, bonus })];
  },
  "since-when": (drafting) => {
    const told = drafting.subjects.flatMap((subject) => [
      ...(subject.asked.length > 0
        ? subject.asked.flatMap((name) => parameterAge(drafting, subject, name))
        : sinceStatements(drafting, subject)),
      ...changeStatements(
        drafting,
        about(subject).filter(({ kind }) => COMES.test(kind)),
      ),
    ]);
    return told.length > 0 ? told : passages(drafting, { most: 3, code: false, bonus: versionNote });
  },
  "is-deprecated": (drafting) => {
    const told = drafting.subjects.flatMap((subject) => [
      ...deprecationStatements(drafting, subject),
      ...changeStatements(
        drafting,
        about(subject).filter(({ kind }) => ENDS.test(kind)),
      ),
    ]);
    return told.length > 0 ? told : passages(drafting, { most: 3, code: false, bonus: versionNote });
  },
  migration: (drafting) => {
    const told = drafting.subjects.flatMap((subject) => [
      ...(isEnding(subject) ? deprecationStatements(drafting, subject) : []),
      ...changeStatements(drafting, about(subject)),
    ]);
    const most = told.length > 0 ? 1 : 3;
    const only = (block: Block) => told.length === 0 || (block.type !== "entry" && versionNote(block) > 0);
    return [...told, ...passages(drafting, { most, code: told.length === 0, bonus: versionNote, only })];
  },
  "what-is": (drafting) => {
    const except = quotedBlocks(drafting.subjects);
    const told = drafting.subjects.flatMap((subject) => [
      ...signatureStatements(drafting, subject),
      ...renamingNotes(subject, drafting.material).flatMap(
        (block) => quoteBlock(drafting, block, `parameter ${block.names[0] ?? ""} of ${subject.name}`) ?? [],
      ),
      ...summaryStatements(drafting, subject, "long"),
    ]);
    const passage = passages(drafting, { most: told.length > 0 ? 1 : 3, code: false, except });
    return [...told, ...passage.filter(({ text }) => !told.some((other) => other.text.includes(text)))];
  },
};

export const draft = (kind: QuestionKind, drafting: Drafting): readonly Statement[] => {
  const seen = new Set<string>();
  // Two ways to one passage say it once.
  return DRAFTS[kind](drafting).filter(({ quotation, text }) => {
    const key = quotation ? `${quotation.hash} ${quotation.start}` : text;
    return !seen.has(key) && seen.add(key);
  });
};

/** Since when a parameter is there, as its documentation says; else as far as the releases tell. */
function parameterAge(drafting: Drafting, subject: Subject, name: string): readonly Statement[] {
  const entries = entryStatements(drafting, subject, name);
  const dated = entries.filter(({ text }) => /\b(?:Added|New|Changed) in (?:version )?\d/i.test(text));
  const others = entries.filter((entry) => !dated.includes(entry));
  const since = parameterSince(subject, name, drafting.material);
  // That it was in the oldest release indexed as well says nothing more.
  const isStated = since?.oldest && dated.some((entry) => statesAge(entry, since.version, drafting.material));
  return [...dated, ...(isStated ? [] : parameterSinceStatements(drafting, subject, name)), ...others];
}

const COMES = /^(?:added|removed|renamed|moved|parameter-added|parameter-renamed)$/;
const ENDS = /^(?:deprecated|un-deprecated|removed|renamed|moved|parameter-removed|parameter-renamed)$/;

/** A subject's changes, or those of its parameters that are asked about. */
const about = ({ history, asked }: Subject) =>
  asked.length === 0
    ? history
    : history.filter(({ parameter }) => parameter !== undefined && asked.includes(parameter));

/** Whether there is a reason to look for something else. */
const isEnding = ({ deprecation, asked, blocks }: Subject): boolean =>
  deprecation !== undefined || asked.length > 0 || blocks.some(saysDeprecated);

const versionNote = (block: Block): number =>
  /\b(?:deprecated|removed|renamed|replaced|instead|since version)\b/i.test(blockText(block)) ? 1.5 : 0;

/** What is known of each API that is asked about; without one, the passages that say most. */
function orPassages(
  drafting: Drafting,
  of: (subject: Subject) => readonly Statement[],
): readonly Statement[] {
  const told = drafting.subjects.flatMap(of);
  return told.length > 0 ? told : passages(drafting, { most: 3, code: false });
}

/** The same for each parameter that is asked about. */
const ofParameters = (
  { subjects }: Drafting,
  of: (subject: Subject, parameter: string) => readonly Statement[],
): readonly Statement[] =>
  subjects.flatMap((subject) => subject.asked.flatMap((parameter) => of(subject, parameter)));

/** What summaries and entries quote already. */
function quotedBlocks(subjects: readonly Subject[]): ReadonlySet<Block> {
  const quoted = subjects.flatMap((subject) => [
    summaryBlock(subject),
    ...subject.asked.map((name) => entryOf(subject.blocks, name)),
  ]);
  return new Set(quoted.filter((block) => block !== undefined));
}

/** Words that begin like a parameter name that: `shuffling` and `shuffle`. */
const STEM = 5;

/** Entries of parameters that the question means without writing their names. */
function relatedEntries(drafting: Drafting, subject: Subject): readonly Statement[] {
  const stems = new Set(
    drafting.material.question.words.filter((word) => word.length >= STEM).map((word) => word.slice(0, STEM)),
  );
  return subject.parameters
    .filter(({ name }) => !subject.asked.includes(name) && stems.has(name.toLowerCase().slice(0, STEM)))
    .slice(0, 2)
    .flatMap(({ name }) => entryStatements(drafting, subject, name).slice(0, 1));
}

/** APIs whose entry of a parameter is quoted when the question does not say whose it means. */
const MOST_OWNERS = 4;

/** @param most entries of one name */
function parameterOfSeveral(drafting: Drafting, most = MOST_OWNERS): readonly Statement[] {
  return drafting.material.question.parameters.flatMap((name) =>
    drafting.blocks
      .filter(
        ({ type, names, section }) =>
          type === "entry" && isParameterSection(section) && names.some((own) => own.toLowerCase() === name),
      )
      .slice(0, most)
      .flatMap((block) => quoteBlock(drafting, block, `parameter ${name} of ${placeOf(block)}`) ?? []),
  );
}
