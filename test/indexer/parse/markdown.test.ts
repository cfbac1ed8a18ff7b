import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Block, Document } from "../../../indexer/parse/document.js";
import { prepareMarkdown } from "../../../indexer/parse/markdown/prepare.js";
import { parseMarkdown, titleFromPath } from "../../../indexer/parse/markdown.js";

function parse(source: string, path = "docs/page.md"): Document {
  const document = parseMarkdown(path, source);
  assert.ok(document !== undefined, "the page holds text");
  return document;
}

function blocks(source: string, path?: string): readonly Block[] {
  return parse(source, path).sections.flatMap((section) => section.blocks);
}

function prose(text: string): Block {
  return { type: "prose", text };
}

function headings(source: string): readonly (readonly [string, string | undefined])[] {
  return parse(source).sections.map(({ headingPath, anchor }) => [headingPath.join(" > "), anchor]);
}

describe("title", () => {
  test("front matter comes first, and an equal first heading is not repeated", () => {
    const page = parse("---\ntitle: The Trainer\n---\n# The trainer\n\nText.\n\n## Use\n\nMore.");
    assert.equal(page.title, "The Trainer");
    assert.deepEqual(
      page.sections.map((section) => section.headingPath),
      [["The Trainer"], ["The Trainer", "Use"]],
    );
    assert.equal(page.sections[0]?.anchor, undefined);
  });
  test("TOML front matter, with its description as the lead", () => {
    const page = parse('+++\ntitle = "Pipelines"\ndescription = "How runs are made"\n+++\nText.');
    assert.equal(page.title, "Pipelines");
    assert.deepEqual(page.sections[0]?.blocks[0], prose("How runs are made"));
  });
  test("broken front matter still gives its title and never shows", () => {
    const page = parse("---\ntitle: A: b: c\n  - [\n---\nText.");
    assert.equal(page.title, "A: b: c");
    assert.deepEqual(page.sections[0]?.blocks, [prose("Text.")]);
  });
  test("the first first-level heading, below a licence comment", () => {
    assert.equal(parse("<!--Copyright 2024\nLicensed-->\n\n# Model `cards`\n\nText.").title, "Model cards");
  });
  test("the file name, or the folder of an index page", () => {
    assert.equal(titleFromPath("guides/model_cards.md"), "Model cards");
    assert.equal(titleFromPath("docs/fine-tuning/_index.md"), "Fine tuning");
    assert.equal(titleFromPath("README.md"), "README");
  });
  test("a heading of any level that opens the page and encloses all others", () => {
    assert.deepEqual(headings("## Deep dive\n\na\n\n### First\n\nb\n\n### Second\n\nc"), [
      ["Deep dive", undefined],
      ["Deep dive > First", "first"],
      ["Deep dive > Second", "second"],
    ]);
    assert.equal(parse("## Use\n\na\n\n## Limits\n\nb").title, "Page");
  });
  test("a rule at the top of a page is no front matter", () => {
    assert.deepEqual(blocks("---\n\nText.\n\n---\n\nMore."), [prose("Text."), prose("More.")]);
  });
});

describe("sections and anchors", () => {
  test("explicit fragments of every flavour, else GitHub's slug with a number for repeats", () => {
    const source =
      "# T\n\n## A {#own}\n\na\n\n## B[[hf-id]]\n\nb\n\n<a id='x'></a>\n\n## C\n\nc\n\n(my_label)=\n## D\n\nd\n\n" +
      '## <a name="y"></a>E\n\ne\n\n## Run it!\n\nf\n\n## Run it!\n\ng\n\n### F { .no_toc }\n\nh';
    assert.deepEqual(headings(source), [
      ["T > A", "own"],
      ["T > B", "hf-id"],
      ["T > C", "x"],
      ["T > D", "my-label"],
      ["T > E", "y"],
      ["T > Run it!", "run-it"],
      ["T > Run it!", "run-it-1"],
      ["T > Run it! > F", "f"],
    ]);
  });
  test("a page without text is undefined", () => {
    assert.equal(parseMarkdown("a.md", ""), undefined);
    assert.equal(parseMarkdown("a.mdx", "---\ntitle: T\n---\nimport A from './a';\n"), undefined);
  });
});

