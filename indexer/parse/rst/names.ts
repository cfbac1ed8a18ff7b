import type { parseSignature, Signature } from "./signature.js";

/**
 * How a name is completed: `nested` for entries of a domain, `member` for autodoc's entries of a class,
 * `absolute` for autodoc's others, `summary` for lists of names.
 */
export type Naming = "nested" | "member" | "absolute" | "summary";

/**
 * The qualified name of what is `written` under a current module and inside a class ("" for none).
 * autodoc takes a dotted name as absolute unless it begins with a class; a domain puts module and
 * enclosing class before it. A name that begins with the module's root package is complete.
 */
export function qualify(written: string, how: Naming, module: string, owner: string): string {
  const name = written.replace(/^[.~]+/, "");
  if (name === "") return "";
  if (owner !== "" && (how === "nested" || (how === "member" && !name.includes(".")))) {
    const own = owner.split(".").at(-1) ?? owner;
    if (name.startsWith(`${owner}.`)) return name;
    return name.startsWith(`${own}.`) ? `${owner}${name.slice(own.length)}` : `${owner}.${name}`;
  }
  const root = module.split(".")[0] ?? "";
  if (module === "" || name === root || name.startsWith(`${root}.`)) return name;
  if (how === "absolute" && /^[a-z_]\w*\./.test(name)) return name;
  return `${module}.${name}`;
}

/** docutils' `make_id`: what the fragment of a heading is made of. */
export function makeId(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^\x00-\x7f]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[-0-9]+|-$/g, "");
}

export function normalName(name: string): string {
  return name.toLowerCase().replace(/\s+/g, " ");
}

export function splitDomain(name: string): [domain: string, local: string] {
  const colon = name.indexOf(":");
  return colon < 0 ? ["", name] : [name.slice(0, colon), name.slice(colon + 1)];
}

/** A signature may be continued with a backslash at the end of its line, or inside its brackets. */
export function joinContinued(lines: readonly string[]): string[] {
  const joined: string[] = [];
  let open = false;
  for (const line of lines) {
    const text = line.replace(/\\$/, "").trim();
    if (open && joined.length > 0) joined[joined.length - 1] += ` ${text}`;
    else joined.push(text);
    const last = joined.at(-1) ?? "";
    open = line.endsWith("\\") || last.split("(").length > last.split(")").length;
  }
  return joined.filter((line) => line !== "").map((line) => line.replace(/\\(.)/g, "$1"));
}

/** C and C++ declarations: only the name is read. */
export function foreignSignature(line: string): ReturnType<typeof parseSignature> {
  const head = line.split("(")[0] ?? line;
  return {
    name: /[\w:~]+(?=\s*$)/.exec(head.slice(-200).trimEnd())?.[0] ?? "",
    parameters: [],
    returns: undefined,
    tail: "",
  };
}

/** One line of a signature block: the qualified name, parameters, and a type or value given as options. */
export function signatureLine(
  name: string,
  signature: Signature,
  options: ReadonlyMap<string, string>,
): string {
  const type = options.get("type");
  const value = options.get("value");
  const gap = signature.tail === "" || /^[([]/.test(signature.tail) ? "" : " ";
  return `${name}${gap}${signature.tail}${type ? `: ${type}` : ""}${value ? ` = ${value}` : ""}`;
}
