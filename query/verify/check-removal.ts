import { type Change, isListedOnly } from "../history/change.js";
import { goneText } from "../history/change-text.js";
import type { FoundSymbol, MissingSymbol } from "../history/symbol.js";
import type { CorpusRelease } from "../release.js";
import { atChange } from "./at-change.js";
import { absence, parameterOf, unknownSignature } from "./check-presence.js";
import type { PartOf } from "./claim.js";
import { entriesOf, ofText } from "./documented-text.js";
import { nameOf, type Place } from "./place.js";
import { removedIn, saysItIsGone } from "./refusal.js";
import { isSameName } from "./same-name.js";
import { stating } from "./stating.js";
import { isSameRelease, orderOf } from "./timing.js";
import { cannotVerify, contradicted, type Finding, ofChange, ofSymbol, supported } from "./verdict.js";

export async function checkRemoved(part: PartOf<"removed">, place: Place): Promise<Finding> {
  const at = placeFrom(part.version, place);
  if (at === undefined) return cannotVerify(`no release of ${part.version ?? ""} or later is indexed`);
  const answer = await place.describe(part.symbol, at);
  const where = `${place.corpus.state.name} ${at.version}`;
  if (!answer.found) {
    const { went } = answer;
    if (part.parameter !== undefined) return absence(answer, { ...place, release: at });
    return went && !isListedOnly(went)
      ? atChange(part.version, went, `${went.symbol} went`)
      : absenceBefore(part.symbol, answer);
  }
  if (part.parameter === undefined) {
    // Some functions stay only to say that they are gone.
    const notice = answer.deprecated?.message ?? "";
    if (saysItIsGone(notice)) return stating(removedIn(notice), part.version, ofSymbol(answer, notice));
    const says = [notice, ...(await place.textsOf(answer.name)).map(({ text }) => text)].find((text) =>
      /\b(?:removed|no longer)\b/i.test(text),
    );
    if (says !== undefined) {
      return cannotVerify(`${answer.name} is there in ${where}, and its text speaks of a removal`, {
        evidence: ofSymbol(answer, notice || undefined),
      });
    }
    return contradicted(`${answer.name} is there in ${where}`, { evidence: ofSymbol(answer) });
  }
  if (parameterOf(answer, part.parameter)) {
    return contradicted(`${answer.name} has the parameter ${part.parameter} in ${where}`, {
      evidence: ofSymbol(answer),
    });
  }
  if (answer.signature === null) return unknownSignature(answer, { ...place, release: at });
  const gone = goneParameter(answer, part.parameter);
  if (gone) return atChange(part.version, gone, "it went");
  const because = `${answer.name} has no parameter ${part.parameter} in ${where}, and no indexed release before had it`;
  return cannotVerify(because, { evidence: ofSymbol(answer) });
}

/** A name that no release shows to be gone: one that a list lacks may be there all the same. */
const absenceBefore = (symbol: string, { went, nearest }: MissingSymbol): Finding =>
  went
    ? cannotVerify(goneText(went.symbol, went), { nearest, evidence: ofChange(went) })
    : cannotVerify(`no indexed release had “${symbol}” before`, { nearest });

const goneParameter = ({ history }: FoundSymbol, name: string): Change | undefined =>
  history.findLast(
    ({ kind, parameter, before }) =>
      (kind === "parameter-removed" && parameter === name) ||
      (kind === "parameter-renamed" && before === name),
  );

/** The oldest indexed release of what is claimed, or the first after it; the one asked about where none is claimed. */
function placeFrom(version: string | undefined, { releases, release }: Place): CorpusRelease | undefined {
  return version === undefined ? release : releases.findLast((other) => orderOf(other.version, version) >= 0);
}

/** What the documentation of a parameter's new name says of its old one. */
async function statedRenaming(
  { parameter = "", to, version }: PartOf<"moved">,
  answer: FoundSymbol,
  at: CorpusRelease,
  place: Place,
): Promise<Finding | undefined> {
  const [old, now] = [`[\`"']?${parameter}[\`"']?`, `[\`"']?${to}(?![\\w.]*\\w)`];
  const renamed = new RegExp(
    `(?<![\\w.])${old}\\s+(?:was|is|has\\s+been)\\s+(?:renamed|deprecated\\s+and\\s+renamed)\\s+(?:to|as|into)\\s+${now}|\\b(?:renamed|name\\s+changed)\\s+from\\s+${old}\\s+to\\s+${now}`,
    "i",
  );
  const note = answer.versionNotes.find(
    (each) =>
      [parameter, to, null].includes(each.parameter) &&
      renamed.test(each.text) &&
      orderOf(at.version, each.version) >= 0,
  );
  const entry = entriesOf(await place.textsOf(answer.name), to).find(({ text }) => renamed.test(text));
  if (!note || !entry) return undefined;
  const evidence = [ofText({ ...entry, text: note.text }, place.release.version)];
  const fits = version === undefined || isSameRelease(version, note.version);
  return (fits ? supported : contradicted)(`its documentation says so of ${note.version}`, { evidence });
}

export async function checkMoved(part: PartOf<"moved">, place: Place): Promise<Finding> {
  const at = placeFrom(part.version, place);
  if (at === undefined) return cannotVerify(`no release of ${part.version ?? ""} or later is indexed`);
  const isTo = (name: string | null | undefined): boolean => name != null && isSameName(name, part.to);
  const answer = await place.describe(part.symbol, at);
  if (part.parameter !== undefined) {
    if (!answer.found) return absence(answer, { ...place, release: at });
    const renamed = answer.history.findLast(
      ({ kind, before }) => kind === "parameter-renamed" && before === part.parameter,
    );
    if (renamed && isTo(renamed.after))
      return atChange(part.version, renamed, `it became ${renamed.after ?? ""}`);
    if (parameterOf(answer, part.parameter) && !parameterOf(answer, part.to)) {
      return contradicted(`${answer.name} has ${part.parameter} and no ${part.to}`, {
        evidence: ofSymbol(answer),
      });
    }
    return (
      (await statedRenaming(part, answer, at, place)) ??
      cannotVerify(`no two indexed releases show that ${part.parameter} became ${part.to}`, {
        evidence: ofSymbol(answer),
      })
    );
  }
  const move = answer.history.findLast(
    ({ kind, symbol, replacement }) =>
      (kind === "moved" || kind === "renamed") && symbol.endsWith(part.symbol) && isTo(replacement),
  );
  if (move) return atChange(part.version, move, `${move.symbol} became ${move.replacement ?? ""}`);
  const target = await place.describe(part.to, at);
  if (answer.found && isTo(answer.name) && answer.name !== part.symbol) {
    return part.version === undefined
      ? supported(`${part.symbol} leads to ${answer.name}`, { evidence: ofSymbol(answer) })
      : cannotVerify(`${part.symbol} leads to ${answer.name}; since when, no two indexed releases show`, {
          evidence: ofSymbol(answer),
        });
  }
  if (answer.found && !target.found && (await place.wouldBeThere(part.to))) {
    return contradicted(`${answer.name} is there in ${nameOf(place)}, and ${part.to} is not`, {
      evidence: ofSymbol(answer),
      nearest: target.nearest,
    });
  }
  return cannotVerify(`no two indexed releases show that ${part.symbol} became ${part.to}`, {
    nearest: answer.found ? [] : answer.nearest,
  });
}
