import { type Parameter, readParameters, sameDefault } from "../history/parameter.js";
import { isAlive } from "../store/lifetime.js";
import type { IndexedRelease } from "../store/snapshot.js";
import { formerParameters } from "./former-parameters.js";
import type { Material, Subject } from "./subjects.js";

/** What one parameter is in neighbouring releases that agree about it. */
export interface ReleaseValue {
  /** First and last of them, and how many were looked at between. */
  readonly from: string;
  readonly to: string;
  /** In words: `default "auto"`, `no default`, `not there`. */
  readonly value: string;
  /** The release that is asked about is one of them. */
  readonly here: boolean;
}

/** A parameter that is not the same in all indexed releases. */
export interface VersionDifference {
  readonly symbol: string;
  readonly parameter: string;
  /** Newest first; two at least. */
  readonly values: readonly ReleaseValue[];
}

/**
 * How the parameters that are asked about, and words that another release has for one, differ between the indexed releases of the source that tells of them. A
 * release that this source was not read for says nothing and is not counted.
 */
export function versionDifferences(
  subjects: readonly Subject[],
  material: Material,
): readonly VersionDifference[] {
  return subjects.flatMap((subject) =>
    [...new Set([...subject.asked, ...formerParameters(subject, material)])].flatMap((parameter) => {
      const values = valuesOf(subject, parameter, material);
      return values.length > 1 ? [{ symbol: subject.name, parameter, values }] : [];
    }),
  );
}

/** The first indexed release that has a parameter, and whether that is the oldest one that has its API. */
export function parameterSince(
  subject: Subject,
  parameter: string,
  material: Material,
): { readonly version: string; readonly oldest: boolean } | undefined {
  const values = [...valuesOf(subject, parameter, material)].reverse();
  const at = values.findLastIndex(({ value }) => value === ABSENT || value === NO_API);
  const first = values[at + 1];
  return first && { version: first.from, oldest: at < 0 };
}

const ABSENT = "not there";
const NO_API = "the API itself is not there";

function valuesOf(
  subject: Subject,
  parameter: string,
  { corpus, lives, release }: Material,
): readonly ReleaseValue[] {
  const { source } = subject.life;
  const releases = corpus.state.sources[source]?.releases ?? [];
  const own = lives.filter((life) => life.name === subject.name && life.source === source);
  const groups: { state: State; releases: IndexedRelease[] }[] = [];
  for (const other of releases) {
    const life = own.find((one) => isAlive(one, other.key));
    // One that tells no signature may have the parameter all the same.
    if (life && life.signature === "") continue;
    const found = life && readParameters(life).find(({ name }) => name === parameter);
    const state: State = found ?? (life ? ABSENT : NO_API);
    const last = groups.at(-1);
    if (last && sameState(last.state, state)) last.releases.push(other);
    else groups.push({ state, releases: [other] });
  }
  // Older than the API itself is nothing that its parameter differs in.
  const counted = groups.filter(({ state }, at) => !(at === 0 && state === NO_API));
  return counted
    .map(({ state, releases: some }) => ({
      from: some[0]?.version ?? "",
      to: some.at(-1)?.version ?? "",
      value: typeof state === "string" ? state : valueText(state),
      here: some.some(({ key }) => key === release.key),
    }))
    .reverse();
}

type State = Parameter | typeof ABSENT | typeof NO_API;

const sameState = (a: State, b: State): boolean =>
  typeof a === "string" || typeof b === "string" ? a === b : sameDefault(a, b);

const valueText = ({ default: value }: Parameter): string =>
  value === undefined ? "must be given" : `default \`${value}\``;
