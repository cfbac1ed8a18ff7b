import { ownerOf } from "../history/moves.js";
import { namesOf } from "../library-names.js";
import { membersInMessages } from "../messages.js";
import { isParagraph, isPythonException, type Question } from "../question.js";
import { type CorpusRelease, isVisible, visibleAt } from "../release.js";
import type { Hit } from "../result.js";
import type { OpenCorpus } from "../search.js";
import { sqlArray } from "../store/lancedb.js";
import { isListed } from "../store/listed.js";
import type { SymbolRow } from "../store/rows.js";
import { compoundIdentifiers, foldIdentifier, leafOf, nameSuffixes } from "../store/terms.js";
import { isSpelt, type NamedSymbol } from "../symbols.js";
import { membersOfCalls } from "./members-of-calls.js";
import { misplacedNames } from "./misplaced-names.js";

/** A name of the question that stands for nothing in the release. */
export interface UnknownName {
  readonly asked: string;
  /** Without the head that a user gives the package in `import … as`: `tf.nn.relu` may be `nn.relu` of `tensorflow`. */
  readonly canonical: string;
  /** It is written as an API of this library, or was one in another release: then it is missing, not merely unknown. */
  readonly isApi: boolean;
}

type Row = Pick<SymbolRow, "name" | "aliases" | "kind" | "source" | "since" | "until" | "signature" | "path">;
const COLUMNS: readonly (keyof Row)[] = [
  ...(["name", "aliases", "kind", "source", "since", "until", "signature", "path"] as const),
];

/** Symbols from which the packages of a release are known. */
const SAMPLE = 300;

/**
 * The names in a question that the release does not have: no symbol bears them, in full or as a dotted ending,
 * and the passages found do not mention them. A name that another release has is unknown here whatever the
 * passages say: they say that it went. Nothing is said of a member that a class of the release may inherit.
 */
export async function unknownNames(
  { corpus, release }: { readonly corpus: OpenCorpus; readonly release: CorpusRelease },
  question: Question,
  named: readonly NamedSymbol[],
  hits: readonly Hit[],
): Promise<readonly UnknownName[]> {
  const names = namesOf(corpus.id, corpus.state).map((name) => name.toLowerCase());
  const own = new Set(names.map(foldIdentifier));
  const members = [...membersOfCalls(question.text), ...membersInMessages(question.text)];
  const candidates = [...new Set([...question.identifiers, ...question.capitals, ...members])].filter(
    (name) =>
      !isPythonException(name) &&
      !ABBREVIATION.test(name) &&
      !OF_THE_ASKER.test(name) &&
      !own.has(foldIdentifier(name)),
  );
  if (candidates.length === 0) return [];
  const leaves = new Set(candidates.flatMap((name) => [leafOf(name), leafOf(ownerOf(name))]));
  leaves.delete("");
  const [rows, some] = await Promise.all([
    corpus.tables.symbols.rows<Row>(COLUMNS, `array_has_any(leaves, ${sqlArray([...leaves])})`),
    corpus.tables.symbols.rows<Pick<Row, "name">>(["name"], visibleAt(release), SAMPLE),
  ]);
  const here = rows.filter((row) => isVisible(row, release));
  // What a page only lists is there; that no list has a name proves nothing.
  const told = rows.filter((row) => !isListed(row));
  const packages = new Set([...rows, ...some].map(({ name }) => name.split(".", 1)[0]?.toLowerCase() ?? ""));
  const parameters = new Set(named.flatMap((symbol) => symbol.parameters));
  const mentioned = mentionsIn(hits);
  const isTold = isParagraph(question.text);
  const spellings = candidates.map((asked) => {
    const name = asked.replaceAll("::", ".");
    const [head = "", ...rest] = name.split(".");
    const isPackage = packages.has(head.toLowerCase());
    const isRooted = rest.length > 0 && (isPackage || names.includes(head.toLowerCase()));
    const canonical = isRooted && !isPackage ? rest.join(".") : name;
    const isHere = here.some((row) => isCalled(row, canonical));
    return { asked, name, rest, isPackage, isRooted, canonical, isHere };
  });
  const inFull = spellings.filter(({ isPackage, rest, isHere }) => isPackage && rest.length > 0 && !isHere);
  const misplaced = await misplacedNames(
    inFull.map(({ canonical }) => canonical),
    here,
    { corpus, release },
  );
  return spellings.flatMap(({ asked, name, rest, isRooted, canonical, isHere }): readonly UnknownName[] => {
    if (question.capitals.includes(asked)) {
      const isGone = told.some((row) => isSpelt(asked, row)) && !here.some((row) => isSpelt(asked, row));
      return isGone ? [{ asked, canonical: asked, isApi: true }] : [];
    }
    if (isHere || parameters.has(asked.toLowerCase()) || isParameter(name, named)) return [];
    if (mayBeInherited(canonical, here)) return [];
    // `model.fit`: the head is the user's own variable, so the last part is what can be a name of the library.
    if (rest.length > 0 && !isRooted && here.some((row) => isCalled(row, leafOf(name)))) return [];
    const wasOrWillBe = (isRooted || /[A-Z.]/.test(name)) && told.some((row) => isCalled(row, canonical));
    // Of a class that the release has, what its constructor makes has no such member either.
    const isMember = members.includes(asked);
    const owner = here.find(
      (row) => row.kind === "class" && !isListed(row) && isCalled(row, ownerOf(canonical)),
    );
    if (isMember && !owner) return [];
    // In a paragraph with code most names are variables and files of whoever asks.
    if (isTold && !isRooted && !isMember && !wasOrWillBe) return [];
    if (!wasOrWillBe && !misplaced.has(canonical) && !isMember && mentioned(asked)) return [];
    const ofOwner = isMember && owner ? `${owner.name}.${leafOf(name)}` : canonical;
    return [{ asked, canonical: ofOwner, isApi: isRooted || isMember || wasOrWillBe }];
  });
}

