import type { SyntaxNode } from "@lezer/common";
import { localNames } from "./bound-names.js";
import { children, dottedName, readCall } from "./syntax.js";
import { readText, type TextExpression } from "./text-expression.js";

/** Categories of warnings by which projects tell of deprecations; without one it is a `UserWarning`. */
const CATEGORY = /(?:^|\.)(?:User|Future|\w*Deprecation)Warning$/;
const WARNS = /(?:^|\.)warn$/;
/** What loggers call it: they have no categories. */
const LOGS = /\.(?:warning|warning_once|warn_once)$/;

/**
 * The messages of the warnings that a function gives whatever it is called with, in order: neither under a condition on
 * its arguments or on what it made of them, nor behind a return under such a condition. What the message says, and of
 * what, is not judged here.
 *
 * @param parameters names of all its parameters
 */
export function bodyWarnings(
  body: SyntaxNode,
  parameters: readonly string[],
  source: string,
): readonly TextExpression[] {
  const depending = new Set([...parameters, ...localNames(body, source)]);
  return [...unconditional(body, depending, source)].flatMap((statement) => {
    const call = statement.name === "ExpressionStatement" ? statement.firstChild : null;
    return (call?.name === "CallExpression" ? warningOf(call, source) : undefined) ?? [];
  });
}

function warningOf(call: SyntaxNode, source: string): TextExpression | undefined {
  const { callee = "", args } = readCall(call, source);
  const isLogged = LOGS.test(callee);
  if (!isLogged && !WARNS.test(callee)) return undefined;
  const message = args.find(({ keyword, stars }) => stars === "" && (keyword ?? "message") === "message");
  const given = args.find(
    (argument) => argument.keyword === "category" || (argument.keyword === undefined && argument !== message),
  );
  const category = given === undefined ? "UserWarning" : dottedName(given.value, source);
  if (!isLogged && !CATEGORY.test(category ?? "")) return undefined;
  return message && readText(message.value, source);
}

/** Statements of a body that run whatever its arguments are; those of loops and of functions within are not among them. */
function* unconditional(
  body: SyntaxNode,
  depending: ReadonlySet<string>,
  source: string,
): Generator<SyntaxNode> {
  for (const statement of children(body)) {
    const bodies = statement.getChildren("Body");
    switch (statement.name) {
      case "IfStatement": {
        const isDepending = [...children(statement)].some(
          (part) => part.name !== "Body" && mentions(part, depending, source),
        );
        if (!isDepending) for (const part of bodies) yield* unconditional(part, depending, source);
        else if (bodies.some(returns)) return;
        break;
      }
      case "TryStatement":
        for (const part of bodies) if (!isHandler(part)) yield* unconditional(part, depending, source);
        break;
      case "WithStatement":
        for (const part of bodies) yield* unconditional(part, depending, source);
        break;
      case "StatementGroup":
        yield* unconditional(statement, depending, source);
        break;
      default:
        yield statement;
    }
  }
}

/** Whether a part of a `try` is run on an error only. */
function isHandler(part: SyntaxNode): boolean {
  let before = part.prevSibling;
  while (before !== null && !/^(?:try|except|else|finally)$/.test(before.name)) before = before.prevSibling;
  return before?.name === "except";
}

function mentions(node: SyntaxNode, names: ReadonlySet<string>, source: string): boolean {
  let found = false;
  node.cursor().iterate(({ name, from, to }) => {
    found ||= name === "VariableName" && names.has(source.slice(from, to));
    return !found;
  });
  return found;
}

function returns(body: SyntaxNode): boolean {
  let found = false;
  body.cursor().iterate(({ name }) => {
    found ||= name === "ReturnStatement";
    return !found && !/^(?:Function|Class)Definition$/.test(name);
  });
  return found;
}
