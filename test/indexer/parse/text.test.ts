import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { cleanText, decodeText } from "../../../indexer/parse/text.js";

const TEXT = "naïve café — 水";
const utf8 = Buffer.from(TEXT);
const latin1 = Buffer.from("naïve café", "latin1");
const utf16 = Buffer.from(`\ufeff${TEXT}`, "utf16le");

describe("decodeText", () => {
  test("reads UTF-8 that nobody declared, with and without its mark", () => {
    assert.equal(decodeText(utf8), TEXT);
    assert.equal(decodeText(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8])), TEXT);
  });

  test("reads Windows-1252 where it is no UTF-8, whatever was declared", () => {
    assert.equal(decodeText(latin1), "naïve café");
    assert.equal(decodeText(Buffer.from([0x93, 0x77, 0x94, 0x97, 0x80])), "“w”—€");
    assert.equal(decodeText(latin1, { charset: "utf-8" }), "naïve café");
    assert.equal(decodeText(latin1, { charset: "iso-8859-1" }), "naïve café");
  });

  test("reads UTF-8 that a server declares as Latin-1", () => {
    assert.equal(decodeText(utf8, { charset: "iso-8859-1" }), TEXT);
  });

  test("a byte order mark wins over the server, the server over the page", () => {
    assert.equal(decodeText(utf16, { charset: "utf-8" }), TEXT);
    const page = Buffer.concat([Buffer.from('<meta charset="koi8-r">'), Buffer.from([0xe6])]);
    assert.equal(decodeText(page, { charset: "iso-8859-2", html: true }), '<meta charset="koi8-r">ć');
    assert.equal(decodeText(page, { html: true }), '<meta charset="koi8-r">Ф');
  });

  test("the page's declaration counts only in HTML, in all its forms", () => {
    const bytes = (declaration: string): Buffer =>
      Buffer.concat([Buffer.from(declaration), Buffer.from([0x83, 0x65])]);
    for (const declaration of [
      "<meta charset=shift_jis>",
      '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">',
      '<?xml version="1.0" encoding="Shift_JIS"?>',
    ]) {
      assert.equal(decodeText(bytes(declaration), { html: true }), `${declaration}テ`);
      assert.equal(decodeText(bytes(declaration)), `${declaration}ƒe`);
    }
  });

  test("a label that nobody knows is passed over", () => {
    assert.equal(decodeText(utf8, { charset: "utf-9" }), TEXT);
    assert.equal(decodeText(utf8, { charset: "" }), TEXT);
  });

  test("one broken character does not spoil the others", () => {
    const bytes = Buffer.concat([utf8, Buffer.from([0xff])]);
    assert.equal(decodeText(bytes), `${TEXT}\ufffd`);
  });

  test("never fails", () => {
    const hints = fc.record({
      charset: fc.option(fc.constantFrom("utf-8", "gbk", "utf-16le", "nonsense"), { nil: undefined }),
      html: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), hints, (bytes, hint) => {
        assert.equal(typeof decodeText(bytes, hint), "string");
      }),
    );
  });

  test("any text in UTF-8 comes back", () => {
    const text = fc.string({ unit: "grapheme" }).filter((value) => !value.startsWith("\ufeff"));
    fc.assert(fc.property(text, (value) => decodeText(Buffer.from(value)) === value));
  });
});

test("cleanText makes line ends plain, cuts trailing blanks and what is not seen", () => {
  assert.equal(cleanText("a \r\nb\u200b\t\rc\u0007"), "a\nb\nc");
});
