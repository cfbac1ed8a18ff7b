import { type MissingApi, UNTOLD } from "../confidence/missing-api.js";
import type { Change } from "../history/change.js";
import { nearestNames } from "../history/nearest-names.js";
import type { SymbolAnswer } from "../history/symbol.js";
import { corpusReleases } from "../release.js";
import type { Material, Subject } from "./subjects.js";

/** Names looked into at most: each costs a look at every name of the release. */
const MOST = 2;
const SUGGESTED = 5;

/**
 * What is known of the names that are not there.
 *
 * @param known what retrieval found out about some of them: they are not looked into again
 * @param describe everything the index knows of an API, as of the release
 */
export async function unknownNames(
  names: readonly string[],
  known: readonly MissingApi[],
  subjects: readonly Subject[],
  material: Material,
  describe: (name: string) => Promise<SymbolAnswer>,
): Promise<readonly MissingApi[]> {
  const left = names.filter(
    (name) => !known.some((other) => other.name.toLowerCase() === name.toLowerCase()),
  );
  const more = await Promise.all(
    left.slice(0, MOST).map(async (name): Promise<MissingApi> => {
      const owner = subjects[0];
      // What is written like a parameter is one of the API that is named.
      const isParameter = !name.includes(".") && material.question.parameters.includes(name.toLowerCase());
      if (owner && isParameter) return lacking(owner, name, material);
      const told = await describe(name);
      // Only the dotted ending was written: what ends so is what may be meant.
      if (told.found) return { name, of: null, nearest: [told.name], ...UNTOLD };
      const { came, went, replacement, refusal } = told;
      return { name, of: null, nearest: told.nearest.slice(0, SUGGESTED), came, went, replacement, refusal };
    }),
  );
  return [...known, ...more];
}

function lacking(owner: Subject, name: string, { corpus, release }: Material): MissingApi {
  const keys = new Map(corpusReleases(corpus.state).map(({ version, key }) => [version, key]));
  const isLater = ({ version }: Change): boolean => (keys.get(version) ?? "") > release.key;
  const wanted = name.toLowerCase();
  const own = owner.history.filter(
    ({ kind, parameter, before }) =>
      parameter?.toLowerCase() === wanted ||
      (kind === "parameter-renamed" && before?.toLowerCase() === wanted),
  );
  const went = own.findLast(
    (change) => /^parameter-(?:removed|renamed)$/.test(change.kind) && !isLater(change),
  );
  const renamed = went?.kind === "parameter-renamed" ? went.after : undefined;
  const names = owner.parameters.map((parameter) => parameter.name);
  // `sparse` became `sparse_output`: a longer name is no misspelling, and likelier than one.
  const longer = names.filter((other) => other.toLowerCase().split("_").includes(wanted));
  const nearest = [...new Set([...longer, ...nearestNames(name, names, SUGGESTED)])].slice(0, SUGGESTED);
  return {
    ...{ name, of: owner.name, nearest },
    came: own.find((change) => change.kind === "parameter-added" && isLater(change)) ?? null,
    ...{ went: went ?? null, replacement: went?.replacement ?? renamed ?? null, refusal: null },
  };
}
