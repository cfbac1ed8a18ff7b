import { splitIdentifier } from "../store/terms.js";
import type { ClaimPart } from "./claim.js";
import type { Slots } from "./slots.js";

/** Words that the parts of a claim are said with. */
const SAID = new Set(
  (
    "a an the and is are was were be been being has have had do does did not no longer it its this that there which with " +
    "of in on for to from by as at since s accepts accept takes take supports support gained got lacks lack exists exist " +
    "parameter parameters argument arguments param kwarg keyword option default defaults value set equals became remains " +
    "changed added adds introduced introduces available removed removes dropped drops deleted gone deprecated moved " +
    "renamed relocated replaced superseded favor favour use instead class function method module property attribute enum " +
    "interface signature called named version release"
  ).split(" "),
);

/** Words of a claim that no part of it accounts for: its library, names, values and the words that parts are said with aside. */
export function unreadWords(
  text: string,
  { symbol, parameter, member, to }: Slots,
  parts: readonly ClaimPart[],
  libraries: ReadonlyMap<string, string>,
): readonly string[] {
  const values = parts.flatMap((part) => {
    if (part.kind === "default") return [part.value];
    if (part.kind === "default-changed") return [part.to, part.from ?? ""];
    return part.kind === "signature" ? [part.signature] : [];
  });
  const names = [symbol, parameter, member, to].flatMap((name) => (name === undefined ? [] : [name]));
  const read = new Set(
    [...names, ...values, ...libraries.keys()].flatMap((name) => [
      ...wordsOf(name),
      ...splitIdentifier(name),
    ]),
  );
  // “A new class” says since when, if the claim does.
  if (parts.some(({ kind }) => kind === "since")) read.add("new");
  if (parts.some(({ kind }) => kind === "default")) read.add("uses");
  return wordsOf(text).filter((word) => !SAID.has(word) && !read.has(word));
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
