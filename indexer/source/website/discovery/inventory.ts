import { promisify } from "node:util";
import { unzip } from "node:zlib";

const inflate = promisify(unzip);

/** One object that a Sphinx site lists as documented. */
export interface InventoryEntry {
  readonly name: string;
  /** `py`, `c`, `cpp`, `js`, `std`, ... */
  readonly domain: string;
  /** `class`, `method`, `function`, `doc`, `label`, ... */
  readonly role: string;
  /** Relative to the inventory, with the fragment. */
  readonly address: string;
}

/** A Sphinx inventory (`objects.inv`), version 1 or 2. */
export interface Inventory {
  /** As the site writes it; often shorter than the release. */
  readonly version: string;
  readonly entries: readonly InventoryEntry[];
}

/** An inventory of 100,000 objects takes about ten megabytes. */
const MAX_BYTES = 64 * 1024 * 1024;
const HEADER_LINES = 4;

/** @returns undefined for bytes that are no inventory, or one that unpacks to more than 64 MiB */
export async function parseInventory(bytes: Uint8Array): Promise<Inventory | undefined> {
  const { lines, rest } = splitHeader(bytes);
  const [first = "", , versionLine = ""] = lines;
  const version = versionLine.replace(/^# Version:\s*/, "").trim();
  if (/^# Sphinx inventory version 1$/.test(first)) {
    const text = new TextDecoder().decode(bytes);
    return {
      version,
      entries: text
        .split("\n")
        .slice(HEADER_LINES - 1)
        .flatMap(entryOfVersion1),
    };
  }
  if (!/^# Sphinx inventory version 2$/.test(first)) return undefined;
  try {
    const unpacked = await inflate(rest, { maxOutputLength: MAX_BYTES });
    return { version, entries: unpacked.toString("utf8").split("\n").flatMap(entryOfVersion2) };
  } catch {
    return undefined;
  }
}

function splitHeader(bytes: Uint8Array): { readonly lines: readonly string[]; readonly rest: Uint8Array } {
  let end = 0;
  for (let line = 0; line < HEADER_LINES && end !== -1; line += 1) {
    const next = bytes.indexOf(0x0a, end);
    if (next === -1) break;
    end = next + 1;
  }
  const lines = new TextDecoder().decode(bytes.subarray(0, end)).split(/\r?\n/);
  return { lines, rest: bytes.subarray(end) };
}

/** `name domain:role priority address display name`; `$` at an address's end stands for the name. */
function entryOfVersion2(line: string): InventoryEntry[] {
  const [, name, domain, role, address] = /^(.+?)\s+([^\s:]+):(\S+)\s+-?\d+\s+(\S*)\s/.exec(`${line} `) ?? [];
  if (name === undefined || domain === undefined || role === undefined || address === undefined) return [];
  return [{ name, domain, role, address: address.replace(/\$$/, name) }];
}

/** `name role address`; Python only. */
function entryOfVersion1(line: string): InventoryEntry[] {
  const [, name, type, page] = /^(\S+)\s+(\S+)\s+(\S+)/.exec(line) ?? [];
  if (name === undefined || type === undefined || page === undefined) return [];
  const role = type === "mod" ? "module" : type;
  const anchor = role === "module" ? `module-${name}` : name;
  return [{ name, domain: "py", role, address: `${page}#${anchor}` }];
}
