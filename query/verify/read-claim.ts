import { KbError } from "../../corpora/errors.js";
import { readQuestion } from "../question.js";
import { type Claim, type ClaimPart, LONGEST_CLAIM, type PartOf } from "./claim.js";
import { hasClauses, readClauses } from "./clauses.js";
import { predicateOf, valueIn } from "./predicate.js";
import { readSlots, type Slots } from "./slots.js";
import { unreadWords } from "./unread-words.js";
import { readVersions, withoutLibrary } from "./versions.js";

/**
 * Takes a claim apart by its words: which library and release, which API and parameter, and what is said of them.
 * What no part covers is a part of its own, so that nothing of a claim goes unchecked.
 *
 * @throws KbError USAGE when there is no word in it
 * @param libraries every name that an indexed corpus goes by, lower case, with its id
 */
export function readClaim(asked: string, libraries: ReadonlyMap<string, string>): Claim {
  const text = readQuestion(asked)
    .text.slice(0, LONGEST_CLAIM)
    .replace(/[.!]+$/, "");
  if (text === "") {
    throw new KbError("USAGE", "Expected a claim", {
      hint: 'For example: kb verify "the default of n_init in KMeans is auto" --library scikit-learn',
    });
  }
  const versions = readVersions(text, libraries);
  const { library, foreign, versionOfLibrary, versionOfEvent, isSince, areSeveral, rest } = versions;
  // “Is deprecated in 1.9” tells a state, whenever it came to it; “was deprecated in 1.9” what happened then.
  const event = !isSince && STATE.test(rest) ? undefined : (versionOfEvent ?? versionOfLibrary);
  const stated = areSeveral ? undefined : statedIn(rest, event, isSince, libraries);
  const slots = readSlots(rest, libraries);
  const predicate = areSeveral ? undefined : predicateOf(isSince ? `${rest} since` : rest);
  const read = stated ?? partsOf(rest, predicate, slots, event);
  const left = stated ? [] : unreadWords(rest, slots, read, libraries);
  // `tree_of_values` in a sentence may be anybody's name: the sentence is checked, not whether it exists.
  const parts =
    left.length > 0 ? read.filter((part) => part.kind !== "exists" || isApiName(part.symbol)) : read;
  // Of a release that no event uses the claim speaks as a whole, unless it says “since”: then a text must say so.
  const isEvent = parts.some((part) => "version" in part && part.version !== undefined);
  const since = isSince && !isEvent ? versionOfEvent : undefined;
  const context = isEvent
    ? versionOfEvent === undefined
      ? undefined
      : versionOfLibrary
    : (versionOfLibrary ?? (isSince ? undefined : versionOfEvent));
  const words = areSeveral ? text : since === undefined ? rest : `${rest} ${since}`;
  const common = { text, library, foreign, version: areSeveral ? undefined : context };
  const isOfThePast =
    (versionOfEvent ?? versionOfLibrary) === undefined && PAST.test(rest) && slots.symbol !== undefined;
  // The release of an event is not that of what else is said.
  const isMixed =
    isEvent && read.some((part) => ["parameter", "default", "member", "within"].includes(part.kind));
  if (isOfThePast || (stated ? isMixed : isTangled(rest, parts, predicate, slots))) {
    return { ...common, parts: [{ kind: "unread", text: words }], isUnderstood: false };
  }
  const isWhole = parts.length > 0 && left.length === 0 && since === undefined;
  return {
    ...common,
    parts: isWhole ? parts : [...parts, { kind: "prose", text: words }],
    isUnderstood: isWhole,
  };
}

/**
 * The statements of a claim that is understood to the last word. One that is said to be so since a release is left to
 * be read otherwise, unless that is the release of what it tells.
 */
function statedIn(
  text: string,
  version: string | undefined,
  isSince: boolean,
  libraries: ReadonlyMap<string, string>,
): readonly ClaimPart[] | undefined {
  const parts = readClauses(withoutLibrary(text, libraries), version);
  if (isSince && !parts?.every((part) => "version" in part)) return undefined;
  return parts?.map((part) => (part.kind === "within" && libraries.has(part.place) ? ofLibrary(part) : part));
}

/** What is in the library is there. */
const ofLibrary = ({ symbol, what }: PartOf<"within">): ClaimPart =>
  what === undefined ? { kind: "exists", symbol, exists: true } : { kind: "is", symbol, what };

/** A statement about an API whose words are not understood, or several at once. */
function isTangled(
  text: string,
  parts: readonly ClaimPart[],
  predicate: ReturnType<typeof predicateOf>,
  { symbol, parameter }: Slots,
): boolean {
  const isTelling = predicate !== undefined && TANGLING.has(predicate);
  if (isTelling && parts.length === 0 && [symbol, parameter].some((name) => name && isApiName(name)))
    return true;
  const isOfParameter = symbol !== undefined && isApiName(symbol) && parameter !== undefined;
  return hasClauses(text) && (isTelling || isOfParameter || parts.some(({ kind }) => kind !== "exists"));
}

