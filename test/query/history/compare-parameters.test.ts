import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { compareParameters } from "../../../query/history/compare-parameters.js";
import {
  isVariadic,
  type Parameter,
  sameAnnotation,
  sameDefault,
  takesPosition,
} from "../../../query/history/parameter.js";
import { parameterLists } from "./parameters.js";

const plain = (name: string, value?: string, annotation?: string): Parameter => ({
  name,
  kind: "positional-or-keyword",
  ...(value !== undefined && { default: value }),
  ...(annotation !== undefined && { annotation }),
});
const keyword = (name: string, value?: string): Parameter => ({
  ...plain(name, value),
  kind: "keyword-only",
});
const rest: Parameter = { name: "kwargs", kind: "var-keyword" };

/** `kind name breaking` of each difference. */
const told = (before: readonly Parameter[], after: readonly Parameter[]): readonly string[] =>
  compareParameters(before, after).map(
    ({ kind, parameter, breaking }) => `${kind} ${parameter ?? ""}${breaking ? " breaking" : ""}`,
  );

describe("compareParameters", () => {
  test("an added parameter breaks when it must be given or pushes others along", () => {
    assert.deepEqual(told([plain("a")], [plain("a"), plain("b", "1")]), ["parameter-added b"]);
    assert.deepEqual(told([plain("a")], [plain("a"), plain("b")]), ["parameter-added b breaking"]);
    assert.deepEqual(told([plain("a")], [plain("b", "1"), plain("a")]), ["parameter-added b breaking"]);
    assert.deepEqual(told([plain("a")], [plain("a"), keyword("b")]), ["parameter-added b breaking"]);
    assert.deepEqual(told([], [rest]), ["parameter-added kwargs"]);
    // As `b?: Options` is stored.
    assert.deepEqual(told([], [plain("b", undefined, "Options | undefined")]), ["parameter-added b"]);
  });

  test("a removed parameter breaks unless **kwargs still takes it", () => {
    assert.deepEqual(told([plain("a"), plain("b")], [plain("a")]), ["parameter-removed b breaking"]);
    assert.deepEqual(told([keyword("b", "1"), rest], [rest]), ["parameter-removed b"]);
    // By its name it is still taken, by position no more.
    const [removed] = compareParameters([plain("b", "1"), rest], [rest]);
    assert.equal(removed?.breaking, null);
    const only: Parameter = { name: "b", kind: "positional-only" };
    assert.deepEqual(told([only, rest], [rest]), ["parameter-removed b breaking"]);
  });

  test("defaults: changed, new and gone", () => {
    assert.deepEqual(told([plain("a", "1")], [plain("a", "2")]), ["default-changed a breaking"]);
    assert.deepEqual(told([plain("a")], [plain("a", "2")]), ["default-changed a"]);
    assert.deepEqual(told([plain("a", "1")], [plain("a")]), ["default-changed a breaking"]);
    assert.deepEqual(told([plain("a", "1e-4")], [plain("a", "0.0001")]), []);
  });

  test("a sentinel default deprecates, and its end un-deprecates", () => {
    assert.deepEqual(told([plain("a", "1")], [plain("a", '"deprecated"')]), ["deprecated a"]);
    assert.deepEqual(told([plain("a", "'deprecated'")], [plain("a", "1")]), ["un-deprecated a"]);
  });

  test("a default that warns announces another one and deprecates nothing", () => {
    assert.deepEqual(told([plain("a", "1")], [plain("a", "'warn'")]), ["default-changed a"]);
    assert.deepEqual(told([plain("a", "'warn'")], [plain("a", "1")]), ["default-changed a breaking"]);
  });

  test("the same number as another type may break; nought is nought", () => {
    assert.equal(compareParameters([plain("a", "1")], [plain("a", "1.0")])[0]?.breaking, null);
    assert.deepEqual(told([plain("a", "0")], [plain("a", "0.0")]), []);
  });

  test("what the project says of a parameter deprecates it, whatever its default", () => {
    const jobs: Parameter = { ...plain("jobs", "None"), deprecated: { message: "`jobs` has no effect." } };
    const [difference] = compareParameters([plain("jobs", "None")], [jobs]);
    assert.equal(difference?.kind, "deprecated");
    assert.equal(difference?.after, "`jobs` has no effect.");
    assert.deepEqual(told([jobs], [jobs]), []);
    assert.deepEqual(told([jobs], [plain("jobs", "None")]), ["un-deprecated jobs"]);
  });

  test("renamed where a new one has its place and its own name is a keyword to give up", () => {
    assert.deepEqual(
      told(
        [plain("y_true"), plain("y_pred")],
        [plain("y_true"), plain("y_proba", "None"), keyword("y_pred", '"deprecated"')],
      ),
      ["parameter-renamed y_proba", "default-changed y_proba", "deprecated y_pred"],
    );
  });

  test("renamed where the old release says what to use, and that is new", () => {
    const old: Parameter = {
      ...plain("base", "None"),
      deprecated: { message: "Use `estimator`.", replacement: "estimator" },
    };
    const now = [plain("x"), plain("estimator", "None")];
    assert.deepEqual(told([plain("x"), old], now), ["parameter-renamed estimator breaking"]);
    // It was there already: the old one is gone, and only that.
    assert.deepEqual(told([...now, old], now), ["parameter-removed base breaking"]);
  });

  test("keyword-only and back", () => {
    assert.deepEqual(told([plain("a", "1")], [keyword("a", "1")]), [
      "parameter-made-keyword-only a breaking",
    ]);
    assert.deepEqual(told([keyword("a", "1")], [plain("a", "1")]), ["parameter-kind-changed a"]);
  });

  test("another order of what is taken by position", () => {
    const [a, b] = [plain("a", "1"), plain("b", "2")];
    assert.deepEqual(told([a, b], [b, a]), ["parameter-reordered  breaking"]);
    assert.deepEqual(
      told([keyword("a", "1"), keyword("b", "2")], [keyword("b", "2"), keyword("a", "1")]),
      [],
    );
  });

  test("a default that stood for a parameter that is gone broke nobody", () => {
    const old: Parameter = {
      ...plain("force", '"deprecated"'),
      deprecated: { message: "Renamed.", replacement: "ensure" },
    };
    assert.deepEqual(told([old, plain("ensure", "None")], [plain("ensure", "True")]), [
      "parameter-removed force breaking",
      "default-changed ensure",
    ]);
  });

  test("renamed only where it is proved", () => {
    const before = [plain("x"), plain("n_iter", "300", "int")];
    assert.deepEqual(told(before, [plain("x"), plain("max_iter", "300", "int")]), [
      "parameter-renamed max_iter breaking",
    ]);
    // `None` is anybody's default, and a required parameter of the same type can mean something else.
    const apart = (a: Parameter, b: Parameter) =>
      assert.deepEqual(told([a], [b]), [
        `parameter-removed ${a.name} breaking`,
        `parameter-added ${b.name}${b.default === undefined ? " breaking" : ""}`,
      ]);
    apart(plain("a", "None", "int"), plain("b", "None", "int"));
    apart(plain("max_length", undefined, "int"), plain("tokens_to_remove", undefined, "int"));
    // Only the place tells a positional-only parameter from others.
    const only = (name: string): Parameter => ({ name, kind: "positional-only" });
    assert.deepEqual(told([only("a")], [only("b")]), ["parameter-renamed b"]);
  });

  test("a list differs in nothing from itself", () => {
    fc.assert(fc.property(parameterLists, (list) => assert.deepEqual(compareParameters(list, list), [])));
  });

  /** A rename whose old name is kept as a keyword: back again, that is no rename. */
  const keepsOldName = (from: readonly Parameter[], to: readonly Parameter[]): boolean =>
    compareParameters(from, to).some(
      ({ kind, before }) => kind === "parameter-renamed" && to.some(({ name }) => name === before),
    );

  test("what is added one way is removed the other", () => {
    fc.assert(
      fc.property(parameterLists, parameterLists, (a, b) => {
        fc.pre(!keepsOldName(a, b) && !keepsOldName(b, a));
        const names = (from: readonly Parameter[], to: readonly Parameter[], kind: string) =>
          compareParameters(from, to)
            .filter((difference) => difference.kind === kind)
            .map(({ parameter }) => parameter)
            .sort();
        assert.deepEqual(names(a, b, "parameter-added"), names(b, a, "parameter-removed"));
        assert.equal(names(a, b, "parameter-renamed").length, names(b, a, "parameter-renamed").length);
        assert.equal(names(a, b, "parameter-reordered").length, names(b, a, "parameter-reordered").length);
      }),
    );
  });

  test("no difference means that every call is taken with the same meaning", () => {
    fc.assert(
      fc.property(parameterLists, parameterLists, (a, b) => {
        if (compareParameters(a, b).length > 0) return;
        const key = (parameter: Parameter) => (isVariadic(parameter) ? parameter.kind : parameter.name);
        assert.deepEqual(a.map(key).sort(), b.map(key).sort());
        assert.deepEqual(a.filter(takesPosition).map(key), b.filter(takesPosition).map(key));
        for (const parameter of a) {
          const other = b.find((candidate) => key(candidate) === key(parameter));
          assert.ok(other && other.kind === parameter.kind);
          assert.ok(sameDefault(parameter, other) && sameAnnotation(parameter, other));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("applied to the earlier list, the names that came and went give the later one", () => {
    fc.assert(
      fc.property(parameterLists, parameterLists, (a, b) => {
        fc.pre(!keepsOldName(a, b));
        const key = (parameter: Parameter) => (isVariadic(parameter) ? parameter.kind : parameter.name);
        const names = new Set(a.map(key));
        for (const { kind, parameter = "", before = "", after = "" } of compareParameters(a, b)) {
          const variadic = (text: string) =>
            text.startsWith("**") ? "var-keyword" : text.startsWith("*") ? "var-positional" : parameter;
          if (kind === "parameter-removed") names.delete(variadic(before));
          if (kind === "parameter-added") names.add(variadic(after));
          if (kind === "parameter-renamed") {
            names.delete(before);
            names.add(after);
          }
        }
        assert.deepEqual([...names].sort(), b.map(key).sort());
      }),
      { numRuns: 1_000 },
    );
  });
});
