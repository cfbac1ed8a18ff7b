import type { UseCall } from "../python/uses.js";

/** A way to call something, as `ReleaseNames` writes it. */
interface CallShape {
  readonly keywords: ReadonlySet<string>;
  readonly positional: number;
  readonly takesMorePositional: boolean;
  readonly takesAnyKeyword: boolean;
}

export type CallProblem =
  | { readonly type: "keyword"; readonly name: string; readonly from: number; readonly to: number }
  | { readonly type: "positional"; readonly given: number; readonly most: number };

export function readShape(text: string): CallShape {
  const keywords = new Set<string>();
  let positional = 0;
  let isKeywordOnly = false;
  let takesMorePositional = false;
  let takesAnyKeyword = false;
  let before: string[] = [];
  for (const part of text === "" ? [] : text.split(",")) {
    const name = part.replace("=", "");
    if (part === "/") {
      for (const each of before) keywords.delete(each);
      before = [];
    } else if (part === "*") isKeywordOnly = true;
    else if (part.startsWith("**")) takesAnyKeyword = true;
    else if (part.startsWith("*")) {
      takesMorePositional = true;
      isKeywordOnly = true;
    } else {
      keywords.add(name);
      if (!isKeywordOnly) {
        positional += 1;
        before.push(name);
      }
    }
  }
  return { keywords, positional, takesMorePositional, takesAnyKeyword };
}

/**
 * What a call passes that nothing it can mean takes; "uncertain" where `**kwargs` may take it.
 *
 * @param isUnbound the receiver of a method may be the first argument
 */
export function callProblems(
  call: UseCall,
  calls: readonly string[],
  isUnbound: boolean,
): readonly CallProblem[] | "uncertain" {
  const shapes = calls.map(readShape);
  if (shapes.some(({ takesAnyKeyword }) => takesAnyKeyword) && call.keywords.length > 0) {
    const all = new Set(shapes.flatMap(({ keywords }) => [...keywords]));
    if (call.keywords.some(({ name }) => !all.has(name))) return "uncertain";
  }
  const unknown = call.keywords.filter(({ name }) => !shapes.some(({ keywords }) => keywords.has(name)));
  const problems: CallProblem[] = unknown.map((keyword) => ({ type: "keyword", ...keyword }));
  const most = Math.max(...shapes.map(({ positional }) => positional));
  const isBounded =
    !call.spread && !isUnbound && !shapes.some(({ takesMorePositional }) => takesMorePositional);
  if (isBounded && call.positional > most)
    problems.push({ type: "positional", given: call.positional, most });
  return problems;
}