/** Files, addresses, and what an object calls its own: no library has a name for them. */
const OF_THE_ASKER =
  /^(?:self|cls|www|https?)\.|\.(?:csv|tsv|jsonl?|txt|log|md|png|jpe?g|gif|npy|npz|pkl|pickle|pth?|ckpt|h5|hdf5|onnx|py|ipynb|ya?ml|xml|html|zip|gz|com|org|net)$/i;

/** `e.g`, `i.e`: letters with points between. */
const ABBREVIATION = /^(?:[a-z]\.)+[a-z]$/i;

/** By whole name, alias, or dotted ending of one; case does not count. */
function isCalled({ name, aliases }: Row, wanted: string): boolean {
  const folded = wanted.toLowerCase();
  return [name, ...aliases].some((other) => {
    const lower = other.toLowerCase();
    return lower === folded || lower.endsWith(`.${folded}`);
  });
}

/** A member of a class of the release that other classes have as well. */
const mayBeInherited = (name: string, here: readonly Row[]): boolean => {
  const owner = ownerOf(name);
  const leaf = leafOf(name);
  return (
    owner !== "" &&
    here.some((row) => row.kind === "class" && isCalled(row, owner)) &&
    here.some((row) => leafOf(row.name) === leaf && /^(method|property|attribute)$/.test(row.kind))
  );
};

/** The question writes a parameter as a member of its class, which is named. */
const isParameter = (name: string, named: readonly NamedSymbol[]): boolean =>
  named.some(
    ({ match, asked, parameters }) =>
      match === "name" && asked === ownerOf(name) && parameters.includes(leafOf(name)),
  );

/** Whether passages mention a name: in full, or as the ending of a longer one; a bare name also as a word. */
function mentionsIn(hits: readonly Hit[]): (name: string) => boolean {
  const texts = hits.map(({ text, symbols, headingPath }) => [text, ...symbols, ...headingPath].join(" "));
  const tokens = new Set(texts.flatMap(compoundIdentifiers).flatMap(nameSuffixes).map(foldIdentifier));
  const words = new Set(texts.flatMap((text) => text.toLowerCase().match(/[a-z0-9]+/g) ?? []));
  return (name) => tokens.has(foldIdentifier(name)) || words.has(foldIdentifier(name));
}
