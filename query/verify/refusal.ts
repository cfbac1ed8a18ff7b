/** Whether an API's own notice says that it works no more: `f was deprecated in 1.9 and is now removed`. */
export const saysItIsGone = (notice: string): boolean =>
  /\b(?:is|was|has\s+been)\s+(?:now\s+)?removed\b/i.test(notice) &&
  !/\b(?:will|to|may|can)\s+be\s+removed\b/i.test(notice);

/** The release that such a notice names for it. */
export const removedIn = (notice: string): string | undefined =>
  /\bremoved\s+(?:from\s+[\w.-]+\s+)?(?:since|in|as\s+of|with)\s+(?:[A-Za-z][\w-]*\s+)?v?(\d+(?:\.\d+)+)/i.exec(
    notice,
  )?.[1];
