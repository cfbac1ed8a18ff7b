import type { SyntaxNode } from "@lezer/common";

/** Errors of a name that is not there. */
const MISSING = /\b(?:ImportError|ModuleNotFoundError|AttributeError|NameError|TypeError)\b/;
/** A condition that asks what is there before it is used. */
const ASKS =
  /\bhasattr\s*\(|version|\bis_\w+_available\b|\bhas_\w+|\b_?HAS_\w+|\bWITH_\w+|_(?:lt|le|gt|ge|eq|before|after)_?v?\d/i;
const EXPECTS = /\b(?:raises|assertRaises\w*|suppress|warns|assertWarns\w*)\s*\(/;

/**
 * Whether code is ready for a name's not being there: in a `try` that catches that, under a condition that asks for
 * the name or the version, or in a test that expects the error.
 */
export function isGuarded(node: SyntaxNode, source: string): boolean {
  const isImport = node.name === "ImportStatement";
  let child = node;
  for (let owner = node.parent; owner !== null; owner = owner.parent) {
    const text = (from: number, to: number) => source.slice(from, to);
    if (owner.name === "TryStatement" && child.name === "Body" && isTried(child)) {
      const handlers = handlersOf(owner, source);
      if (
        handlers.some(
          (caught) => caught === "" || MISSING.test(caught) || (isImport && /Exception/.test(caught)),
        )
      )
        return true;
    }
    // What stands in `except ImportError` is what older releases had, or newer ones have.
    if (owner.name === "TryStatement" && child.name === "Body" && !isTried(child)) {
      if (handlersOf(owner, source).some((caught) => MISSING.test(caught))) return true;
    }
    if (owner.name === "IfStatement" && child.name === "Body") {
      const bodies = owner.getChildren("Body");
      const conditions = bodies.map((body, at) => text(bodies[at - 1]?.to ?? owner?.from ?? 0, body.from));
      if (conditions.some((condition) => ASKS.test(condition))) return true;
    }
    if (owner.name === "ConditionalExpression" && ASKS.test(text(owner.from, owner.to))) return true;
    if (owner.name === "BinaryExpression" && /\bhasattr\s*\(/.test(text(owner.from, node.from))) return true;
    if (owner.name === "WithStatement" && child.name === "Body" && EXPECTS.test(text(owner.from, child.from)))
      return true;
    child = owner;
  }
  return false;
}

const isTried = (body: SyntaxNode): boolean => {
  const before = body.prevSibling;
  return before?.name === "try";
};

/** What each `except` of a `try` catches; "" for everything. */
function handlersOf(statement: SyntaxNode, source: string): readonly string[] {
  const found: string[] = [];
  for (let child = statement.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== "except") continue;
    let end = child.nextSibling;
    while (end !== null && end.name !== "Body") end = end.nextSibling;
    found.push(
      source
        .slice(child.to, end?.from ?? child.to)
        .replace(/^\s*\*?/, "")
        .trim(),
    );
  }
  return found;
}