describe("texts", () => {
  test("link targets, images and HTML go; code and long alternative texts stay", () => {
    const source =
      "See [the *guide*](https://x.y/z) and [`fit`](#fit), ![logo](l.png)![a plot of loss against steps](p.png) " +
      "<span class='k'>H<sub>2</sub></span>, `<div>`, <your-name>, [ref][r].\n\n[r]: https://x.y";
    assert.deepEqual(blocks(source), [
      prose("See the *guide* and `fit`, a plot of loss against steps H2, `<div>`, <your-name>, ref."),
    ]);
  });
  test("soft line ends are blanks, <br> is a line end", () => {
    assert.deepEqual(blocks("one\ntwo<br/>three"), [prose("one two\nthree")]);
  });
  test("comments go, also those that hold fences; an open one is text", () => {
    assert.deepEqual(blocks("a\n\n<!-- x\n```\ncode\n```\n-->\n\nb {/* y */}"), [prose("a"), prose("b")]);
  });
  test("formulas are kept as written", () => {
    assert.deepEqual(blocks("Let $a_i * b_i$.\n\n$$x_1 * y_1\n= 2$$\n\nAfter _it_."), [
      prose("Let $a_i * b_i$."),
      prose("$$\nx_1 * y_1\n= 2\n$$"),
      prose("After *it*."),
    ]);
  });
  test("a formula that never ends does not swallow the page", () => {
    assert.deepEqual(blocks("$$ open\n\n## Next\n\n`x`").at(-1), prose("`x`"));
  });
  test("hidden characters are removed", () => {
    assert.deepEqual(blocks("a\u200bb \ue000symbols evil\ue000 c"), [prose("ab symbols evil c")]);
  });
});

describe("code, lists, tables", () => {
  test("languages are cleaned of what stands behind them", () => {
    const languages = [
      "python hl_lines='1'",
      "{.python .annotate}",
      "py",
      "jsx title='a'",
      "yaml:a.yml",
      "",
    ].map((info) => blocks(`\`\`\`${info}\nx\n\`\`\``)[0]);
    assert.deepEqual(
      languages.map((block) => (block?.type === "code" ? block.language : "none")),
      ["python", "python", "python", "jsx", "yaml", undefined],
    );
  });
  test("commands inside steps are code of their own, and the list goes on", () => {
    assert.deepEqual(blocks("1. Run:\n\n   ```sh\n   make\n   ```\n\n   Wait.\n2. Done\n   - really"), [
      prose("1. Run:"),
      { type: "code", text: "make", language: "sh" },
      prose("   Wait.\n2. Done\n   - really".trim()),
    ]);
  });
  test("an indented block is code in Markdown and prose in MDX", () => {
    assert.deepEqual(blocks("a\n\n    b"), [prose("a"), { type: "code", text: "b" }]);
    assert.deepEqual(blocks("a\n\n    b", "a.mdx"), [prose("a"), prose("b")]);
  });
  test("tables of Markdown and of HTML look the same", () => {
    const table = { type: "table", text: "| a | b |\n| --- | --- |\n| `1` | x \\| y |" };
    assert.deepEqual(blocks("|a|b|\n|-|-|\n|`1`|x \\| y|"), [table]);
    const html =
      "<table>\n\n<tr><th>a</th><th>b</th></tr>\n\n<tr><td><code>1</code></td><td>x | y</td></tr></table>\nAfter";
    assert.deepEqual(blocks(html), [table, prose("After")]);
  });
  test("a table of options with a row each for name and description becomes a list", () => {
    const html = "<table><tr><td colspan='2'>--all</td></tr><tr><td></td><td>Show all</td></tr></table>";
    assert.deepEqual(blocks(html), [prose("- --all: Show all")]);
  });
  test("details keep their label, preformatted HTML is code", () => {
    const html =
      "<details>\n<summary>More</summary>\n\n**Inside**\n</details>\n\n<pre><code class='language-py'>x < 1</code></pre>";
    assert.deepEqual(blocks(html), [
      prose("**More**"),
      prose("**Inside**"),
      { type: "code", text: "x < 1", language: "python" },
    ]);
  });
});

