import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  canonicalAnnotation,
  canonicalParameters,
  canonicalValue,
} from "../../../query/history/canonical.js";

const sameValue = (a: string, b: string) => assert.equal(canonicalValue(a), canonicalValue(b));
const sameType = (a: string, b: string) => assert.equal(canonicalAnnotation(a), canonicalAnnotation(b));

describe("canonicalValue", () => {
  test("numbers and quotes are compared by what they mean", () => {
    sameValue("1e-4", "0.0001");
    sameValue("1_000", "1000");
    sameValue("0", "0.0");
    sameValue("'auto'", '"auto"');
    sameValue("(1, 2,)", "(1,2)");
  });

  test("an integer is no float, a text no number, and white space inside text counts", () => {
    assert.notEqual(canonicalValue("1"), canonicalValue("1.0"));
    assert.notEqual(canonicalValue('"1"'), canonicalValue("1"));
    assert.notEqual(canonicalValue('"a b"'), canonicalValue('"ab"'));
    assert.notEqual(canonicalValue("not x"), canonicalValue("notx"));
  });
});

describe("canonicalAnnotation", () => {
  test("older spellings of a type are the type", () => {
    sameType("Optional[int]", "int | None");
    sameType("Union[str, List[int]]", "list[int] | str");
    sameType("typing.Optional[typing.Dict[str, int]]", "dict[str,int]|None");
    sameType('"torch.Tensor"', "torch.Tensor");
    sameType("Optional[Union[int, str]]", "None | str | int");
    sameType("list[Optional[int]]", "list[int | None]");
  });

  test("other types stay apart", () => {
    assert.notEqual(canonicalAnnotation("int"), canonicalAnnotation("int | None"));
    assert.notEqual(canonicalAnnotation("Literal['a']"), canonicalAnnotation("Literal['b']"));
    assert.notEqual(canonicalAnnotation("Callable[[int], str]"), canonicalAnnotation("Callable[[str], int]"));
    assert.notEqual(canonicalAnnotation("tuple[int, str]"), canonicalAnnotation("tuple[str, int]"));
  });
});

test("canonicalParameters: names and their order count, spelling does not", () => {
  const canonical = canonicalParameters("a: Optional[int] = 1e-4, *, b='x'");
  assert.equal(canonicalParameters('a: int | None=0.0001, *, b = "x"'), canonical);
  assert.notEqual(canonicalParameters("*, b='x', a: int | None = 1e-4"), canonical);
});
