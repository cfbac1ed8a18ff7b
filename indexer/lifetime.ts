import { type Lifetime, OPEN } from "../query/store/rows.js";

/** A row as lifetimes see it. `id` is the identity of the content; rows of one id never overlap. */
export interface Living extends Lifetime {
  readonly id: string;
}

/** What must be done to the stored rows so that one more release is told truly. */
export interface LifetimePlan {
  /** Contents that are not stored at all: to be written (and embedded). */
  readonly born: readonly Living[];
  /** Contents that are stored and come back after a gap: copied from any row of the same id. */
  readonly revived: readonly Living[];
  /** Rows whose life changes, by the life they have now. */
  readonly changed: readonly { readonly row: Living; readonly to: Lifetime }[];
  /** Rows that were present only in the release that is being read again. */
  readonly removed: readonly Living[];
}

/**
 * Plans the writes after which exactly `present` is visible at `key`, and every other release shows what it
 * showed before. Works for any order of releases: a release between two others splits or joins lives.
 *
 * @param rows stored rows of one source, any order
 * @param keys version keys of the releases of that source that are indexed already, any order
 * @param key the release being read; may be among `keys` (then it is replaced)
 * @param present ids of the release's contents
 */
export function planRelease(
  rows: readonly Living[],
  keys: readonly string[],
  key: string,
  present: ReadonlySet<string>,
): LifetimePlan {
  const ordered = [...new Set([...keys, key])].sort(compareKeys);
  const byId = new Map<string, Living[]>();
  for (const row of rows) {
    const lives = byId.get(row.id);
    if (lives) lives.push(row);
    else byId.set(row.id, [row]);
  }
  const plan = {
    born: [] as Living[],
    revived: [] as Living[],
    changed: [] as { row: Living; to: Lifetime }[],
    removed: [] as Living[],
  };
  for (const id of present) {
    if (!byId.has(id))
      for (const life of livesOf(ordered, (at) => at === key)) plan.born.push({ id, ...life });
  }
  for (const [id, lives] of byId) {
    const was = (at: string) => lives.some((life) => life.since <= at && at < life.until);
    const wanted = livesOf(ordered, (at) => (at === key ? present.has(id) : was(at)));
    reconcile(id, lives, wanted, plan);
  }
  return plan;
}

/** Maximal runs of releases at which something is present, as lives. `ordered` is oldest first. */
export function livesOf(ordered: readonly string[], isPresent: (key: string) => boolean): Lifetime[] {
  const lives: Lifetime[] = [];
  let since: string | undefined;
  for (const at of ordered) {
    if (isPresent(at)) since ??= at;
    else if (since !== undefined) {
      lives.push({ since, until: at });
      since = undefined;
    }
  }
  if (since !== undefined) lives.push({ since, until: OPEN });
  return lives;
}

/** Turns the lives stored into the lives wanted with as few writes as possible. */
function reconcile(
  id: string,
  stored: readonly Living[],
  wanted: readonly Lifetime[],
  plan: {
    revived: Living[];
    changed: { row: Living; to: Lifetime }[];
    removed: Living[];
  },
): void {
  const same = (a: Lifetime, b: Lifetime) => a.since === b.since && a.until === b.until;
  const open = wanted.filter((life) => !stored.some((row) => same(row, life)));
  const spare = stored.filter((row) => !wanted.some((life) => same(row, life)));
  open.forEach((life, index) => {
    const row = spare[index];
    if (row) plan.changed.push({ row, to: life });
    else plan.revived.push({ id, ...life });
  });
  plan.removed.push(...spare.slice(open.length));
}

const compareKeys = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