describe("boxes", () => {
  const note = { type: "admonition", name: "note", text: "Be *quick*.\n\n```sh\nrun\n```" };
  const body = "Be *quick*.\n\n```sh\nrun\n```";
  const indented = body.replace(/^(?=.)/gm, "    ");
  const flavours: Readonly<Record<string, string>> = {
    GitHub: `> [!NOTE]\n${body.replace(/^/gm, "> ")}`,
    "older GitHub": `> **Note**\n${body.replace(/^/gm, "> ")}`,
    MkDocs: `!!! note\n${indented}`,
    "MkDocs, folded": `??? note\n\n${indented}`,
    pymdownx: `/// note\n\n${body}\n\n///`,
    Docusaurus: `:::note\n\n${body}\n\n:::`,
    "MyST colons": `:::{note}\n${body}\n:::`,
    "MyST fence": `\`\`\`\`{note}\n${body}\n\`\`\`\``,
    Hugo: `{{< note >}}\n${body}\n{{< /note >}}`,
    "Hugo alert": `{{% alert color="info" %}}\n${body}\n{{% /alert %}}`,
    GitBook: `{% hint style="note" %}\n${body}\n{% endhint %}`,
    Mintlify: `<Note>\n  ${body}\n</Note>`,
    reStructuredText: "```{eval-rst}\n.. note::\n    Be *quick*.\n```",
  };
  for (const [flavour, source] of Object.entries(flavours)) {
    test(flavour, () => {
      const expected = flavour === "reStructuredText" ? { ...note, text: "Be *quick*." } : note;
      assert.deepEqual(blocks(`Before\n\n${source}\n\nAfter`), [prose("Before"), expected, prose("After")]);
    });
  }
  test("a title is kept in bold", () => {
    const expected = [
      { type: "admonition", name: "warning", text: "**Mind** \n\ntext".replace(" \n", "\n") },
    ];
    assert.deepEqual(blocks('!!! warning "Mind"\n    text'), expected);
    assert.deepEqual(blocks(":::warning[Mind]\ntext\n:::"), expected);
    assert.deepEqual(blocks("<Admonition type='warning' title='Mind'>\ntext\n</Admonition>"), expected);
    assert.deepEqual(blocks("/// warning | Mind\ntext\n///"), expected);
  });
  test("Hugging Face tips", () => {
    assert.deepEqual(blocks("<Tip warning={true}>\n\ntext\n\n</Tip>"), [
      { type: "admonition", name: "warning", text: "text" },
    ]);
  });
  test("version directives carry their version", () => {
    assert.deepEqual(blocks("```{versionadded} 2.1\nFor all.\n```\n\n:::{deprecated} 3.0\n:::"), [
      { type: "admonition", name: "versionadded", version: "2.1", text: "For all." },
      { type: "admonition", name: "deprecated", version: "3.0", text: "" },
    ]);
  });
  test("a box inside a list item, and a box inside a box", () => {
    assert.deepEqual(blocks("- a\n\n  :::tip\n  b\n  :::\n\n- c"), [
      prose("- a"),
      { type: "admonition", name: "tip", text: "b" },
      prose("- c"),
    ]);
    assert.deepEqual(blocks("::::note\na\n:::tip\nb\n:::\n::::"), [
      { type: "admonition", name: "note", text: "a\n\n**Tip:** b" },
    ]);
  });
  test("a box that is never closed keeps its text on the page", () => {
    assert.deepEqual(blocks(":::note\n\na\n\n## H\n\nb"), [prose("a"), prose("b")]);
    assert.deepEqual(blocks("<Tip>\n\na\n\n## H\n\nb"), [prose("a"), prose("b")]);
  });
});

