/** Share of a release's files that may be unreadable before the release counts as not read. */
const UNREAD_SHARE = 0.05;

/**
 * Whether so much of a release could not be read that what was read must not stand for it: missing
 * pages would look like removed ones. A single unreadable file never is too much.
 */
export function isTooMuchUnread(unread: number, wanted: number): boolean {
  return unread > Math.max(1, wanted * UNREAD_SHARE);
}
