import { quote, quoteAll, type Table } from "../query/store/lancedb.js";
import type { Lifetime } from "../query/store/rows.js";
import { type LifetimePlan, type Living, planRelease } from "./lifetime.js";

/** Ids in one filter, rows in one write. */
const BATCH = 2_000;

/** How many rows a release changed in one table. */
export interface WriteCounts {
  readonly inserted: number;
  readonly closed: number;
  readonly untouched: number;
}

/**
 * Makes `present` exactly what is visible at `key` in one table, for one source.
 *
 * @param keys version keys of the source's releases that are indexed already
 * @param prepare told of all contents not stored yet, before the first `make`
 * @param make full rows (with vectors) for contents not stored yet; called in batches
 * @param copy full rows for contents stored under another lifetime
 */
export async function writeRelease(options: {
  readonly table: Table;
  readonly source: string;
  readonly keys: readonly string[];
  readonly key: string;
  readonly present: ReadonlySet<string>;
  readonly prepare?: (born: readonly Living[]) => Promise<void>;
  readonly make: (born: readonly Living[]) => Promise<readonly object[]>;
  readonly copy: (revived: readonly Living[]) => Promise<readonly object[]>;
}): Promise<WriteCounts> {
  const { table, source } = options;
  const rows = await table.rows<Living>(["id", "since", "until"], `source = ${quote(source)}`);
  const plan = planRelease(rows, options.keys, options.key, options.present);
  await options.prepare?.(plan.born);
  for (const batch of batches(plan.born)) await table.add(await options.make(batch));
  for (const batch of batches(plan.revived)) await table.add(await options.copy(batch));
  await changeLives(table, source, plan);
  for (const [life, ids] of groupByLife(plan.removed)) {
    for (const batch of batches(ids))
      await table.delete(`${same(source, life)} AND id IN ${quoteAll(batch)}`);
  }
  return {
    inserted: plan.born.length + plan.revived.length,
    closed: plan.changed.length + plan.removed.length,
    untouched: options.present.size - plan.born.length,
  };
}

async function changeLives(table: Table, source: string, plan: LifetimePlan): Promise<void> {
  const groups = new Map<string, { from: Lifetime; to: Lifetime; ids: string[] }>();
  for (const { row, to } of plan.changed) {
    const name = [row.since, row.until, to.since, to.until].join(" ");
    const group = groups.get(name);
    if (group) group.ids.push(row.id);
    else groups.set(name, { from: row, to, ids: [row.id] });
  }
  for (const { from, to, ids } of groups.values()) {
    for (const batch of batches(ids)) {
      await table.update(`${same(source, from)} AND id IN ${quoteAll(batch)}`, {
        since: to.since,
        until: to.until,
      });
    }
  }
}

const same = (source: string, life: Lifetime): string =>
  `source = ${quote(source)} AND since = ${quote(life.since)} AND until = ${quote(life.until)}`;

function groupByLife(rows: readonly Living[]): (readonly [Lifetime, string[]])[] {
  const groups = new Map<string, readonly [Lifetime, string[]]>();
  for (const row of rows) {
    const name = `${row.since} ${row.until}`;
    const group = groups.get(name) ?? [row, []];
    group[1].push(row.id);
    groups.set(name, group);
  }
  return [...groups.values()];
}

function* batches<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH);
}
