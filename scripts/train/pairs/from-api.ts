import { openingSignature } from "../../../query/opening-signature.js";
import type { TrainingChunk } from "../export-text.js";
import { leafOf } from "./api-index.js";
import { piecesOf, plain, sentencesOf } from "./markdown.js";
import type { Pair, Passage } from "./pair.js";

const PARAMETER =
  /^\s*[-*+]\s+(?:\*\*|`)*(\*{0,2}[A-Za-z_][\w., ]*?)(?:\*\*|`)*\s*(?:\([^)\n]{0,200}\))?\s*(?::|–|—|-)\s+([\s\S]{15,})$/;
const ERROR = /^[A-Z]\w*(?:Error|Exception|Warning)$/;

/** Parameters of one entry that become questions: of long lists the rest would outnumber everything else. */
const MAX_PARAMETERS = 4;

/**
 * Pairs of an API entry with what its own documentation says of it: its first sentence, its name as words, what
 * its parameters are for, and the errors that it raises.
 */
export function pairsFromApi(chunk: TrainingChunk, passage: Passage): readonly Pair[] {
  const [name] = chunk.symbols;
  if (name === undefined) return [];
  const offset = passage.text.length - chunk.text.length;
  const pairs: Pair[] = [];
  const leaf = leafOf(name);
  if (openingSignature(chunk) !== "") {
    pairs.push({ kind: "name", query: name, passage });
    const summary = piecesOf(chunk.text).find(({ type }) => type === "prose");
    const [first] = summary ? sentencesOf(summary.text) : [];
    if (summary && first !== undefined && plain(first).length >= 12) {
      const start = offset + summary.start + summary.text.indexOf(first);
      pairs.push({ kind: "summary", query: plain(first), passage, cut: [start, start + first.length] });
    }
  }
  let parameters = 0;
  for (const piece of piecesOf(chunk.text)) {
    const match = piece.type === "prose" ? PARAMETER.exec(piece.text) : null;
    if (!match) continue;
    const [, label = "", description = ""] = match;
    const [said = ""] = sentencesOf(plain(description));
    const cut = [offset + piece.start, offset + piece.end] as const;
    if (ERROR.test(label)) {
      const condition = said.replace(/^(?:raised )?(?:if|when) /i, "");
      pairs.push({ kind: "error", query: `${label}: ${condition}`, passage, cut });
    } else if (parameters < MAX_PARAMETERS) {
      parameters += 1;
      pairs.push({ kind: "parameter", query: said, passage, cut });
      pairs.push({ kind: "parameter", query: `${leaf} ${label}`, passage });
    }
  }
  return pairs;
}
