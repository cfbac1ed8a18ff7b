import type { LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { KbError } from "../../../corpora/errors.js";
import { RefusedError } from "./refused.js";

type Address = ReturnType<typeof ipaddr.parse>;

/** Decides which machines a page's address may lead to. */
export interface AddressGuard {
  /**
   * Checks what can be checked without asking a name server: addresses written as numbers, and names that
   * always mean this machine.
   *
   * @throws RefusedError `address`
   */
  check(url: URL): void;
  /**
   * Resolves a name for a socket, without the addresses that are not allowed. Given to the socket itself, so
   * that no second look-up can give another answer than the one checked (DNS rebinding).
   */
  readonly lookup: LookupFunction;
}

/**
 * Allows the public internet, and what the list names beside it.
 *
 * @param allowed host names, `*.` suffixes, addresses and CIDR ranges
 * @throws KbError CONFIG_INVALID for an entry that is none of these
 */
export function createAddressGuard(allowed: readonly string[], resolve: LookupFunction): AddressGuard {
  const { names, ranges } = readAllowed(allowed);
  const isAllowedName = (host: string): boolean =>
    names.some((name) => (name.startsWith("*.") ? host.endsWith(name.slice(1)) : host === name));
  const isAllowedAddress = (text: string): boolean => {
    if (!ipaddr.isValid(text)) return false;
    const address = ipaddr.process(text);
    return isPublic(address) || ranges.some((range) => contains(range, address));
  };

  return {
    check(url) {
      const host = hostOf(url);
      if (isAllowedName(host)) return;
      const isThisMachine = host === "localhost" || host.endsWith(".localhost");
      if (isThisMachine || (isIP(host) !== 0 && !isAllowedAddress(host))) throw notPublic(host);
    },
    lookup(hostname, options, callback) {
      resolve(hostname, { ...options, all: true }, (error, found) => {
        if (error !== null) return callback(error, "");
        const all = typeof found === "string" ? [{ address: found, family: isIP(found) }] : found;
        const reachable = isAllowedName(hostname.toLowerCase())
          ? all
          : all.filter(({ address }) => isAllowedAddress(address));
        const first: LookupAddress | undefined = reachable[0];
        if (first === undefined) callback(notPublic(hostname, all), "");
        else if (options.all === true) callback(null, reachable);
        else callback(null, first.address, first.family);
      });
    },
  };
}

function notPublic(host: string, found: readonly LookupAddress[] = []): RefusedError {
  const addresses = found.map(({ address }) => address).join(", ");
  const leads = addresses === "" ? "is" : `leads to ${addresses},`;
  return new RefusedError("address", `${host} ${leads} not on the public internet and not allow-listed`);
}

/** Lower case, IPv6 without brackets, without the dot that ends a full name. */
function hostOf(url: URL): string {
  return url.hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/\.$/, "");
}

const GLOBAL_UNICAST: [Address, number] = ipaddr.parseCIDR("2000::/3");
const NAT64: [Address, number] = ipaddr.parseCIDR("64:ff9b::/96");

/**
 * Whether the internet at large has the address. IPv4 inside IPv6 counts as what it is: networks without
 * IPv4 of their own reach all of it through 64:ff9b::/96 (RFC 6052). Tunnels (6to4, Teredo) are refused, as
 * is everything not yet given out.
 */
function isPublic(address: Address): boolean {
  if (address.kind() === "ipv4") return address.range() === "unicast";
  if (contains(NAT64, address)) return isPublic(ipaddr.fromByteArray(address.toByteArray().slice(-4)));
  return contains(GLOBAL_UNICAST, address) && address.range() === "unicast";
}

function contains([network, bits]: [Address, number], address: Address): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}

const HOST_NAME = /^(?:\*\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/;

function readAllowed(entries: readonly string[]): {
  readonly names: readonly string[];
  readonly ranges: readonly [Address, number][];
} {
  const names: string[] = [];
  const ranges: [Address, number][] = [];
  for (const entry of entries) {
    const text = entry.trim().toLowerCase();
    if (isIP(text) !== 0) {
      const address = ipaddr.process(text);
      ranges.push([address, address.kind() === "ipv4" ? 32 : 128]);
    } else if (ipaddr.isValidCIDR(text)) ranges.push(ipaddr.parseCIDR(text));
    else if (HOST_NAME.test(text) && !/^[\d.]+$/.test(text)) names.push(text);
    else {
      throw new KbError("CONFIG_INVALID", `"${entry}" is no host name, address or range.`, {
        facts: { entry },
        hint: "Write for example docs.corp.example, *.corp.example, 127.0.0.1 or 10.0.0.0/8.",
      });
    }
  }
  return { names, ranges };
}
