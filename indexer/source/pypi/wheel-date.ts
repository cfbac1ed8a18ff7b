import type { ZipMember } from "./zip-archive.js";

/** What build tools write instead of a time: hatchling; flit and older poetry. The zip epoch, 1980, is below the limit. */
const CONSTANT_DAYS: ReadonlySet<string> = new Set(["2020-02-02", "2016-01-01"]);

/**
 * The day a wheel was built, `YYYY-MM-DD`: that of the newest file of its `.dist-info` folder, which
 * is written last. Undefined when that is a build tool's constant, before 1990 or in the future.
 */
export function wheelDate(members: readonly ZipMember[], now: Date): string | undefined {
  const times = members
    .filter(({ name }) => /^[^/]+\.dist-info\//.test(name))
    .map(({ modified }) => modified)
    .sort();
  const day = times.at(-1)?.slice(0, 10);
  if (day === undefined || day < "1990-01-01" || CONSTANT_DAYS.has(day)) return undefined;
  // Members carry local time without its zone, so today may be tomorrow elsewhere.
  const tomorrow = new Date(now.getTime() + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  return day > tomorrow ? undefined : day;
}
