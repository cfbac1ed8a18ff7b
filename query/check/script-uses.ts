import type { FileUses } from "../python/uses.js";

/** Which names of other packages a TypeScript or JavaScript file uses. */
export const scriptUsesIn = (_text: string): FileUses => ({ uses: [], planted: new Set(), errors: [], isPython2: false });
