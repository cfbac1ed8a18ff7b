import type { Change } from "../history/change.js";
import type { Since } from "../history/since.js";
import type { FoundSymbol, SymbolAnswer } from "../history/symbol.js";
import type { CorpusRelease } from "../release.js";
import { absence, doubtfulParameter, ofParameter, parameterOf } from "./check-presence.js";
import type { ClaimPart } from "./claim.js";
import { entriesOf, ofText } from "./documented-text.js";
import { nameOf, type Place } from "./place.js";
import { fitOf, isSameRelease, orderOf } from "./timing.js";
import { cannotVerify, contradicted, type Finding, ofChange, ofSymbol, supported } from "./verdict.js";

type Part<Kind extends ClaimPart["kind"]> = Extract<ClaimPart, { readonly kind: Kind }>;

/** When an API or a parameter came. The oldest indexed release proves only “in it or before”. */
export async function checkSince(part: Part<"since">, place: Place): Promise<Finding> {
  const { symbol, parameter, version } = part;
  const answer = await newestWith(symbol, place);
  if (!answer.found) return absence(answer, place);
  if (version === undefined) return cannotVerify("the claim does not say since which release");
  if (parameter === undefined) return sinceFinding(answer.name, answer.since, version, answer);
  const found = parameterOf(answer, parameter);
  if (!found) {
    return (
      (await doubtfulParameter(answer, parameter, place)) ??
      contradicted(`${answer.name} has no parameter ${parameter} in ${nameOf(place)}`, {
        evidence: ofSymbol(answer),
      })
    );
  }
  for (const entry of entriesOf(await place.textsOf(answer.name), parameter)) {
    const stated = /(?:added|new|changed)\s+(?:in|since)\s+(?:version\s+)?v?(\d+(?:\.\d+)*)/i.exec(
      entry.text,
    )?.[1];
    if (stated !== undefined && /(?:added|new)\s+in/i.test(entry.text)) {
      const fits = isSameRelease(version, stated);
      const evidence = [ofText(entry, place.release.version)];
      return (fits ? supported : contradicted)(`its documentation says ${stated}`, { evidence });
    }
  }
  const came = answer.history.find(
    (change) =>
      change.parameter === parameter &&
      (change.kind === "parameter-added" || change.kind === "parameter-renamed"),
  );
  if (came) return atChange(version, came, "it came");
  return oldestFinding(`${answer.name}(${parameter})`, answer.since, version, ofParameter(answer, found));
}

/** As of the release asked about, or the newest one that has it. */
async function newestWith(symbol: string, place: Place): Promise<SymbolAnswer> {
  const here = await place.describe(symbol);
  if (here.found || here.went === null) return here;
  const { previous } = here.went;
  const before = place.releases.find(({ version }) => version === previous);
  return before === undefined ? here : place.describe(symbol, before);
}

function sinceFinding(name: string, since: Since, version: string, answer: FoundSymbol): Finding {
  if (since.from === "declared") {
    const fits = isSameRelease(version, since.version);
    const because = `the documentation of ${name} says since ${since.version}`;
    return (fits ? supported : contradicted)(because, { evidence: ofSymbol(answer) });
  }
  const added = answer.history.find(({ kind }) => kind === "added");
  if (since.from === "indexed" && added) return atChange(version, added, "it came");
  return oldestFinding(name, since, version, ofSymbol(answer));
}

function oldestFinding(
  name: string,
  { version: oldest }: Since,
  version: string,
  evidence: Finding["evidence"],
): Finding {
  return orderOf(oldest, version) < 0
    ? contradicted(`${name} was there in ${oldest} already`, { evidence })
    : cannotVerify(
        `${name} is there in ${oldest}, the oldest indexed release, and its documentation does not say since when`,
        { evidence },
      );
}

/** What two neighbouring indexed releases prove about the release in which something happened. */
function atChange(version: string | undefined, change: Change, what: string): Finding {
  const because = `${what} after ${change.previous}, in ${change.version} at the latest`;
  const fit = version === undefined ? "fits" : fitOf(version, change.previous, change.version);
  const verdict = { fits: supported, possible: cannotVerify, impossible: contradicted }[fit];
  const between = fit === "possible" ? `${because}; the releases between are not indexed` : because;
  return verdict(between, { evidence: ofChange(change) });
}

