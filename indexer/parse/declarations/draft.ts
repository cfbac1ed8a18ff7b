import type ts from "typescript";
import type { Parameter, SymbolKind } from "../document.js";
import type { Comment } from "./comment.js";
import { callText, parametersOf, printLine } from "./signature.js";

/** One public name with everything that its declarations say. */
export interface Api {
  /** Dotted within the package: `InferenceSession.create`. */
  readonly name: string;
  readonly kind: SymbolKind;
  /** One line per overload. */
  readonly signatures: readonly string[];
  /** Whole declaration on several lines, for interfaces, types and enumerations. */
  readonly text: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly returns: string | undefined;
  /** Comments of the declarations that have one, in order, none twice. */
  readonly comments: readonly Comment[];
  readonly members: readonly Api[];
  /** Of a class or interface: names within the package of the nearest ones that it extends and that have entries of their own. */
  readonly bases: readonly string[];
}

/** An `Api` while its declarations are being read. */
export class Draft {
  kind: SymbolKind | undefined;
  header: string | undefined;
  readonly signatures: string[] = [];
  readonly text: string[] = [];
  readonly parameters: Parameter[] = [];
  readonly members: Api[] = [];
  readonly bases = new Set<string>();
  private readonly comments: Comment[] = [];
  private returns: string | undefined;

  constructor(readonly name: string) {}

  comment(comment: Comment): void {
    const said = (other: Comment): boolean =>
      other.summary === comment.summary &&
      [...other.params.keys()].join() === [...comment.params.keys()].join();
    if (!isEmpty(comment) && !this.comments.some(said)) this.comments.push(comment);
  }

  /** Adds a whole declaration, under the public name where that is another than its own. */
  declare(text: string, ownName: string): void {
    const name = this.name.slice(this.name.lastIndexOf(".") + 1);
    this.text.push(name === ownName ? text : text.replace(ownName, () => name));
  }

  call(kind: SymbolKind, text: string, node: ts.SignatureDeclaration, comment: Comment): void {
    this.kind = kind;
    this.comment(comment);
    this.signatures.push(text);
    if (node.type) this.returns ??= printLine(node.type);
    for (const parameter of parametersOf(node, comment)) {
      if (!this.parameters.some(({ name }) => name === parameter.name)) this.parameters.push(parameter);
    }
  }

  construct(node: ts.SignatureDeclaration, comment: Comment): void {
    this.call("class", callText(`new ${this.name}`, node).replace(/\): .*$/s, ")"), node, comment);
    this.returns = undefined;
  }

  copy(other: Api | undefined): void {
    if (!other) return;
    this.kind = other.kind;
    this.signatures.push(...other.signatures);
    if (other.text !== undefined) this.text.push(other.text);
    this.parameters.push(...other.parameters);
    this.members.push(...other.members);
    for (const base of other.bases) this.bases.add(base);
    for (const comment of other.comments) this.comment(comment);
    this.returns ??= other.returns;
  }

  finish(): Api {
    const { name, kind = "constant", parameters, returns, comments } = this;
    const members = [...this.members.filter(isValue), ...this.members.filter((member) => !isValue(member))];
    const signatures = [...(this.header === undefined ? [] : [this.header]), ...new Set(this.signatures)];
    const text = this.text.length === 0 ? undefined : this.text.join("\n");
    if (signatures.length === 0 && text !== undefined) signatures.push(firstLine(text));
    const bases = [...this.bases];
    return { name, kind, signatures, text, parameters, returns, comments, members, bases };
  }
}

function isEmpty(comment: Comment): boolean {
  const { summary, remarks, returns, params, examples, throws, deprecated, since, insiders } = comment;
  const texts = [summary, remarks, returns, comment.default, ...examples, ...throws];
  return texts.every((text) => text === "") && params.size === 0 && !deprecated && !since && !insiders;
}

function firstLine(text: string): string {
  const line = text.replace(/\s+/g, " ").replace(/;$/, "").trim();
  return line.length <= 400 ? line : `${(text.split("\n")[0] ?? "").slice(0, 400).trim()} …`;
}

/** Members that values have come before the types that a namespace of the same name holds. */
function isValue({ kind }: Api): boolean {
  return kind === "method" || kind === "property" || kind === "constant" || kind === "function";
}