describe("components, shortcodes, directives", () => {
  test("tabs and options leave their label", () => {
    const source =
      'import Tabs from "@theme/Tabs";\nexport const a = {\n  b: 1,\n};\n\n<Tabs\n  values={[{label: \'It\\\'s > Linux\', value: "l"}]}>\n' +
      '<TabItem value="l">\n\none\n\n</TabItem>\n<TabItem value="m" label="macOS">two</TabItem>\n</Tabs>\n\n' +
      '<hfoptions id="o">\n<hfoption id="Trainer">\n\n```py\nx\n```\n\n</hfoption>\n</hfoptions>';
    assert.deepEqual(blocks(source), [
      prose("**It's > Linux**"),
      prose("one"),
      prose("**macOS**"),
      prose("two"),
      prose("**Trainer**"),
      { type: "code", text: "x", language: "python" },
    ]);
  });
  test("MkDocs tabs lose their indentation", () => {
    assert.deepEqual(blocks('=== "pip"\n\n    ```sh\n    pip install x\n    ```\n\n=== "conda"\n    text'), [
      prose("**pip**"),
      { type: "code", text: "pip install x", language: "sh" },
      prose("**conda**"),
      prose("text"),
    ]);
  });
  test("self-closing components leave the text they were given", () => {
    assert.deepEqual(
      blocks('A <TechnicalTag tag="dc" text="Data Context" /> is <Youtube id="x"/>here.', "a.mdx"),
      [prose("A Data Context is here.")],
    );
  });
  test("a name in angle brackets is no component, in a component's page neither", () => {
    assert.deepEqual(blocks("Give <TOKEN> or <Name>."), [prose("Give <TOKEN> or <Name>.")]);
  });
  test("shortcodes go, what they stand for stays", () => {
    const source =
      '## {{% heading "whatsnext" %}}\n\nThe {{< glossary_tooltip text="pods" term_id="pod" >}} of ' +
      'v{{< skew currentVersion >}}, see [this]({{< ref "a.md#b" >}} "c").\n\n{{< feature-state for_k8s_version="v1.25" state="beta" >}}\n\n' +
      "{{< comment >}}\nhidden\n{{< /comment >}}\n\n{% include x.html %}\n\nkept\n{: .note }";
    assert.deepEqual(headings(source).at(-1), ["Page > What's next", "whats-next"]);
    assert.deepEqual(blocks(source), [
      prose("The pods of v<currentVersion>, see this."),
      { type: "admonition", name: "feature-state", version: "v1.25", text: "beta" },
      prose("kept"),
    ]);
  });
  test("nothing is read inside fences and inline code", () => {
    const code = "{{< note >}}\n<Tip>\n:::note\n!!! note\n    x\n<!-- c -->";
    assert.deepEqual(blocks(`\`\`\`\n${code}\n\`\`\`\n\nUse \`{{% x %}}\` and \`<Tip>\`.`), [
      { type: "code", text: code },
      prose("Use `{{% x %}}` and `<Tip>`."),
    ]);
  });
  test("MyST roles, code cells and targets", () => {
    const source =
      'Use {func}`~jax.numpy.dot`, {ref}`the guide <g>`.\n\n```{code-cell} ipython3\n:tags: [a]\n\nx\n```\n\n+++ {"id": "1"}\n\n```{toctree}\na\n```';
    assert.deepEqual(blocks(source), [
      prose("Use `jax.numpy.dot`, the guide."),
      { type: "code", text: "x", language: "python" },
    ]);
  });
  test("autodoc markers name the symbols that a section documents", () => {
    const page = parse(
      "# M\n\n## C\n\n[[autodoc]] pipelines.C\n    - all\n    - save\n\n## D\n\n::: pkg.D\n    options:\n        x: 1\n\nsee [`~C.save`]: so",
    );
    assert.deepEqual(page.sections, [
      {
        headingPath: ["M", "C"],
        anchor: "c",
        symbols: ["pipelines.C", "pipelines.C.save"],
        blocks: [prose("API reference: `pipelines.C`: `save`")],
      },
      {
        headingPath: ["M", "D"],
        anchor: "d",
        symbols: ["pkg.D"],
        blocks: [prose("API reference: `pkg.D`"), prose("see `C.save`: so")],
      },
    ]);
  });
});

