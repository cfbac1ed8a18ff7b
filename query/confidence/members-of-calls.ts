/** Methods that give back the object they are called on, in every framework that has them. */
const CHAINED = new Set("fit partial_fit set_params train eval to cpu cuda".split(" "));

/**
 * Members that code asks of what a constructor made: `KMeans.fit` and `KMeans.labels` of `KMeans(3).fit(X).labels`. A
 * member of what another method returns is nobody's that could be named.
 */
export function membersOfCalls(text: string): readonly string[] {
  const found: string[] = [];
  for (const { 0: head, index } of text.matchAll(/(?<![\w.])(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?=\()/g)) {
    let at = behindCall(text, index + head.length);
    while (at !== undefined) {
      const member = /^\s?\.\s?([A-Za-z_]\w*)/.exec(text.slice(at, at + 80));
      if (!member?.[1]) break;
      found.push(`${head}.${member[1]}`);
      at += member[0].length;
      at = CHAINED.has(member[1]) && text[at] === "(" ? behindCall(text, at) : undefined;
    }
  }
  return [...new Set(found)];
}

/** Where the call ends whose bracket opens at `from`; undefined where it is not closed. */
function behindCall(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "(") depth += 1;
    if (text[at] === ")") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return undefined;
}
