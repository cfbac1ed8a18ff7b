import { Element, type Node, setChildren, Text } from "../dom.js";

/** What an entry of an API reference says in its first line. */
export interface EntryHead {
  /** Class of the list, as Sphinx has it: `py method`, `cpp function`, `ts class`. */
  readonly kind: string;
  /** The symbol in full. */
  readonly symbol: string;
  readonly anchor: string | undefined;
  /** The signature: what stands before the symbol's own name, the name, and what comes after. */
  readonly signature: readonly [before: string, name: string, after: string];
}

/** An entry in the one shape that is read: a definition list whose term is the signature, as Sphinx writes it. */
export function entryOf({ kind, symbol, anchor, signature }: EntryHead, body: readonly Node[]): Element {
  const [before, name, after] = signature;
  const own = elementOf("span", { class: "descname" }, [new Text(name)]);
  const id = anchor === undefined ? {} : { id: anchor };
  const term = elementOf("dt", { class: "sig", "data-symbol": symbol, ...id }, [
    new Text(before),
    own,
    new Text(after),
  ]);
  return elementOf("dl", { class: kind }, [term, elementOf("dd", {}, body)]);
}

export function elementOf(name: string, attribs: Record<string, string>, children: readonly Node[]): Element {
  const element = new Element(name, attribs);
  setChildren(element, [...children]);
  return element;
}

export function paragraphOf(text: string): Element {
  return elementOf("p", {}, [new Text(text)]);
}