describe("robustness", () => {
  const pieces = fc.constantFrom(
    ..."```|~~~|:::note|:::|:::{tip}|///|/// tip|!!! note|    x|> |> [!NOTE]|- |1. |# h|<Tip>|</Tip>|<div>|</div>|<table>|<td>|</table>|<a id='x'>|<!--|-->|{{< note >}}|{{< /note >}}|{% raw %}|$$|$|`|``|[|](|)|{#a}|{|}|[[autodoc]] X|(a)=|+++|---|\n|\n\n|text|\ue000|\t|===|\\".split(
      "|",
    ),
  );
  test("any mixture of signs is read without an error, and leaves no private sign", () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), fc.boolean(), (parts, mdx) => {
        const document = parseMarkdown("a.md", parts.join("\n".repeat(parts.length % 2)), { mdx });
        for (const section of document?.sections ?? []) {
          assert.ok(section.headingPath.length > 0);
          const texts = [...section.headingPath, ...section.blocks.map((block) => block.text)];
          assert.ok(!texts.join("").includes("\ue000"));
        }
      }),
      { numRuns: 300 },
    );
  });
  const hostile: Readonly<Record<string, string>> = {
    quotations: ">".repeat(20_000),
    "lists on a line": `${"- ".repeat(5_000)}x`,
    lists: Array.from({ length: 600 }, (_, depth) => `${"  ".repeat(depth)}- x`).join("\n"),
    elements: "<div>".repeat(20_000),
    "inline elements": `a ${"<b>".repeat(20_000)}`,
    brackets: "[".repeat(20_000),
    images: "![".repeat(10_000),
    emphasis: "*a **a ".repeat(4_000),
    backticks: Array.from({ length: 300 }, (_, size) => "`".repeat(size + 1)).join(" "),
    boxes: ":::note\n".repeat(2_000),
    comments: "<!-- a\n".repeat(5_000),
    shortcodes: '{{< a b="'.repeat(5_000),
    "lines of code": `\`\`\`\n${"x = 1\n".repeat(300_000)}\`\`\``,
    braces: "{".repeat(20_000),
  };
  for (const [name, source] of Object.entries(hostile)) {
    test(`${name} without end are read in little time`, () => {
      const start = performance.now();
      parseMarkdown("a.md", source);
      assert.ok(performance.now() - start < 10_000);
    });
  }
  test("a box may hold more lines than the call stack", () => {
    const prepared = prepareMarkdown(`:::note\n\`\`\`\n${"x\n".repeat(200_000)}\`\`\`\n:::`, false);
    assert.equal(prepared.match(/^> x$/gm)?.length, 200_000);
  });
  test("a large page is read in parts that change nothing", () => {
    const section = (index: number): string =>
      `## Part ${index}\n\nText of [part ${index}][home], \`code\`.\n\n\`\`\`py\n# no heading ${index}\n\`\`\`\n\n`;
    const page = parse(
      `# Large\n\n${Array.from({ length: 4_000 }, (_, index) => section(index)).join("")}[home]: https://x.y`,
    );
    assert.equal(page.sections.length, 4_000);
    assert.deepEqual(page.sections.at(2_000)?.blocks, [
      prose("Text of part 2000, `code`."),
      { type: "code", text: "# no heading 2000", language: "python" },
    ]);
  });
});
