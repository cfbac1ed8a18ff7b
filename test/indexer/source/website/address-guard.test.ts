import assert from "node:assert/strict";
import type { LookupFunction } from "node:net";
import { describe, test } from "node:test";
import { createAddressGuard } from "../../../../indexer/source/website/address-guard.js";

const noLookup: LookupFunction = () => assert.fail("nothing to look up");

function isRefused(text: string, allowed: readonly string[] = []): boolean {
  try {
    createAddressGuard(allowed, noLookup).check(new URL(text));
    return false;
  } catch {
    return true;
  }
}

describe("an address written as a number", () => {
  for (const address of [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.1",
    "0177.0.0.1",
    "0x7f000001",
    "2130706433",
    "169.254.169.254",
    "172.16.0.1",
    "192.168.1.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "[::]",
    "[::1]",
    "[::127.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:169.254.169.254]",
    "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b:1::a00:1]",
    "[2002:7f00:1::]",
    "[2002:808:808::]",
    "[2001:0:53aa:64c::1]",
    "[2001:db8::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[fec0::1]",
    "[ff02::1]",
    "[4000::1]",
    "localhost",
    "localhost.",
    "api.localhost",
  ]) {
    test(`${address} is refused`, () => assert.ok(isRefused(`http://${address}/`)));
  }

  for (const address of [
    "8.8.8.8",
    "[2606:4700::1111]",
    "[::ffff:8.8.8.8]",
    "[64:ff9b::808:808]",
    "docs.example",
  ]) {
    test(`${address} is none of the kind`, () => assert.ok(!isRefused(`http://${address}/`)));
  }
});

describe("the allow-list", () => {
  test("takes names, suffixes, addresses and ranges", () => {
    assert.ok(!isRefused("http://127.0.0.1/", ["127.0.0.1"]));
    assert.ok(!isRefused("http://[::ffff:127.0.0.1]/", ["127.0.0.1"]));
    assert.ok(isRefused("http://127.0.0.2/", ["127.0.0.1"]));
    assert.ok(!isRefused("http://10.9.8.7/", ["10.0.0.0/8"]));
    assert.ok(!isRefused("http://[fd00::7]/", ["fd00::/8"]));
    assert.ok(isRefused("http://[fd00::7]/", ["10.0.0.0/8"]));
    assert.ok(!isRefused("http://localhost/", ["LOCALHOST"]));
    assert.ok(!isRefused("http://a.localhost/", ["*.localhost"]));
    assert.ok(isRefused("http://localhost/", ["*.localhost"]));
  });

  for (const entry of ["", "http://docs.example", "10.0.0.0/99", "10.0.0", "*", "docs.example:80", "a b"]) {
    test(`does not take "${entry}"`, () => {
      assert.throws(() => createAddressGuard([entry], noLookup), { code: "CONFIG_INVALID" });
    });
  }
});

describe("the socket's look-up", () => {
  const found: LookupFunction = (_name, _options, callback) =>
    callback(null, [
      { address: "10.0.0.1", family: 4 },
      { address: "8.8.8.8", family: 4 },
      { address: "2606:4700::1111", family: 6 },
    ]);

  test("gives public addresses only, one or all as asked", () => {
    const { lookup } = createAddressGuard([], found);
    lookup("docs.example", { all: true }, (error, addresses) => {
      assert.equal(error, null);
      assert.deepEqual(typeof addresses === "string" ? [] : addresses.map(({ address }) => address), [
        "8.8.8.8",
        "2606:4700::1111",
      ]);
    });
    lookup("docs.example", {}, (error, address, family) => {
      assert.deepEqual([error, address, family], [null, "8.8.8.8", 4]);
    });
  });

  test("passes on that a name is unknown", () => {
    const unknown: LookupFunction = (_name, _options, callback) => callback(new Error("ENOTFOUND"), "");
    createAddressGuard([], unknown).lookup("docs.example", {}, (error) => {
      assert.equal(error?.message, "ENOTFOUND");
    });
  });
});
