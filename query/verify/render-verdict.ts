import pc from "picocolors";
import type { VersionOrigin } from "../release.js";
import type { ClaimPart } from "./claim.js";
import type { ClaimEvidence, ClaimVerdict } from "./verdict.js";
import type { CheckedPart, VerifyResult } from "./verify-claim.js";

/** A verdict as a person reads it on a terminal. */
export function renderVerdict(result: VerifyResult, colour: boolean): string {
  const paint = pc.createColors(colour);
  return [
    `${inColour(result.verdict, colour)}: ${result.claim}`,
    paint.dim(placeText(result)),
    ...result.others.map(({ libraryName, version, verdict }) =>
      paint.dim(`no library was named; ${libraryName} ${version} has it too: ${verdict}`),
    ),
    ...result.parts.map((part) => `\n${renderPart(part, colour)}`),
  ].join("\n");
}

const ORIGINS: Readonly<Record<VersionOrigin, string>> = {
  asked: "as asked",
  question: "as the claim says",
  project: "from the project",
  newest: "newest stable that is indexed",
};

/** Where the claim was checked; of one about no library, which there are. */
function placeText({ libraryName, libraries, version, versionFrom, versionDate }: VerifyResult): string {
  if (versionFrom === null) {
    return `checked in no library; name one with --library, of ${libraries.join(", ") || "none indexed"}`;
  }
  const dated = versionDate === undefined ? "" : `, released ${versionDate}`;
  return `checked in ${libraryName} ${version} - ${ORIGINS[versionFrom]}${dated}`;
}

function renderPart(part: CheckedPart, colour: boolean): string {
  const paint = pc.createColors(colour);
  const nearest = part.nearest.slice(0, 6).join(", ");
  return [
    `${paint.bold(describePart(part))}: ${inColour(part.verdict, colour)}`,
    `   ${part.because}`,
    ...(nearest === "" ? [] : [paint.dim(`   there are: ${nearest}`)]),
    ...part.evidence.map((evidence) => renderEvidence(evidence, colour)),
  ].join("\n");
}

function renderEvidence({ quotation, version, url, source }: ClaimEvidence, colour: boolean): string {
  const paint = pc.createColors(colour);
  const quoted = quotation
    .split("\n")
    .map((line) => `   > ${line}`)
    .join("\n");
  return `${quoted}\n   ${paint.underline(url)}${paint.dim(` (${version}, ${source})`)}`;
}

const inColour = (verdict: ClaimVerdict, colour: boolean): string => {
  const paint = pc.createColors(colour);
  const tone = { supported: paint.green, contradicted: paint.red, "cannot verify": paint.yellow }[verdict];
  return tone(paint.bold(verdict));
};

/** What is checked, in few words. */
export function describePart(part: ClaimPart): string {
  switch (part.kind) {
    case "exists":
      return part.exists ? `${part.symbol} exists` : `${part.symbol} does not exist`;
    case "parameter":
      return `${part.symbol} ${part.has ? "has" : "has no"} parameter ${part.parameter}`;
    case "member":
      return `${part.symbol} ${part.has ? "has" : "has no"} ${part.what} ${part.member}`;
    case "within":
      return `${part.symbol} ${part.what === undefined ? "is" : `is a ${part.what}`} in ${part.place}`;
    case "default":
      return `default of ${part.parameter} in ${part.symbol} is ${part.value}`;
    case "default-changed":
      return `default of ${part.parameter} in ${part.symbol} changed to ${part.to}${inRelease(part.version)}`;
    case "since":
      return `${subjectOf(part)} since ${part.version ?? "an unnamed release"}`;
    case "deprecated":
      return `${subjectOf(part)} deprecated${inRelease(part.version)}${part.instead === undefined ? "" : `, ${part.instead} instead`}`;
    case "removed":
      return `${subjectOf(part)} removed${inRelease(part.version)}`;
    case "moved":
      return `${subjectOf(part)} now ${part.to}${inRelease(part.version)}`;
    case "is":
      return `${part.symbol} is a ${part.what}`;
    case "signature":
      return `signature of ${part.symbol}`;
    case "prose":
      return `in words: “${part.text}”`;
    case "unread":
      return `not understood: “${part.text}”`;
  }
}

const subjectOf = ({
  symbol,
  parameter,
}: {
  readonly symbol: string;
  readonly parameter: string | undefined;
}): string => (parameter === undefined ? symbol : `${parameter} of ${symbol}`);

const inRelease = (version: string | undefined): string => (version === undefined ? "" : ` in ${version}`);
