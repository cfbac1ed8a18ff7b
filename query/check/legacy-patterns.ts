import { compareVersions } from "../../corpora/version.js";
import type { Span, Use } from "../python/uses.js";
import type { Resolved } from "./resolve-path.js";

interface LegacyPattern {
  readonly library: string;
  /** Which symbols of the release it is about. */
  readonly symbol: RegExp;
  /** The keyword arguments that it is about; without them the name itself. */
  readonly keywords?: readonly string[];
  /** Holds only where a parameter of the symbol is called so, by the release's own signature. */
  readonly besides?: string;
  readonly message: string;
  readonly replacement: string;
}

/**
 * Habits of earlier major releases that still run, so that no name is missing. Each rests on what the library's own
 * documentation says of it:
 *
 * - `torch.autograd.Variable`: "Variable (deprecated)" in torch.autograd; tensors do it all since 0.4.
 * - `size_average` and `reduce` of losses: "Deprecated (see reduction)" in the entry of every loss that has them.
 */
const LEGACY_PATTERNS: readonly LegacyPattern[] = [
  {
    library: "pytorch",
    symbol: /^torch\.autograd\.(?:variable\.)?Variable$/,
    message: "Variable is of PyTorch before 0.4: a tensor does what it did",
    replacement: "the tensor itself, with requires_grad",
  },
  {
    library: "pytorch",
    symbol: /^torch\.nn\.(?:\w+\.)*\w+$/,
    keywords: ["size_average", "reduce"],
    besides: "reduction",
    message: "size_average and reduce are of PyTorch before 1.0 and deprecated in favour of reduction",
    replacement: "reduction",
  },
];

/** The habit that a use shows, if it is one. */
export function legacyPattern(
  use: Use,
  library: string,
  { symbol, object }: Extract<Resolved, { type: "found" }>,
):
  | { readonly span: Span; readonly message: string; readonly symbol: string; readonly replacement: string }
  | undefined {
  if (symbol === undefined) return undefined;
  for (const pattern of LEGACY_PATTERNS) {
    if (pattern.library !== library || !pattern.symbol.test(symbol)) continue;
    const { message, replacement, keywords, besides } = pattern;
    const named = use.importedAs !== undefined || use.spans.length > 1 ? use.spans.at(-1) : undefined;
    const span = keywords ? use.call?.keywords.find(({ name }) => keywords.includes(name)) : named;
    if (span === undefined) continue;
    const parameters = object?.calls?.flatMap((text) => text.split(",")) ?? [];
    if (besides !== undefined && !parameters.some((part) => part.replace("=", "") === besides)) continue;
    return { span, message, symbol, replacement };
  }
  return undefined;
}

/**
 * Modules that went before any release that is likely to be indexed, where only documentation tells what is there: it
 * cannot have a page that says so. `tf.contrib`: "not included in TF 2" in TensorFlow's migration guide.
 */
const REMOVED_MODULES: readonly {
  readonly library: string;
  readonly name: string;
  /** First version without it. */
  readonly since: string;
  readonly message: string;
}[] = [
  {
    library: "tensorflow",
    name: "tf.contrib",
    since: "2",
    message: "tf.contrib is of TensorFlow 1, without a successor",
  },
];

/** What is known of a name that the documentation of a release does not have. */
export function removedBefore(library: string, path: string, version: string): string | undefined {
  const removed = REMOVED_MODULES.find(
    ({ library: of, name }) => of === library && `${path}.`.startsWith(`${name}.`),
  );
  return removed && compareVersions("loose", version, removed.since) >= 0 ? removed.message : undefined;
}
