import { DomHandler, Parser } from "htmlparser2";
import type { Root } from "./dom.js";

/**
 * Elements that would lie deeper stand beside one another at this depth, as in browsers (Blink stops at 512).
 * Everything that walks a page may therefore recurse.
 */
const MAX_DEPTH = 400;

/** A page of 4 MB has some 100,000 elements. What comes after these is not read. */
export const MAX_ELEMENTS = 500_000;

/** Builds the tree up to the greatest number of elements. */
class BoundedHandler extends DomHandler {
  private elements = 0;

  get depth(): number {
    return this.tagStack.length;
  }

  get isFull(): boolean {
    return this.elements > MAX_ELEMENTS;
  }

  override onopentag(name: string, attribs: Record<string, string>): void {
    this.elements += 1;
    if (!this.isFull) super.onopentag(name, attribs);
  }

  override onclosetag(): void {
    if (!this.isFull) super.onclosetag();
  }

  override ontext(data: string): void {
    if (!this.isFull) super.ontext(data);
  }

  override oncomment(): void {}
  override oncommentend(): void {}
  override onprocessinginstruction(): void {}
}

/** An element at the greatest depth is closed at once, as a void element is; its closing tag says nothing. */
class FlatteningParser extends Parser {
  private decision = false;
  private isOpening = false;

  constructor(private readonly handler: BoundedHandler) {
    super(handler);
  }

  /** Asked twice for an opening tag, before its attributes and after them, and once for a closing one. */
  protected override isVoidElement(name: string): boolean {
    if (this.isOpening) this.isOpening = false;
    else this.decision = this.handler.depth >= MAX_DEPTH || this.handler.isFull || super.isVoidElement(name);
    return this.decision;
  }

  /** The tag's name was read, its attributes come next. */
  opening(): void {
    this.isOpening = true;
  }
}

/** Markup of any quality as a tree without comments, in time proportional to its length. */
export function parseMarkup(source: string): { readonly root: Root; readonly isCut: boolean } {
  const handler = new BoundedHandler();
  const parser = new FlatteningParser(handler);
  Object.assign(handler, { onopentagname: () => parser.opening() });
  parser.end(source);
  return { root: handler.root, isCut: handler.isFull };
}
