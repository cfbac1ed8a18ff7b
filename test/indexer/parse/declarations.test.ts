import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { createDeclarationsParser } from "../../../indexer/parse/declarations.js";
import type { Document, SymbolFact } from "../../../indexer/parse/document.js";

function parse(files: Readonly<Record<string, string>>, entries: readonly string[] = []): Document[] {
  const parser = createDeclarationsParser({ packageName: "pkg", entries });
  for (const [path, source] of Object.entries(files)) assert.equal(parser.add(path, source), undefined);
  return [...parser.finish()];
}

function titles(documents: readonly Document[]): string[] {
  return documents.map((document) => document.title);
}

function fact(documents: readonly Document[], name: string): SymbolFact {
  const found = documents.flatMap((document) => document.symbols).find((symbol) => symbol.name === name);
  assert.ok(found, `${name} is not documented`);
  return found;
}

function text(documents: readonly Document[], title: string): string {
  const document = documents.find((it) => it.title === title);
  assert.ok(document, `${title} is not documented`);
  return document.sections.flatMap(({ blocks }) => blocks.map((block) => block.text)).join("\n");
}

describe("what is public", () => {
  test("names follow re-exports, renames, imports and star exports; the rest stays out", () => {
    const documents = parse(
      {
        "index.d.ts": `
          import { inner } from "./a.js"; import * as math from "./math"; import whole from "./whole";
          export * from "./b"; export { first as second } from "./a.js"; export { inner, math, whole };`,
        "a.d.ts":
          "export declare function first(): void; export declare const inner: number; export const out: 1;",
        "b/index.d.ts": "export declare class Star {}",
        "math.d.ts": "export declare function dot(a: number[], b: number[]): number;",
        "whole.d.ts": "declare const thing: string; export default thing;",
        "lost.d.ts": "export declare function lost(): void;",
      },
      ["index.d.ts"],
    );
    assert.deepEqual(titles(documents).sort(), [
      "pkg.Star",
      "pkg.inner",
      "pkg.math",
      "pkg.second",
      "pkg.whole",
    ]);
    assert.deepEqual(fact(documents, "pkg.math.dot").signatures, [
      "math.dot(a: number[], b: number[]): number",
    ]);
  });

  test("types that public declarations mention are documented although they are not exported", () => {
    const documents = parse({
      "index.d.ts": `interface Options {
          /** Seconds. */
          timeout?: number }
        interface Unused { x: 1 }
        export declare function run(options: Options): void;
        export {};`,
    });
    assert.deepEqual(titles(documents), ["pkg.run", "pkg.Options"]);
    assert.equal(fact(documents, "pkg.Options.timeout").summary, "Seconds.");
  });

  test("twins of one module and of two builds are documented once", () => {
    const source = "export declare function f(): void;";
    assert.deepEqual(titles(parse({ "index.d.mts": source, "index.d.ts": source, "index.d.cts": source })), [
      "pkg.f",
    ]);
    assert.deepEqual(titles(parse({ "dist/cjs/index.d.ts": source, "dist/esm/index.d.ts": source })), [
      "pkg.f",
    ]);
  });

  test("an object with two names has one document and an alias", () => {
    const documents = parse({ "index.d.ts": "declare function f(): void; export { f, f as g };" });
    assert.deepEqual(titles(documents), ["pkg.f"]);
    assert.deepEqual(fact(documents, "pkg.f").aliases, ["pkg.g"]);
  });

  test("without a reachable name every file is taken", () => {
    const documents = parse({ "index.d.ts": "export {};", "deep/x.d.ts": "export declare const x: 1;" }, [
      "index.d.ts",
    ]);
    assert.deepEqual(titles(documents), ["pkg.x"]);
  });

  test("an ambient module that passes another package on says so", () => {
    const documents = parse({ "types.d.ts": 'declare module "pkg" { export * from "pkg-common"; }' }, [
      "types.d.ts",
    ]);
    assert.deepEqual(titles(documents), ["pkg"]);
    assert.match(text(documents, "pkg"), /`pkg-common`/);
  });

  test("circular exports end", () => {
    const files = {
      "index.d.ts": 'export * from "./a"; export { x } from "./a";',
      "a.d.ts": 'export * from "./index";',
    };
    assert.deepEqual(parse(files), []);
  });

  test("other files are refused with a reason", () => {
    const parser = createDeclarationsParser({ packageName: "pkg", entries: [] });
    assert.match(parser.add("index.ts", "") ?? "", /declaration/);
    assert.match(parser.add("index.d.ts", "\u0000") ?? "", /text/);
  });
});

