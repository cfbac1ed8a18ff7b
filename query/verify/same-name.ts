/** One may be written with its module, the other without. */
export const isSameName = (a: string, b: string): boolean =>
  a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);

/** `KMeans` of `sklearn.cluster.KMeans`, as it is written. */
export const lastPart = (name: string): string => name.split(/\.|::/).at(-1) ?? name;
