import { HIDING_SIGNS } from "../question.js";

/** A call's parentheses, with what may stand in them; what follows a sign of a glob (`+(a|b)`) is none. */
const CALL = /(?<=\w)\s*\(.*\)$/s;

/** A name as people write it, `KMeans.fit()` or in code marks, as it is looked up: without what is no part of it. */
export const writtenName = (text: string): string =>
  text
    .replace(HIDING_SIGNS, "")
    .trim()
    .replace(/^`+|`+$/g, "")
    .replace(CALL, "")
    .trim();
