/** Methods that by custom give the object itself, or one of the class they are called on. */
const GIVES_OWN = /^(?:fit|partial_fit|set_\w+|from_\w+|to|cpu|cuda|eval|train|half|float|double)\(\)$/;

/**
 * What a path of a use names: `a.Model().fit` is `a.Model.fit`, and `a.Model().fit().coef_` is `a.Model.coef_`.
 * Undefined for what a call gave: to hand that on is no use of what was called.
 */
export function usedName(path: string): string | undefined {
  if (path.endsWith("()")) return undefined;
  const parts = path.replace(".*.", ".").split(".");
  return parts
    .filter((part, at) => at === 0 || !GIVES_OWN.test(part))
    .map((part) => part.replaceAll("()", ""))
    .join(".");
}
