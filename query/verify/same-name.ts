/** One may be written with its module, the other without. */
export const isSameName = (a: string, b: string): boolean =>
  a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
