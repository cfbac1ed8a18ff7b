import fc from "fast-check";
import type { Parameter } from "../../../query/history/parameter.js";

const KINDS = [
  "positional-only",
  "positional-or-keyword",
  "var-positional",
  "keyword-only",
  "var-keyword",
] as const;

/** Parameter lists that Python accepts: kinds in order, names once, at most one of each variadic kind. */
export const parameterLists: fc.Arbitrary<readonly Parameter[]> = fc
  .uniqueArray(
    fc.record(
      {
        name: fc.constantFrom("a", "b", "c", "d", "e", "f"),
        kind: fc.constantFrom(...KINDS),
        default: fc.constantFrom("None", "1", '"x"', "'x'", "1e-4", "0.0001", '"deprecated"'),
        annotation: fc.constantFrom("int", "Optional[int]", "int | None", "List[str]", "list[str]"),
      },
      { requiredKeys: ["name", "kind"] },
    ),
    { selector: ({ name }) => name, maxLength: 6 },
  )
  .map((drawn) =>
    KINDS.flatMap((kind) => {
      const own = drawn.filter((parameter) => parameter.kind === kind);
      const variadic = kind === "var-positional" || kind === "var-keyword";
      return variadic ? own.slice(0, 1).map(({ default: _, ...rest }) => rest) : own;
    }),
  );
