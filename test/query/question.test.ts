import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { fieldQuery, isParagraph, leaveOut, MAX_QUESTION, readQuestion } from "../../query/question.js";

describe("readQuestion", () => {
  test("tells names from words, and splits names into words", () => {
    const { identifiers, words } = readQuestion("How do I set n_init of sklearn.cluster.KMeans?");
    assert.deepEqual(identifiers, ["n_init", "sklearn.cluster.KMeans"]);
    assert.ok(["set", "sklearn", "cluster", "init", "means"].every((word) => words.includes(word)));
    assert.ok(!words.includes("how"));
  });

  test("words in capitals may be names, their parts in longer names are none", () => {
    const { capitals } = readQuestion("default of eps in OPTICS, sklearn.svm.SVC or API.key on a GPU? I ask");
    assert.deepEqual(capitals, ["OPTICS", "GPU"]);
  });

  test("a word with empty parentheses is a name, whatever word it is", () => {
    const { identifiers } = readQuestion(
      "Why do we use to() and zero_grad(), not list(x), model.fit() or key(s)?",
    );
    assert.deepEqual(identifiers, ["zero_grad", "model.fit", "to"]);
  });

  test("what something means is not the mean of anything", () => {
    const hasMean = (text: string) => readQuestion(text).words.includes("mean");
    assert.ok(!hasMean("What does it mean by register?") && !hasMean("what does this warning mean"));
    assert.ok(hasMean("what does mean do in water") && hasMean("does Pump compute the mean of flows"));
  });

  test("units are no names", () => {
    const { identifiers, words } = readQuestion(
      "MyPump tried to allocate 20.00 MiB of 2 GiB in 3 kB at 2 GHz",
    );
    assert.deepEqual(identifiers, ["MyPump"]);
    assert.ok(words.includes("mib") && !words.includes("mi"));
  });

  test("a class that a message names by its constructor is the class", () => {
    const { identifiers, parameters, words } = readQuestion(
      "KMeans.__init__() got an unexpected keyword argument 'n_jobs'",
    );
    assert.deepEqual(identifiers, ["KMeans", "n_jobs"]);
    assert.deepEqual(parameters, ["n_jobs"]);
    assert.ok(!words.includes("init"));
  });

  test("a letter is a parameter where it is called one, or given in a call", () => {
    const parameters = (text: string) => readQuestion(text).parameters;
    assert.deepEqual(parameters("default of r in LoraConfig"), ["r"]);
    assert.deepEqual(parameters("SVC(C=1)"), ["c"]);
    assert.deepEqual(parameters("let x = 3 and y=4"), []);
    // An everyday word is one where nothing else can stand.
    assert.deepEqual(parameters("jvp(name=...)"), ["name"]);
    assert.deepEqual(parameters("default of values in Sampler.sample"), ["values"]);
    assert.deepEqual(parameters("which values does the parameter name take"), []);
    assert.deepEqual(parameters("default values of the parameters in Pump"), []);
    assert.deepEqual(parameters("is a parameter of Pump deprecated"), []);
  });

  test("what is said of parameters is none", () => {
    assert.deepEqual(readQuestion("deprecated parameters of LogisticRegression").parameters, []);
  });

  test("control signs and signs that hide text are no part of a question", () => {
    assert.equal(readQuestion("val\u200bve \u202eopens\u0000").text, "val ve opens");
  });

  test("a question in another script has words", () => {
    assert.deepEqual(readQuestion("ポンプ の 流量").words, ["ポンプ", "の", "流量"]);
  });

  test("any text gives bounded lists and a bounded question", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20_000 }), (asked) => {
        const { text, words, identifiers } = readQuestion(asked);
        assert.ok(text.length <= MAX_QUESTION && words.length <= 96 && identifiers.length <= 24);
        assert.equal(new Set(words).size, words.length);
      }),
    );
  });
});

test("names go to the field of names folded, whole and by their last part", () => {
  const question = readQuestion("torch.nn.CrossEntropyLoss weight");
  assert.match(fieldQuery(question, "names"), /^torchnncrossentropyloss crossentropyloss\b.*\bweight\b/);
  assert.match(fieldQuery(question, "text"), /\bentropy\b/);
});

describe("leaving the corpus's own name out", () => {
  test("its words go only where the whole name stands", () => {
    const question = readQuestion("how does scikit-learn learn a model of water");
    assert.deepEqual(leaveOut(question, ["scikit-learn"]).words, ["model", "water"]);
    assert.ok(leaveOut(readQuestion("learn a model"), ["scikit-learn"]).words.includes("learn"));
  });

  test("nor is it a name of an API, in whatever spelling", () => {
    const { identifiers, words } = leaveOut(
      readQuestion("stop training early in LightGBM with Dataset.free"),
      ["lightgbm"],
    );
    assert.deepEqual(identifiers, ["Dataset.free"]);
    assert.ok(!words.includes("light") && words.includes("early"));
  });

  test("a question of nothing else stays as it is", () => {
    assert.deepEqual(leaveOut(readQuestion("What is pytorch?"), ["pytorch"]).words, ["pytorch"]);
  });
});

test("an exception's name is about no index and no value", () => {
  const { words, identifiers } = readQuestion("IndexError in Pump");
  assert.deepEqual(identifiers, ["IndexError"]);
  assert.deepEqual(words, ["indexerror", "pump"]);
});

describe("a paragraph with code", () => {
  const story = `${"I want to know how warm the water of the tank becomes after a while ".repeat(6)} pump_rate = 3 and then
tank = Tank(volume=5, pump_rate = pump_rate)`;

  test("only arguments as code writes them are parameters; variables are not", () => {
    assert.ok(isParagraph(readQuestion(story).text));
    assert.deepEqual(readQuestion(story).parameters, ["volume"]);
    assert.deepEqual(readQuestion("Tank pump_rate = 3").parameters, ["pump_rate"]);
  });
});
