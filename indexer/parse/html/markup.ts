import { DomHandler, Parser } from "htmlparser2";
import type { Root } from "./dom.js";

/**
 * Elements that would lie deeper stand beside one another at this depth, as in browsers (Blink stops at 512).
 * Everything that walks a page may therefore recurse.
 */
const MAX_DEPTH = 400;

class DepthHandler extends DomHandler {
  get depth(): number {
    return this.tagStack.length;
  }
}

/** An element at the greatest depth is closed at once, as a void element is; its closing tag says nothing. */
class FlatteningParser extends Parser {
  constructor(private readonly handler: DepthHandler) {
    super(handler);
  }

  protected override isVoidElement(name: string): boolean {
    return this.handler.depth >= MAX_DEPTH || super.isVoidElement(name);
  }
}

/** Markup of any quality as a tree, in time proportional to its length. */
export function parseMarkup(source: string): Root {
  const handler = new DepthHandler();
  new FlatteningParser(handler).end(source);
  return handler.root;
}
