import { quoteAll, type Table } from "../query/store/lancedb.js";
import type { NoteRow } from "../query/store/rows.js";
import type { IndexedRelease, SourceState } from "../query/store/snapshot.js";

/**
 * Sources with the dates that release notes tell of releases for which nothing else does: a whole day, on which all
 * notes about that release agree. A date that notes told before is read anew, so that it does not depend on the order in
 * which releases are indexed.
 */
export async function withNotedDates(
  sources: Readonly<Record<string, SourceState>>,
  notes: Table,
): Promise<Record<string, SourceState>> {
  const all = Object.values(sources).flatMap(({ releases }) => releases);
  const isOpen = ({ date, dateOrigin }: IndexedRelease) => date === undefined || dateOrigin === "notes";
  // What another source knows dates the release already.
  const known = new Set(all.flatMap((release) => (isOpen(release) ? [] : [release.key])));
  const keys = all.filter(isOpen).flatMap(({ key }) => (known.has(key) ? [] : [key]));
  const days: ReadonlyMap<string, string> =
    keys.length === 0 ? new Map() : await daysOf(notes, [...new Set(keys)]);
  const dated = (release: IndexedRelease): IndexedRelease => {
    if (!isOpen(release)) return release;
    const date = days.get(release.key);
    return { ...release, date, dateOrigin: date === undefined ? "none" : "notes" };
  };
  return Object.fromEntries(
    Object.entries(sources).map(([id, state]) => [id, { ...state, releases: state.releases.map(dated) }]),
  );
}

async function daysOf(notes: Table, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await notes.rows<Pick<NoteRow, "versionKey" | "date">>(
    ["versionKey", "date"],
    `versionKey IN ${quoteAll(keys)}`,
  );
  const told = new Map<string, Set<string>>();
  for (const { versionKey, date } of rows) {
    if (!/^\d{4}-\d\d-\d\d$/.test(date)) continue;
    told.set(versionKey, (told.get(versionKey) ?? new Set()).add(date));
  }
  return new Map(
    [...told].flatMap(([key, [day, ...others]]) => (day && others.length === 0 ? [[key, day]] : [])),
  );
}
