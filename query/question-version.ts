/** `2.4`, `2.4.1`, `0.7.0rc1`, `1.x`; a number alone says nothing (`3 layers`, `4 bit`). */
const VERSION = String.raw`\d+(?:\.(?:\d+|x))+(?:[a-z]+\d+)?`;

const escaped = (name: string): string => name.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * The version that a question itself names: behind the library's name (`PyTorch 2.1`, `torch==2.1.0`, `sklearn
 * v1.6`) or behind the word (`in version 1.6`). Undefined when it names none, or several: then it compares them.
 *
 * @param names every name the library goes by
 */
export function versionInQuestion(question: string, names: readonly string[]): string | undefined {
  const library = names.map(escaped).sort((a, b) => b.length - a.length);
  const before = String.raw`(?:^|[^\w.-])(?:(?:${[...library, "version", "release"].join("|")})\s*(?:[=~]=\s*|\s|-)\s*v?)`;
  const found = [...question.toLowerCase().matchAll(new RegExp(`${before}(${VERSION})(?![\\w-])`, "g"))];
  const versions = new Set(found.map(([, version = ""]) => version.replace(/(\.x)+$/, "")));
  const [only] = versions;
  return versions.size === 1 ? only : undefined;
}
