import type { Link } from "../document.js";
import { findElements, isElement, type Node, type Root } from "./dom.js";
import { inlineText } from "./inline.js";

/** Links of one section; beyond, a section is a list of links, and its words say more than their targets. */
const MAX_LINKS = 200;
const MAX_URL_LENGTH = 2000;

/** Takes up the links of nodes, each target once, with its words. */
export interface LinkCollector {
  add(nodes: readonly Node[]): void;
  readonly links: readonly Link[];
}

/** @param base what relative addresses are relative to; without it they are left out */
export function createLinkCollector(base: URL | undefined): LinkCollector {
  const links: Link[] = [];
  const seen = new Set<string>();
  return {
    links,
    add(nodes) {
      for (const node of nodes) {
        if (!isElement(node)) continue;
        const anchors = node.name === "a" ? [node] : findElements(node, (it) => it.name === "a");
        for (const anchor of anchors) {
          if (links.length >= MAX_LINKS) return;
          const url = absolute(anchor.attribs["href"], base);
          if (url === undefined || seen.has(url)) continue;
          const text = inlineText(anchor.children).replace(/\n/g, " ");
          if (text === "") continue;
          seen.add(url);
          links.push({ text, url });
        }
      }
    },
  };
}

function absolute(href: string | undefined, base: URL | undefined): string | undefined {
  if (href === undefined || href === "" || href.startsWith("#") || href.length > MAX_URL_LENGTH)
    return undefined;
  const url = resolve(href, base);
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

/** What a page's addresses are relative to: its `base` element, else the page itself. */
export function baseOf(root: Root, page: URL | undefined): URL | undefined {
  const [element] = findElements(root, (it) => it.name === "base" && it.attribs["href"] !== undefined);
  return (element && resolve(element.attribs["href"] ?? "", page)) ?? page;
}

function resolve(address: string, base: URL | undefined): URL | undefined {
  return URL.canParse(address, base?.href) ? new URL(address, base) : undefined;
}
