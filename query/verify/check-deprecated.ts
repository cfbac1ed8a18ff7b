import { atChange } from "./at-change.js";
import { checkDeprecatedParameter } from "./check-deprecated-parameter.js";
import { absence } from "./check-presence.js";
import type { PartOf } from "./claim.js";
import { ofText } from "./documented-text.js";
import { nameOf, type Place } from "./place.js";
import { saysItIsGone } from "./refusal.js";
import { isSameName } from "./same-name.js";
import { stating } from "./stating.js";
import { orderOf } from "./timing.js";
import { unmarked } from "./unmarked.js";
import { cannotVerify, contradicted, type Finding, ofChange, ofSymbol } from "./verdict.js";

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
  if (parameter !== undefined) return checkDeprecatedParameter(part, parameter, answer, place);
  const texts = await place.textsOf(answer.name);
  const notice = texts.find(({ text }) => /deprecat/i.test(text));
  if (answer.deprecated) {
    const { since, message, replacement } = answer.deprecated;
    const evidence = ofSymbol(answer, message || undefined);
    if (version === undefined && saysItIsGone(message)) {
      return cannotVerify("its notice says that it is more than deprecated: removed", { evidence });
    }
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
  if (answer.isListed) {
    return cannotVerify(`nothing but the name of ${answer.name} was read of ${nameOf(place)}`, {
      evidence: ofSymbol(answer),
    });
  }
  const own = answer.history.filter((change) => change.parameter === undefined);
  return unmarked(answer.name, own, place, ofSymbol(answer));
}