describe("what is said of it", () => {
  test("overloads have a signature line each, and their parameters are joined", () => {
    const documents = parse({
      "index.d.ts": `
        /** From a path.
         * @param path - Where it is.
         * @returns A session. */
        export declare function open(path: string, options?: { a: 1 }): Promise<void>;
        /** From bytes. */
        export declare function open(bytes: Uint8Array): Promise<void>;`,
    });
    const symbol = fact(documents, "pkg.open");
    assert.deepEqual(symbol.signatures, [
      "open(path: string, options?: { a: 1; }): Promise<void>",
      "open(bytes: Uint8Array): Promise<void>",
    ]);
    assert.deepEqual(symbol.parameters, [
      { name: "path", kind: "positional-only", annotation: "string" },
      { name: "options", kind: "positional-only", annotation: "{ a: 1; } | undefined" },
      { name: "bytes", kind: "positional-only", annotation: "Uint8Array" },
    ]);
    assert.equal(symbol.returns, "Promise<void>");
    assert.match(
      text(documents, "pkg.open"),
      /From a path\.[\s\S]*Where it is\.[\s\S]*A session\.[\s\S]*From bytes\./,
    );
  });

  test("tags: default, deprecation with its replacement, since, example, throws", () => {
    const documents = parse({
      "index.d.ts": `
        /**
         * Old way, see {@link https://example.org/x the page}.
         * @param {string} [model=null] The model.
         * @param {...number} rest More.
         * @deprecated since 2.1, use {@link fresh} instead
         * @since 1.4.0
         * @throws {@link Broken} when it breaks
         * @example
         * old("a");
         */
        export declare function old(model?: string, ...rest: number[]): void;`,
    });
    const symbol = fact(documents, "pkg.old");
    assert.deepEqual(symbol.parameters, [
      { name: "model", kind: "positional-only", default: "null", annotation: "string" },
      { name: "rest", kind: "var-positional", annotation: "number[]" },
    ]);
    assert.deepEqual(symbol.deprecated, {
      message: "since 2.1, use `fresh` instead",
      since: "2.1",
      replacement: "fresh",
    });
    assert.equal(symbol.since, "1.4.0");
    assert.equal(symbol.summary, "Old way, see the page.");
    const blocks = documents[0]?.sections[0]?.blocks ?? [];
    assert.ok(
      blocks.some(
        (block) => block.type === "admonition" && block.name === "deprecated" && block.version === "2.1",
      ),
    );
    assert.ok(blocks.some((block) => block.type === "code" && block.text === 'old("a");'));
    assert.ok(blocks.some((block) => block.text === "Throws: `Broken` when it breaks"));
  });

  test("a class has its constructor, methods, statics and accessors, without private parts", () => {
    const documents = parse({
      "index.d.ts": `
        export declare class Session<T> extends Base implements Thing {
          /** Opens. */
          constructor(path: string);
          static create(path?: string): Session<any>;
          readonly id: number;
          get name(): string;
          set name(value: string);
          protected guts(): void;
          private secret;
          /** @internal */ hidden(): void;
          /**
           * @deprecated Use create.
           * @private
           */
          open(): void;
        }`,
    });
    const names = documents[0]?.symbols.map(({ name }) => name);
    assert.deepEqual(names?.toSorted(), [
      "pkg.Session",
      "pkg.Session.create",
      // What only says that users are not to call it is there.
      ...["pkg.Session.hidden", "pkg.Session.id", "pkg.Session.name", "pkg.Session.open"],
    ]);
    assert.match(text(documents, "pkg.Session"), /Marked `@internal`: not meant for users/);
    assert.equal(fact(documents, "pkg.Session.open").deprecated?.message, "Use create.");
    assert.deepEqual(fact(documents, "pkg.Session").signatures, [
      "class Session<T> extends Base implements Thing",
      "new Session(path: string)",
    ]);
    assert.deepEqual(fact(documents, "pkg.Session.create").signatures, [
      "static Session.create(path?: string): Session<any>",
    ]);
    assert.deepEqual(fact(documents, "pkg.Session.name").signatures, ["Session.name: string"]);
  });

  test("a constant of a factory interface has the factory's members under its own name", () => {
    const documents = parse({
      "index.d.ts": `
        export interface Session { run(): void }
        export interface Factory {
          /** Makes one. */
          create(uri: string): Session; new (size: number): Session }
        export declare const Session: Factory;`,
    });
    assert.equal(fact(documents, "pkg.Session.create").summary, "Makes one.");
    assert.equal(fact(documents, "pkg.Session").kind, "class");
    assert.ok(fact(documents, "pkg.Session").signatures.includes("new Session(size: number)"));
    assert.ok(fact(documents, "pkg.Session.run"));
  });

  test("members of a base that is not public belong to the heir", () => {
    const documents = parse({
      "index.d.ts":
        "interface Base { size: number } export interface Heir extends Base { own: 1 } export {};",
    });
    assert.equal(fact(documents, "pkg.Heir.size").kind, "property");
  });

  test("a base that is public is named, also behind one that is not, and keeps its members", () => {
    const documents = parse(
      {
        "index.d.ts": `
          import { Machine } from "./machine.js";
          export { Machine as Device } from "./machine.js";
          declare class Middle extends Machine { turn(): void }
          interface Named { name: string } export interface Sized extends Named { size: number }
          export declare class Pump extends Middle { pump(): void }
          export interface Box extends Sized { lid: boolean }
          export declare class Lone extends Array<number> {}`,
        "machine.d.ts": "export declare class Machine { start(): void }",
      },
      ["index.d.ts"],
    );
    assert.deepEqual(fact(documents, "pkg.Pump").bases, ["pkg.Device"]);
    assert.deepEqual(fact(documents, "pkg.Box").bases, ["pkg.Sized"]);
    assert.equal(fact(documents, "pkg.Lone").bases, undefined);
    const members = documents.flatMap(({ symbols }) => symbols.map(({ name }) => name));
    assert.deepEqual(
      members.filter((name) => /^pkg\.(Pump|Box)\./.test(name)),
      ["pkg.Pump.pump", "pkg.Pump.turn", "pkg.Box.lid"],
    );
  });

  test("a small interface is one section with its text; a large one has a section per documented member", () => {
    const small = parse({ "index.d.ts": "export interface Small {\n/** Width. */\nw: number; h?: number }" });
    assert.equal(small[0]?.sections.length, 1);
    assert.deepEqual(small[0]?.sections[0]?.symbols, ["pkg.Small", "pkg.Small.w", "pkg.Small.h"]);
    assert.match(text(small, "pkg.Small"), /interface Small \{[\s\S]*h\?: number;[\s\S]*- `w`: Width\./);

    const members = Array.from(
      { length: 20 },
      (_, i) => `\n/** Doc ${i}. */\nm${i}: number; u${i}: number;`,
    ).join("\n");
    const large = parse({ "index.d.ts": `export interface Large { ${members} }` });
    assert.equal(large[0]?.sections.length, 21);
    assert.deepEqual(large[0]?.sections[1]?.headingPath, ["pkg.Large", "Large.m0"]);
  });

  test("enumerations, namespaces, types and literal constants", () => {
    const documents = parse({
      "index.d.ts": `
        export declare enum Level { /** Quiet. */ Low = 1, High }
        export declare namespace tools { function cut(x: string): string; interface Knife { sharp: boolean } }
        export type Name = "a" | "b";
        export declare const Mode: { readonly FAST: "fast" };
        declare function add_(a: number): number; export declare const add: typeof add_;`,
    });
    assert.deepEqual(fact(documents, "pkg.Level.Low").signatures, ["Level.Low = 1"]);
    assert.equal(fact(documents, "pkg.tools.cut").kind, "function");
    assert.equal(fact(documents, "pkg.tools.Knife").kind, "interface");
    assert.deepEqual(fact(documents, "pkg.Name").signatures, ['type Name = "a" | "b"']);
    assert.equal(fact(documents, "pkg.Mode.FAST").kind, "property");
    assert.deepEqual(fact(documents, "pkg.add").signatures, ["add(a: number): number"]);
  });

  test("HTML of generated comments becomes Markdown", () => {
    const documents = parse({
      "index.d.ts":
        "/** <p>Use <code>x</code> &lt; 3.</p> <ul> <li> <p>One</p> </li> <li>Two</li></ul> */ export declare const a: 1;",
    });
    assert.match(text(documents, "pkg.a"), /Use `x` < 3\.\n- One\n- Two/);
  });
});

test("any text is parsed without an exception, and titles are unique in a path", () => {
  const pieces = [
    "export ",
    "declare ",
    "class A ",
    "{",
    "}",
    "interface B ",
    "/** @param x */",
    "*",
    'from "./x"',
    "(",
    ";",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces)), (parts) => {
      const keys = parse({ "index.d.ts": parts.join("") }).map(({ path, title }) => `${path} ${title}`);
      assert.equal(new Set(keys).size, keys.length);
    }),
  );
});
