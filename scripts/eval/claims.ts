import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type KnowledgeBase, openKnowledgeBase } from "../../query/knowledge-base.js";
import type { ClaimVerdict } from "../../query/verify/verdict.js";
import {
  CLAIM_SETS,
  claimsInWords,
  claimsOfChanges,
  claimsOfRelease,
  type GeneratedClaim,
} from "./claims/generate.js";
import { type IndexedSymbols, readSymbols } from "./confidence/index-symbols.js";
import { drawing } from "./confidence/random.js";

export interface ClaimsOptions {
  readonly out: string;
  /** Data folder of an index with several releases of some libraries. */
  readonly releases: string;
  readonly model: string | undefined;
  readonly onProgress: (text: string) => void;
}

interface JudgedClaim extends GeneratedClaim {
  readonly verdict: ClaimVerdict;
  readonly because: readonly string[];
}

/** Symbols and changes of each release from which claims are made. */
const PER_RELEASE = 25;
const CHANGES_PER_LIBRARY = 80;
const SENTENCES_PER_RELEASE = 12;

/** Makes true and false claims from an index, asks `kb verify` about each, and counts the wrong verdicts. */
export async function evaluateClaims(options: ClaimsOptions): Promise<string> {
  const { releases: data, model, out, onProgress } = options;
  const symbols = await readSymbols(data, model);
  const kb = await openKnowledgeBase({ data, embedder: { model } });
  const judged: JudgedClaim[] = [];
  try {
    const claims = await makeClaims(kb, symbols);
    for (const claim of claims) {
      const { library, version } = claim;
      const { verdict, parts } = await kb.verify(claim.text, { library, version });
      judged.push({ ...claim, verdict, because: parts.map(({ kind, because }) => `${kind}: ${because}`) });
      if (judged.length % 250 === 0) onProgress(`${judged.length} of ${claims.length} claims`);
    }
  } finally {
    await kb.close();
  }
  await mkdir(out, { recursive: true });
  const report = renderClaims(judged);
  await writeFile(join(out, "claims.md"), report);
  await writeFile(join(out, "claims.jsonl"), `${judged.map((claim) => JSON.stringify(claim)).join("\n")}\n`);
  return report;
}

async function makeClaims(
  kb: KnowledgeBase,
  all: readonly IndexedSymbols[],
): Promise<readonly GeneratedClaim[]> {
  const draw = drawing(8);
  const claims: GeneratedClaim[] = [];
  for (const known of all) {
    claims.push(...claimsOfRelease(known, PER_RELEASE, draw));
    const sentences = known.symbols.flatMap(({ summary }) => summary.match(/[A-Z][^.]+\./g) ?? []);
    claims.push(...claimsInWords(sentences, known, SENTENCES_PER_RELEASE, draw));
  }
  for (const library of new Set(all.map((known) => known.library))) {
    const oldest = kb.versions(library).at(-1);
    if (kb.versions(library).length < 2 || oldest === undefined) continue;
    const { changes, libraryName } = await kb.changes({ library, from: oldest.version });
    claims.push(...claimsOfChanges(changes, libraryName, CHANGES_PER_LIBRARY, draw));
  }
  return claims;
}

const isWrong = ({ isTrue, verdict }: JudgedClaim): boolean =>
  verdict === (isTrue ? "contradicted" : "supported");

function renderClaims(judged: readonly JudgedClaim[]): string {
  const share = (part: readonly unknown[], whole: readonly unknown[]): string =>
    whole.length === 0 ? "" : `${((100 * part.length) / whole.length).toFixed(1)} %`;
  const cells = (own: readonly JudgedClaim[]): readonly string[] => {
    const at = (isTrue: boolean, verdict: ClaimVerdict) =>
      own.filter((claim) => claim.isTrue === isTrue && claim.verdict === verdict);
    const [yes, no] = [own.filter(({ isTrue }) => isTrue), own.filter(({ isTrue }) => !isTrue)];
    return [
      ...[String(yes.length), share(at(true, "supported"), yes), String(at(true, "contradicted").length)],
      ...[String(no.length), share(at(false, "contradicted"), no), String(at(false, "supported").length)],
      share(own.filter(isWrong), own),
    ];
  };
  const row = (name: string, own: readonly JudgedClaim[]): string =>
    `| ${[name, ...cells(own)].join(" | ")} |`;
  return [
    "# Claims",
    "",
    `${judged.length} claims made from the index, true and false. A true claim that is contradicted and a false one that is supported are wrong; the rest that is not decided cannot be verified.`,
    "",
    "| claims | true | supported | wrong | false | contradicted | wrong | wrong of all |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...CLAIM_SETS.map((set) =>
      row(
        set,
        judged.filter((claim) => claim.set === set),
      ),
    ),
    row("all", judged),
    "",
    ...(judged.some(isWrong) ? ["## Wrong", ""] : []),
    ...judged
      .filter(isWrong)
      .map(
        ({ text, library, verdict, because }) =>
          `- ${library}: “${text}”: ${verdict} (${because.join("; ")})`,
      ),
    "",
  ].join("\n");
}
