import type { Change } from "../history/change.js";
import { nearestNames } from "../history/nearest-names.js";
import { resolveSymbol } from "../history/resolve-symbol.js";
import { describeSymbol } from "../history/symbol.js";
import { type CorpusRelease, visibleAt } from "../release.js";
import type { OpenCorpus } from "../search.js";
import { quote } from "../store/lancedb.js";
import type { SymbolRow } from "../store/rows.js";
import type { LackingParameter } from "./lacking-parameter.js";
import type { UnknownName } from "./unknown-names.js";

/** Something that a question takes for an API of a release, and that the release does not have. */
export interface MissingApi {
  /** As the question writes it. */
  readonly name: string;
  /** The API that has no parameter or member of that name; null where the name was asked for by itself. */
  readonly of: string | null;
  /** Real names of this release that may be meant, best first; parameters where `of` is given. */
  readonly nearest: readonly string[];
  /** The change by which it came in a later release, or was gone in this or an earlier one. */
  readonly came: Change | null;
  readonly went: Change | null;
  /** What the project says to use instead, or where it is now. */
  readonly replacement: string | null;
  /** What the release's own code says of the name where it refuses it. */
  readonly refusal: string | null;
}

/** Of a name of which no release tells what became of it. */
export const UNTOLD = { came: null, went: null, replacement: null, refusal: null } as const;

/** Names described at most: a pasted program may hold dozens, and each is looked up in every release. */
const MOST_DESCRIBED = 3;
/** Names suggested at most. */
const SUGGESTED = 5;

/** What the index knows of names that a release does not have. */
export const missingApis = (
  names: readonly UnknownName[],
  corpus: OpenCorpus,
  release: CorpusRelease,
): Promise<readonly MissingApi[]> =>
  Promise.all(
    names.slice(0, MOST_DESCRIBED).map(async ({ asked, canonical }): Promise<MissingApi> => {
      const resolved = await resolveSymbol(corpus.tables.symbols, canonical, release);
      const answer = await describeSymbol({
        ...{ asked: canonical, resolved, corpus, release, versionFrom: "asked", snapshot: "" },
      });
      if (answer.found) {
        return { name: asked, of: null, nearest: [answer.name], ...UNTOLD };
      }
      const { came, went, replacement, refusal, nearest } = answer;
      const told = { came, went, replacement, refusal };
      return { name: asked, of: null, nearest: withFirst(replacement, nearest), ...told };
    }),
  );

/** The same for a parameter of an API. */
export async function missingParameter(
  { owner, parameter, came, went }: LackingParameter,
  corpus: OpenCorpus,
  release: CorpusRelease,
): Promise<MissingApi> {
  const rows = await corpus.tables.symbols.rows<Pick<SymbolRow, "parameterNames">>(
    ["parameterNames"],
    `${visibleAt(release)} AND name = ${quote(owner)}`,
  );
  const parameters = [...new Set(rows.flatMap(({ parameterNames }) => parameterNames))];
  const replacement = went?.kind === "parameter-renamed" ? (went.after ?? null) : null;
  const nearest = withFirst(replacement, nearestNames(parameter, parameters, SUGGESTED));
  const told = { came: came ?? null, went: went ?? null, replacement, refusal: null };
  return { name: parameter, of: owner, nearest, ...told };
}

/** What a name became is nearer than anything that is only spelt alike. */
const withFirst = (first: string | null, names: readonly string[]): readonly string[] =>
  [...new Set([...(first === null ? [] : [first]), ...names])].slice(0, SUGGESTED);