/** What was so in a release that the claim does not name; that something was deprecated or removed is an event. */
const PAST = /\bhad\b|\bused\s+to\b|\b(?:was|were)\s+(?!(?:now\s+|not\s+)?\w+ed\b|new\b|gone\b)/i;

const STATE =
  /\b(?:is|are)\s+(?:now\s+|still\s+)?(?:deprecated|removed|gone|renamed|moved)\b|\bno\s+longer\b/i;

const TANGLING: ReadonlySet<string> = new Set(["signature", "moved", "default", "deprecated", "removed"]);

const isApiName = (name: string): boolean => /[A-Z.]|::/.test(name);

function partsOf(
  text: string,
  predicate: ReturnType<typeof predicateOf>,
  slots: Slots,
  version: string | undefined,
): readonly ClaimPart[] {
  const { symbol, parameter, to } = slots;
  const owner = symbol ?? parameter;
  if (owner === undefined) return [];
  const event = { symbol: owner, parameter: symbol === undefined ? undefined : parameter, version };
  const value = valueIn(text);
  switch (predicate) {
    case "default":
      if (symbol === undefined || parameter === undefined || value === undefined) return [];
      return value.changed
        ? [{ kind: "default-changed", symbol, parameter, from: value.from, to: value.to, version }]
        : [{ kind: "default", symbol, parameter, value: value.to }];
    case "moved":
      return to === undefined ? [{ kind: "removed", ...event }] : [{ kind: "moved", ...event, to }];
    case "removed":
      return [{ kind: "removed", ...event }];
    case "deprecated":
      return [{ kind: "deprecated", ...event, instead: to }];
    case "signature": {
      const signature = /(?:\bis|:|\bwas|=)\s*`?([\w.]*\(.*\)(?:\s*->\s*[^`]+)?)`?$/s.exec(text)?.[1];
      return signature === undefined ? [] : [{ kind: "signature", symbol: owner, signature }];
    }
    case "is": {
      const what = KIND.exec(text)?.[1]?.toLowerCase();
      return what === undefined ? [] : [{ kind: "is", symbol: owner, what }];
    }
    case "has not":
    case "has":
      return possession(text, slots, owner, predicate === "has");
    case "since": {
      const there = presence(text, slots, owner, true);
      if (version === undefined || there.length === 0) return there;
      // What was added may be gone again; what is so since a release is there.
      const isStill = !/\b(?:added|adds|introduced|introduces|gained)\b/i.test(text);
      const name = there[0]?.kind === "exists" ? there[0].symbol : owner;
      return [...(isStill ? there : []), { kind: "since", ...event, symbol: name }];
    }
    case undefined:
      return [];
  }
}

/** What has something that is not named is not said to exist. */
function possession(text: string, slots: Slots, owner: string, has: boolean): readonly ClaimPart[] {
  const parts = presence(text, slots, owner, has);
  return EXISTENCE.test(text) || LIBRARY_HAS.test(text)
    ? parts
    : parts.filter(({ kind }) => kind !== "exists" || slots.member);
}

/** A library that has something by its full path: that it is there. */
const LIBRARY_HAS =
  /^(?:(?:still|now)\s+)?(?:has(?:\s+no)?|(?:does\s+not|doesn['’]t)\s+have)\s+(?:an?\s+|the\s+)?(?:(?:class|function|method|module)\s+)?[`“"']?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?:\(\))?[`”"']?(?:\s+(?:class|function|method|module))?$/i;

const EXISTENCE = /\bexists?\b|\b(?:is|are)\s+(?:not\s+)?(?:there|available)\b|\bthere\s+(?:is|are)\b/i;

/** Nothing is read from a claim about a parameter whose name was not found: it would become one about its API. */
function presence(
  text: string,
  { symbol, parameter, member }: Slots,
  owner: string,
  has: boolean,
): readonly ClaimPart[] {
  if (symbol !== undefined && member !== undefined) {
    return [{ kind: "exists", symbol: `${symbol}.${member}`, exists: has }];
  }
  if (symbol !== undefined && parameter !== undefined) return [{ kind: "parameter", symbol, parameter, has }];
  return /\b(?:parameter|argument|keyword|kwarg|option)s?\b/i.test(text)
    ? []
    : [{ kind: "exists", symbol: owner, exists: has }];
}

const KIND =
  /\bis\s+(?:an?|the)\s+(?:\w+\s+)?(class|function|method|module|property|attribute|enum|interface)\b/i;
