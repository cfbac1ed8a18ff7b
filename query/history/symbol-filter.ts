import { Minimatch } from "minimatch";

/** Whether a symbol's name matches a glob; `*` matches dots too. Without a glob all do. */
export function symbolFilter(glob: string | undefined): (symbol: string) => boolean {
  if (glob === undefined) return () => true;
  const pattern = new Minimatch(glob, { nonegate: true, nocomment: true });
  return (symbol) => pattern.match(symbol);
}
