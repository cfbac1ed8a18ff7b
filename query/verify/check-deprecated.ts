import { atChange } from "./at-change.js";
import { absence, absenceOfParameter, parameterOf } from "./check-presence.js";
import type { PartOf } from "./claim.js";
import { entriesOf, ofText } from "./documented-text.js";
import { nameOf, type Place } from "./place.js";
import { isSameName } from "./same-name.js";
import { isSameRelease, orderOf } from "./timing.js";
import { cannotVerify, contradicted, type Finding, ofChange, ofSymbol, supported } from "./verdict.js";

export async function checkDeprecated(part: PartOf<"deprecated">, place: Place): Promise<Finding> {
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
