import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { pageAddress, pageKey, pathBelow } from "../../../../indexer/source/website/page-identity.js";

const key = (href: string) => pageKey(new URL(href, "https://a.example/1.4/"));

describe("pageKey", () => {
  for (const [one, other] of [
    ["guide/index.html", "guide/"],
    ["guide/", "guide"],
    ["guide.html#setup", "guide.html"],
    ["guide.html?utm_source=x&highlight=pump", "guide.html"],
    ["//a.example/1.4//guide.html", "guide.html"],
    ["http://a.example/1.4/guide.html", "guide.html"],
    ["%7Euser/x.html", "~user/x.html"],
    ["x.html?b=2&a=1", "x.html?a=1&b=2"],
  ] as const) {
    test(`${one} is ${other}`, () => assert.equal(key(one), key(other)));
  }

  for (const [one, other] of [
    // Sphinx writes both on purpose; where a server takes them for one file the equal text merges them.
    ["generated/OAS.html", "generated/oas.html"],
    ["x.html?page=1", "x.html?page=2"],
    ["https://a.example/1.2/x.html", "https://a.example/1.4/x.html"],
    ["https://a.example/x.html", "https://b.example/x.html"],
  ] as const) {
    test(`${one} is not ${other}`, () => assert.notEqual(key(one), key(other)));
  }

  test("is the same for the address that is asked for", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (href) => {
        const url = new URL(href);
        assert.equal(pageKey(pageAddress(url)), pageKey(url));
      }),
    );
  });
});

describe("pathBelow", () => {
  const base = new URL("https://a.example/docs/1.4/");
  for (const [href, path] of [
    ["https://a.example/docs/1.4/", "index.html"],
    ["https://a.example/docs/1.4", "index.html"],
    ["https://a.example/docs/1.4/api/x.html#y", "api/x.html"],
    ["https://a.example/docs/1.4/api/", "api/"],
    ["https://a.example/docs/1.4/a%20b.html", "a b.html"],
    ["https://a.example/docs/1.4/x?page=2&utm_medium=z", "x?page=2"],
    ["https://a.example/docs/1.40/x.html", undefined],
    ["https://a.example/docs/1.2/x.html", undefined],
    ["https://b.example/docs/1.4/x.html", undefined],
  ] as const) {
    test(`${href} is ${path}`, () => assert.equal(pathBelow(base, new URL(href)), path));
  }

  test("never contains the version, and joined to the base leads back to the page", () => {
    fc.assert(
      fc.property(fc.webPath(), (path) => {
        const url = new URL(`https://a.example/docs/1.4/${path.replace(/^\/+/, "")}`);
        const found = pathBelow(base, url);
        fc.pre(found !== undefined);
        assert.equal(pageKey(new URL(`${base.href}${encodeURI(found)}`)), pageKey(url));
      }),
    );
  });
});
