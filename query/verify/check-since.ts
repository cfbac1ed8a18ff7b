import type { Since } from "../history/since.js";
import type { FoundSymbol, SymbolAnswer } from "../history/symbol.js";
import { atChange } from "./at-change.js";
import { absence, absenceOfParameter, ofParameter, parameterOf } from "./check-presence.js";
import type { PartOf } from "./claim.js";
import { entriesOf, ofText } from "./documented-text.js";
import type { Place } from "./place.js";
import { isSameRelease, orderOf } from "./timing.js";
import {
  cannotVerify,
  contradicted,
  type Finding,
  ofChange,
  ofNotes,
  ofSymbol,
  supported,
} from "./verdict.js";

/** When an API or a parameter came. The oldest indexed release proves only “in it or before”. */
export async function checkSince(part: PartOf<"since">, place: Place): Promise<Finding> {
  const { symbol, parameter, version } = part;
  const answer = await newestWith(symbol, place);
  if (!answer.found) return absence(answer, place);
  if (version === undefined) return cannotVerify("the claim does not say since which release");
  if (parameter === undefined) return sinceFinding(answer.name, answer.since, version, answer);
  const found = parameterOf(answer, parameter);
  if (!found) return absenceOfParameter(answer, parameter, place);
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
  if (since.from === "noted") return notedFinding(answer, version);
  const added = answer.history.find(({ kind }) => kind === "added");
  if (since.from === "indexed" && added) return atChange(version, added, "it came");
  if (since.from === "listed" && orderOf(since.version, version) >= 0) {
    return cannotVerify(`${name} is in the API reference since ${since.version}; it may be older`, {
      evidence: added ? ofChange(added) : ofSymbol(answer),
    });
  }
  return oldestFinding(name, since, version, ofSymbol(answer));
}

/** Notes that call it new prove that it was there then, and not that it was not there before. */
function notedFinding({ name, since, notes }: FoundSymbol, version: string): Finding {
  const because = `the release notes say that ${name} is new in ${since.version}`;
  const evidence = ofNotes(notes.filter((note) => note.version === since.version));
  if (isSameRelease(version, since.version)) return supported(because, { evidence });
  return (orderOf(since.version, version) < 0 ? contradicted : cannotVerify)(because, { evidence });
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