export async function checkRemoved(part: Part<"removed">, place: Place): Promise<Finding> {
  const at = placeFrom(part.version, place);
  if (at === undefined) return cannotVerify(`no release of ${part.version ?? ""} or later is indexed`);
  const answer = await place.describe(part.symbol, at);
  const where = `${place.corpus.state.name} ${at.version}`;
  if (!answer.found) {
    const { went } = answer;
    if (part.parameter !== undefined) return absence(answer, { ...place, release: at });
    return went
      ? atChange(part.version, went, `${went.symbol} went`)
      : cannotVerify(`no indexed release had “${part.symbol}” before`, { nearest: answer.nearest });
  }
  if (part.parameter === undefined) {
    // Some functions stay only to say that they are gone.
    const notice = answer.deprecated?.message ?? "";
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
  const gone = goneParameter(answer, part.parameter);
  if (gone) return atChange(part.version, gone, "it went");
  const because = `${answer.name} has no parameter ${part.parameter} in ${where}, and no indexed release before had it`;
  return cannotVerify(because, { evidence: ofSymbol(answer) });
}

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

export async function checkMoved(part: Part<"moved">, place: Place): Promise<Finding> {
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
    return cannotVerify(`no two indexed releases show that ${part.parameter} became ${part.to}`, {
      evidence: ofSymbol(answer),
    });
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

export async function checkDeprecated(part: Part<"deprecated">, place: Place): Promise<Finding> {
  const { symbol, parameter, version, instead } = part;
  const answer = await place.describe(symbol);
  const noted = answer.history.findLast(
    (change) => change.kind === "deprecated" && change.parameter === parameter,
  );
  if (!answer.found) {
    if (!noted) return absence(answer, place);
    return instead === undefined || (noted.replacement !== null && isSameName(noted.replacement, instead))
      ? atChange(version, noted, "it was deprecated")
      : cannotVerify(`its notice does not name ${instead}`, { evidence: ofChange(noted) });
  }
  const texts = await place.textsOf(answer.name);
  const own = parameter === undefined ? texts : entriesOf(texts, parameter);
  const notice = own.find(({ text }) => /deprecat/i.test(text));
  if (parameter !== undefined) {
    if (!parameterOf(answer, parameter)) return absenceOfParameter(answer, parameter, place);
    if (instead !== undefined && !(notice?.text.includes(instead) ?? false)) {
      return cannotVerify(`no notice about ${parameter} names ${instead}`, {
        evidence: notice
          ? [ofText(notice, place.release.version)]
          : noted
            ? ofChange(noted)
            : ofSymbol(answer),
      });
    }
    if (noted) return atChange(version, noted, "it was deprecated");
    if (notice) {
      const stated = /deprecated[^.]*?(?:since|in)\s+(?:version\s+)?v?(\d+(?:\.\d+)+)/i.exec(
        notice.text,
      )?.[1];
      return stating(stated, version, [ofText(notice, place.release.version)]);
    }
    if (own.length === 0)
      return cannotVerify(`no text of ${nameOf(place)} speaks of ${parameter}`, {
        evidence: ofSymbol(answer),
      });
    return contradicted(`nothing in ${nameOf(place)} says that ${parameter} is deprecated`, {
      evidence: own.map((entry) => ofText(entry, place.release.version)),
    });
  }
  if (answer.deprecated) {
    const { since, message, replacement } = answer.deprecated;
    const evidence = ofSymbol(answer, message || undefined);
    if (instead !== undefined && replacement !== null && !isSameName(replacement, instead)) {
      return contradicted(`its notice names ${replacement} instead`, { evidence });
    }
    if (instead !== undefined && replacement === null && !message.includes(instead)) {
      return cannotVerify("its notice names nothing to use instead", { evidence });
    }
    if (since.from === "indexed" && noted) return atChange(version, noted, "it was deprecated");
    if (since.from === "oldest" && version !== undefined) {
      return orderOf(since.version, version) < 0
        ? contradicted(`it was deprecated in ${since.version} already`, { evidence })
        : cannotVerify(`it is deprecated in ${since.version}, the oldest indexed release, already`, {
            evidence,
          });
    }
    return stating(since.from === "declared" ? since.version : undefined, version, evidence);
  }
  if (notice) {
    return cannotVerify(
      `the text about ${answer.name} speaks of something deprecated, and no notice says that it is`,
      {
        evidence: [ofText(notice, place.release.version)],
      },
    );
  }
  return contradicted(`nothing in ${nameOf(place)} says that ${answer.name} is deprecated`, {
    evidence: ofSymbol(answer),
  });
}

/** One may be written with its module, the other without. */
const isSameName = (a: string, b: string): boolean => a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);

async function absenceOfParameter(answer: FoundSymbol, parameter: string, place: Place): Promise<Finding> {
  return (
    (await doubtfulParameter(answer, parameter, place)) ??
    contradicted(`${answer.name} has no parameter ${parameter} in ${nameOf(place)}`, {
      evidence: ofSymbol(answer),
    })
  );
}

/** A notice that names a release, beside the one that a claim names. */
function stating(
  stated: string | undefined,
  version: string | undefined,
  evidence: Finding["evidence"],
): Finding {
  if (version === undefined) return supported("its notice says so", { evidence });
  if (stated === undefined)
    return cannotVerify("it is deprecated; its notice does not say since when", { evidence });
  return (isSameRelease(version, stated) ? supported : contradicted)(`its notice says ${stated}`, {
    evidence,
  });
}
