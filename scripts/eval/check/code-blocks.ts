/** The Python of a documentation page, its examples joined in order: what one sets up the next one uses. */
export function pythonIn(file: string, text: string): string {
  if (file.endsWith(".rst")) return join(rstBlocks(text));
  return join(
    [
      ...text.matchAll(
        /^([ \t]*)(```+|~~~+)[ \t]*\{?\.?(?:python|py|pycon|py3|python3)\b[^\n]*\n([\s\S]*?)^[ \t]*\2/gim,
      ),
    ].map(([, indent = "", , body = ""]) => dedent(body, indent)),
  );
}

const join = (blocks: readonly string[]): string =>
  blocks.map((block) => (/^\s*>>>/m.test(block) ? doctest(block) : withoutCommands(block))).join("\n\n");

const dedent = (text: string, indent: string): string => text.replaceAll(new RegExp(`^${indent}`, "gm"), "");

/** What was typed of an interactive session. */
export function doctest(text: string): string {
  const lines = text.split("\n").flatMap((line) => {
    const [, typed] = /^\s*(?:>>>|\.\.\.)(?: (.*))?$/.exec(line) ?? [];
    return typed !== undefined ? [typed] : /^\s*(?:>>>|\.\.\.)\s*$/.test(line) ? [""] : [];
  });
  return lines.join("\n");
}

const withoutCommands = (text: string): string => text.replaceAll(/^\s*[%!$].*$/gm, "");

/** Blocks of `code-block:: python`, of `::`, and interactive sessions. */
function rstBlocks(text: string): readonly string[] {
  const lines = text.split("\n");
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const isPython =
      /^\s*\.\.\s+(?:code-block|code|sourcecode|testcode|doctest)::\s*(?:python3?|py|pycon|default)?\s*$/.test(
        line,
      );
    const isSession = /^\s*>>>/.test(line);
    if (!isPython && !isSession) continue;
    const own = /^\s*/.exec(line)?.[0].length ?? 0;
    const body: string[] = [];
    let next = isPython ? at + 1 : at;
    for (; next < lines.length; next += 1) {
      const inner = lines[next] ?? "";
      const indent = /^\s*/.exec(inner)?.[0].length ?? 0;
      if (isSession ? inner.trim() === "" : inner.trim() !== "" && indent <= own) break;
      if (isPython && body.length === 0 && /^\s*:[\w-]+:/.test(inner)) continue;
      body.push(inner);
    }
    at = next - 1;
    const smallest = Math.min(
      ...body.filter((each) => each.trim() !== "").map((each) => /^\s*/.exec(each)?.[0].length ?? 0),
    );
    blocks.push(body.map((each) => each.slice(Number.isFinite(smallest) ? smallest : 0)).join("\n"));
  }
  return blocks;
}
