import type { CheckedLibrary } from "./library-release.js";
import type { Resolved } from "./resolve-path.js";

const ready = new WeakMap<CheckedLibrary, ReadonlyMap<string, string>>();

/** Whether only the documentation tells of what is imported so: pages were read, or another language's code. */
export const isDocumentedOnly = ({ used }: CheckedLibrary, root: string): boolean =>
  !used.names || !Object.hasOwn(used.names.modules, root);

/** Reads what `resolveDocumented` looks into. */
export async function readDocumented(library: CheckedLibrary): Promise<void> {
  if (!ready.has(library)) ready.set(library, await library.used.documented());
}

/**
 * What a path is in a release of which only the documentation was read. A name that it does not have may be there
 * all the same: it is missing only where another release documents it, or where it stands under `tf.compat.v1`.
 */
export function resolveDocumented(library: CheckedLibrary, path: string): Resolved {
  const documented = ready.get(library);
  const shown = library.displayOf(path);
  const parts = shown.split(".");
  if (documented === undefined || parts.includes("*")) return { type: "foreign" };
  const plain = shown.replaceAll("()", "");
  const symbol = documented.get(plain);
  if (symbol !== undefined || parts.length === 1) {
    return {
      type: "found",
      object: undefined,
      key: undefined,
      symbol,
      isUnbound: false,
      isInstance: false,
      isMadeLate: false,
    };
  }
  const part = firstUnknown(plain.split("."), documented);
  const skipped = { type: "skipped", reason: "undescribed", part, detail: plain } as const;
  if (part === undefined || parts.slice(0, part).some((each) => each.includes("()")))
    return { ...skipped, part: 0 };
  const owner = plain.split(".").slice(0, part).join(".");
  return {
    type: "missing",
    part,
    owner,
    ownerKind: "module",
    siblings: [],
    refusal: undefined,
    isOpen: true,
    isDocumented: true,
  };
}

/** The first part that no documented name goes through. */
function firstUnknown(parts: readonly string[], documented: ReadonlyMap<string, string>): number | undefined {
  const prefixes = prefixesOf(documented);
  for (let part = 1; part < parts.length; part += 1) {
    if (!prefixes.has(parts.slice(0, part + 1).join("."))) return part;
  }
  return undefined;
}

const prefixMemo = new WeakMap<ReadonlyMap<string, string>, ReadonlySet<string>>();

function prefixesOf(documented: ReadonlyMap<string, string>): ReadonlySet<string> {
  const known = prefixMemo.get(documented);
  if (known) return known;
  const prefixes = new Set<string>();
  for (const name of documented.keys()) {
    for (let dot = name.length; dot > 0; dot = name.lastIndexOf(".", dot - 1))
      prefixes.add(name.slice(0, dot));
  }
  prefixMemo.set(documented, prefixes);
  return prefixes;
}
