import type { FoundSymbol } from "../history/symbol.js";
import type { VersionNote } from "../history/version-notes.js";
import { atChange } from "./at-change.js";
import { absenceOfParameter, ofParameter, parameterOf } from "./check-presence.js";
import type { PartOf } from "./claim.js";
import { type DocumentedText, entriesOf, ofText } from "./documented-text.js";
import { nameOf, type Place } from "./place.js";
import { stating } from "./stating.js";
import { orderOf } from "./timing.js";
import { unmarked } from "./unmarked.js";
import { type ClaimEvidence, cannotVerify, type Finding } from "./verdict.js";

/**
 * A parameter is deprecated where its documentation says so of the parameter itself, or its default does. A value of it
 * that is deprecated, or a default that is announced, is not that.
 */
export async function checkDeprecatedParameter(
  part: PartOf<"deprecated">,
  parameter: string,
  answer: FoundSymbol,
  place: Place,
): Promise<Finding> {
  const { version, instead } = part;
  const texts = await place.textsOf(answer.name);
  const entries = entriesOf(texts, parameter);
  const notes = answer.versionNotes.filter(
    (note) => note.kind === "deprecated" && note.parameter === parameter,
  );
  const own = notes.findLast(({ text }) => isOfItself(text, parameter));
  const found = parameterOf(answer, parameter);
  if (!found) {
    // It went, perhaps; since when it was deprecated its documentation told.
    return own && version !== undefined && instead === undefined
      ? stating(own.version, version, ofNote(own, entries, answer))
      : absenceOfParameter(answer, parameter, place, part.isGuess);
  }
  const isInForce = ({ version: since, text }: VersionNote): boolean =>
    orderOf(place.release.version, since) >= 0 && !/\bwill\s+be\s+deprecated\b/i.test(text);
  const change = answer.history.findLast(
    ({ kind, parameter: changed, after }) =>
      kind === "deprecated" && changed === parameter && !isAnnouncement(after),
  );
  const notice = entries.find(({ text }) => isNoticeOf(text, parameter));
  const told = own?.text ?? notice?.text;
  if (instead !== undefined && !(told?.includes(instead) ?? false)) {
    const evidence = own ? ofNote(own, entries, answer) : ofParameter(answer, found);
    return cannotVerify(`no notice about ${parameter} names ${instead}`, { evidence });
  }
  if (own) {
    const evidence = ofNote(own, entries, answer);
    return isInForce(own)
      ? stating(own.version, version, evidence)
      : cannotVerify(`its documentation says that it will be in ${own.version}`, { evidence });
  }
  if (change) return atChange(version, change, "it was deprecated");
  if (/^["']deprecated["']$/.test(found.default ?? "")) {
    return stating(undefined, version, ofParameter(answer, found));
  }
  if (notice) {
    const [, stated] = SINCE.exec(notice.text) ?? [];
    return stating(stated, version, [ofText(notice, place.release.version)]);
  }
  const [other] = notes;
  if (other) {
    return cannotVerify(`the notice about ${parameter} is not about the parameter itself`, {
      evidence: ofNote(other, entries, answer),
    });
  }
  if (isAnnouncement(found.default)) {
    return cannotVerify(`the default of ${parameter} announces a change, and not which`, {
      evidence: ofParameter(answer, found),
    });
  }
  const doubtful =
    texts.flatMap((text) => linesThatDeprecate(text, parameter))[0] ?? entries.find(deprecates);
  if (doubtful) {
    return cannotVerify(`the text about ${parameter} speaks of something deprecated, and not clearly of it`, {
      evidence: [ofText(doubtful, place.release.version)],
    });
  }
  const changes = answer.history.filter((each) => each.parameter === parameter);
  const evidence = entries.map((entry) => ofText(entry, place.release.version));
  return entries.length === 0
    ? cannotVerify(`no text of ${nameOf(place)} speaks of ${parameter}`, {
        evidence: ofParameter(answer, found),
      })
    : unmarked(`${parameter} of ${answer.name}`, changes, place, evidence);
}

/** `"warn"` stands for a default that will be another, or for a parameter that will go. */
const isAnnouncement = (value: string | undefined): boolean => /^["']warn["']$/.test(value ?? "");

const SINCE = /deprecated[^.]*?(?:since|in)\s+(?:version\s+)?v?(\d+(?:\.\d+)+)/i;

/** Whether a version directive's text is about the parameter as such: it says so, or says of nothing else. */
function isOfItself(text: string, parameter: string): boolean {
  const [, subject] =
    /^(.*?)\s+(?:is|are|was|were|has\s+been|will\s+be)\s+(?:now\s+)?deprecated\b/is.exec(text) ?? [];
  if (subject === undefined) return !/\b(?:values?|options?|passing|setting|default)\b|deprecat/i.test(text);
  const bare = subject.replace(/[`*"'“”]/g, "").trim();
  return new RegExp(
    `^(?:(?:this|the)\\s+)?(?:${parameter}(?:\\s+(?:parameter|argument|keyword|option))?|(?:parameter|argument|keyword|option)(?:\\s+${parameter})?)$`,
    "i",
  ).test(bare);
}

/** Whether the entry of a parameter begins with its deprecation, or has a sentence that says so of it by name. */
const isNoticeOf = (entry: string, parameter: string): boolean =>
  /^[^\n]*?(?::|\)|–|—)\s*[*_(`[]*deprecated\b(?!\s+(?:values?|options?))/i.test(entry) ||
  entry
    .split(/(?<=[.!?])\s+|\n/)
    .some((sentence) => /deprecated/i.test(sentence) && isOfItself(withoutHead(sentence), parameter));

/** A sentence without the entry's own name and type, or the sign of a note. */
const withoutHead = (sentence: string): string =>
  sentence.replace(/^\s*(?:>\s*)?(?:[-*]\s+)?(?:\*\*[^*]*\*\*(?:\s*\([^)]*\))?\s*:?\s*)?/, "");

const deprecates = ({ text }: DocumentedText): boolean => /deprecat/i.test(text);

/** Those that write its name as code: a signature has the names of all. */
const linesThatDeprecate = (documented: DocumentedText, parameter: string): readonly DocumentedText[] => {
  const named = new RegExp(`[\`*"']${parameter}[\`*"'=]`);
  return documented.text
    .split("\n")
    .filter((line) => named.test(line) && /deprecat/i.test(line))
    .map((text) => ({ ...documented, text }));
};

function ofNote(
  { version, text, saidIn, url }: VersionNote,
  entries: readonly DocumentedText[],
  answer: FoundSymbol,
): readonly ClaimEvidence[] {
  const source = entries[0]?.source ?? answer.documented[0]?.source;
  if (source === undefined) return [];
  return [ofText({ text: `Deprecated since version ${version}: ${text}`, url, source }, saidIn)];
}
