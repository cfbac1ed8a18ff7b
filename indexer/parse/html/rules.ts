import { classesOf, closest, type Element, findElements, idOf, type Parent } from "./dom.js";

/**
 * A set of simple selectors as one test: `name`, `.class`, `#id`, `name.class`, `name#id`, `[attribute]`, and
 * `[attribute=value]`, `[attribute^=start]`, `[attribute*=part]`. Whatever the number of selectors, an element
 * costs a few look-ups: pages have thousands of elements, and a general selector engine asks every selector.
 */
export function matcherOf(selectors: readonly string[]): (element: Element) => boolean {
  const plain = new Set<string>();
  const attributes: { name: string; operator: string; value: string }[] = [];
  for (const selector of selectors) {
    const attribute = /^\[([\w-]+)(?:([\^*]?=)(.*))?\]$/.exec(selector);
    if (attribute) {
      const [, name = "", operator = "", value = ""] = attribute;
      attributes.push({ name, operator, value });
    } else plain.add(selector);
  }
  return (element) => {
    if (plain.has(element.name)) return true;
    const id = idOf(element);
    if (id !== undefined && (plain.has(`#${id}`) || plain.has(`${element.name}#${id}`))) return true;
    for (const name of classesOf(element))
      if (plain.has(`.${name}`) || plain.has(`${element.name}.${name}`)) return true;
    return attributes.some(({ name, operator, value }) => {
      const own = element.attribs[name];
      if (own === undefined) return false;
      if (operator === "=") return own === value;
      return operator === "^=" ? own.startsWith(value) : own.includes(value);
    });
  };
}

/** The elements that a simple selector names, or two with a space: the second inside the first. In page order. */
export function selectElements(root: Parent, selector: string): Element[] {
  const [inner = "", outer] = selector.split(" ").reverse();
  const found = findElements(root, matcherOf([inner]));
  if (outer === undefined) return found;
  const isOuter = matcherOf([outer]);
  return found.filter((element) => closest(element, isOuter) !== undefined);
}
