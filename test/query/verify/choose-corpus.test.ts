import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { buildIndex } from "../../../indexer/index.js";
import { type KnowledgeBase, openKnowledgeBase } from "../../../query/knowledge-base.js";
import { directoryCorpus, writeFiles } from "../../fixture.js";

const source = (library: string, body: string) => ({
  [`1.0/${library}/__init__.py`]: `"""It."""\n${body}`,
});

describe("the library of a claim that names none", () => {
  let folder = "";
  let base: KnowledgeBase;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "kb-choose-"));
    const [water, fire, air] = [join(folder, "water"), join(folder, "fire"), join(folder, "air")];
    const both = 'class Valve:\n    """Opens."""\n    def __init__(self, wide=True):\n        pass\n';
    const tap = (wide: string) =>
      `class Tap:\n    """Drips."""\n    def __init__(self, wide=${wide}):\n        pass\n`;
    await writeFiles(
      water,
      source(
        "waterlib",
        `${both}${tap("True")}class Pump:\n    """Pumps."""\n    def __init__(self, max_rate=8):\n        pass\n`,
      ),
    );
    await writeFiles(fire, source("firelib", `${both}${tap("False")}`));
    const waterlib = directoryCorpus(water, { "1.0": undefined });
    await writeFiles(air, source("airlib", 'def full_rate():\n    """How much blows."""\n'));
    const other = (id: string, name: string, at: string) => ({
      ...directoryCorpus(at, { "1.0": undefined }),
      ...{ id, name, aliases: [], packages: { pypi: [id], npm: [] } },
    });
    const corpora = [waterlib, other("firelib", "Firelib", fire), other("airlib", "Airlib", air)];
    const data = join(folder, "data");
    await buildIndex({ data, corpora, choice: { type: "all" } });
    base = await openKnowledgeBase({ data });
  });
  after(async () => {
    await base.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const [claim, library] of [
    ["the max_rate of Pump is 8", "waterlib"],
    ["max_rate slows waterlib.Pump down", "waterlib"],
    ["Valve is in firelib", "firelib"],
  ] as const) {
    test(`it is the one that knows the API, not the parameter: ${claim}`, async () => {
      assert.equal((await base.verify(claim)).library, library);
    });
  }

  for (const [claim, because] of [
    ["the sky is blue", /^the claim names no library and no API that is indexed$/],
    ["Pumq has a wide parameter", /^No indexed library has a symbol called "Pumq"$/],
  ] as const) {
    test(`what is about nothing that is indexed cannot be verified: ${claim}`, async () => {
      const { verdict, library, libraries, parts } = await base.verify(claim);
      assert.deepEqual(
        [verdict, library, libraries],
        ["cannot verify", null, ["waterlib", "firelib", "airlib"]],
      );
      assert.match(parts[0]?.because ?? "", because);
    });
  }

  test("of a version that the best library does not have it is said that none was named", async () => {
    await assert.rejects(base.query({ question: "what opens wide", version: "0.1" }), {
      code: "VERSION_NOT_INDEXED",
      message:
        /^No library was named, and of the one that fits best that release is not indexed: \w+ 0\.1 is not indexed$/,
    });
    await assert.rejects(base.query({ question: "x", version: "0.1", library: "firelib" }), {
      message: "Firelib 0.1 is not indexed",
    });
  });

  test("wrong arguments of the library's methods are told by name", async () => {
    const wrong = base as unknown as Record<string, (given?: unknown) => Promise<unknown>>;
    for (const method of [
      "query",
      "answer",
      "symbol",
      "changes",
      "diff",
      "verify",
      "check",
      "upgrade",
      "checkQuotations",
    ])
      await assert.rejects(async () => wrong[method]?.(null), { code: "USAGE" }, method);
    assert.throws(() => wrong["versions"]?.(5), { code: "USAGE" });
  });

  test("a name that no library has is unknown, whether a library was named or not", async () => {
    await assert.rejects(base.symbol({ name: "Pumq" }), { code: "SYMBOL_UNKNOWN" });
    await assert.rejects(base.symbol({ name: "Valve" }), {
      code: "SYMBOL_UNKNOWN",
      message: /More than one/,
    });
    assert.equal((await base.symbol({ name: "Pump.max_rate" })).library, "waterlib");
  });

  test("a name that only another library has does not outweigh the API", async () => {
    // `full_rate` is a function of airlib alone, which has no such class.
    const { library, others } = await base.verify("Valve full_rate defaults to 8");
    assert.deepEqual([library, ...others.map((other) => other.library)].sort(), ["firelib", "waterlib"]);
  });

  test("of what several have it is not guessed: where they agree, all are told", async () => {
    const { verdict, library, others } = await base.verify("Valve has a wide parameter");
    assert.equal(verdict, "supported");
    assert.deepEqual([library, ...others.map((other) => other.library)].sort(), ["firelib", "waterlib"]);
    assert.deepEqual(
      others.map((other) => other.verdict),
      ["supported"],
    );
  });

  test("and where they do not, nothing is verified until the library is named", async () => {
    const { verdict, library, parts, others } = await base.verify("the default of wide in Tap is True");
    assert.equal(verdict, "cannot verify");
    assert.equal(library, "waterlib");
    assert.match(
      parts[0]?.because ?? "",
      /default of wide is True in Waterlib 1\.0; but in Firelib 1\.0: contradicted\. Name the library: --library waterlib or --library firelib$/,
    );
    assert.equal(parts[0]?.evidence.length, 1);
    assert.deepEqual(others, [
      { library: "firelib", libraryName: "Firelib", version: "1.0", verdict: "contradicted" },
    ]);
    const named = await base.verify("the default of wide in Tap is True", { library: "firelib" });
    assert.deepEqual([named.verdict, named.others], ["contradicted", []]);
  });

  for (const claim of ["Valve of TensorFlow has a wide parameter", "tf.nn.relu is deprecated"]) {
    test(`one that is not indexed is not replaced: ${claim}`, async () => {
      const { verdict, library, parts } = await base.verify(claim);
      assert.deepEqual([verdict, library], ["cannot verify", null]);
      assert.match(parts[0]?.because ?? "", /is not indexed: “kb index tensorflow” adds it$/);
    });
  }
});
