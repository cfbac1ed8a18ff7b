import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { VERSION_MARK } from "../../../indexer/normalise.js";
import { stripInvisible, stripInvisibleHtml } from "../../../indexer/parse/invisible.js";

const strip = (text: string): string => stripInvisible(text).text;

describe("what a reader does not see is removed and counted", () => {
  for (const [name, text, expected, removed] of [
    ["zero-width characters", "ig\u200bno\u2060re\ufeff", "ignore", 3],
    ["bidirectional controls", "a\u202eb\u202c \u2066c\u2069\u200f\u061c", "ab c", 6],
    ["tag characters", "hello\u{e0001}\u{e0068}\u{e0069}\u{e007f}", "hello", 4],
    ["variation selectors", "a\ufe00\ufe0e\u{e0100}\u{e01ef}", "a", 4],
    ["soft hyphens", "docu\u00admen\u00adtation", "documentation", 2],
    ["controls", "a\u0000\u0007\u001b[31mb\u007f\u0085", "a[31mb", 5],
    ["fillers", "a\u115f\u3164\u034fb", "ab", 3],
    ["the mark of versions", `v${VERSION_MARK}`, "v", 1],
    ["joiners between other letters", "a\u200db\u200c", "ab", 2],
    ["more than one joiner", "می\u200c\u200cخواهم", "میخواهم", 2],
    ["selectors one after the other", "\u2764\ufe0f\ufe0f\ufe0f", "\u2764\ufe0f", 2],
  ] as const) {
    test(name, () => assert.deepEqual(stripInvisible(text), { text: expected, removed }));
  }
});

describe("what means something stays", () => {
  for (const text of [
    "می\u200cخواهم",
    "क्\u200dष",
    "👩\u200d💻 👨🏽\u200d🚀 \u2764\ufe0f\u200d🔥 1\ufe0f\u20e3",
    "naïve café — “quoted”…\t\n\u00a0x",
  ]) {
    test(text, () => assert.deepEqual(stripInvisible(text), { text, removed: 0 }));
  }
});

test("line ends become line feeds and are not counted", () => {
  assert.deepEqual(stripInvisible("a\r\nb\rc"), { text: "a\nb\nc", removed: 0 });
});

describe("in HTML", () => {
  test("references count as the characters they stand for", () => {
    const html = "a&#x202E;b&#8203;c&shy;d&ZeroWidthSpace;e&#xE000;f&#x0000200Bg\u200b";
    assert.deepEqual(stripInvisibleHtml(html), { text: "abcdefg", removed: 7 });
  });

  test("other references stay, as do those that show a reference", () => {
    const html = "&nbsp;&amp;#x202e;&lt;&#150;&#10;&#x1F600;&#xFFFFFFFF;&zwj;&#x200d;&Shy;";
    assert.deepEqual(stripInvisibleHtml(html), { text: html, removed: 0 });
  });
});

describe("for any text", () => {
  const hidden = fc.constantFrom(
    ..."\u0000\u0008\u000b\u001f\u007f\u009f\u00ad\u034f\u061c\u180b\u180e\u200b\u200c\u200d\u200e\u202a\u202e",
    ..."\u2060\u2064\u2066\u206f\u3164\ufe00\ufe0e\ufe0f\ufeff\uffa0\ufff9\ufffb\ue000\u{e0001}\u{e0041}\u{e0100}",
  );
  const seen = fc.constantFrom(..."aZ0 #\n\tédकष\u094dمیᠠ👩💻🏽❤🇩");
  const text = fc.string({ unit: fc.oneof(hidden, seen, fc.string({ unit: "binary", maxLength: 1 })) });
  const never =
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ue000]|\p{Variation_Selector}(?<!\ufe0f)|[\u{e0000}-\u{e0fff}]/u;

  test("nothing hidden is left", () => {
    fc.assert(fc.property(text, (input) => !never.test(strip(input))));
  });

  test("joiners and selectors never stand next to each other or alone", () => {
    fc.assert(
      fc.property(
        text,
        (input) => !/(^|[a-z \n\t])(\u200c|\u200d|\ufe0f)|(\u200c|\u200d){2}|\ufe0f{2}/.test(strip(input)),
      ),
    );
  });

  test("doing it twice changes nothing", () => {
    fc.assert(
      fc.property(text, (input) => {
        const once = strip(input);
        assert.deepEqual(stripInvisible(once), { text: once, removed: 0 });
      }),
    );
  });

  test("what is seen keeps its order, and the count is right", () => {
    fc.assert(
      fc.property(text, (input) => {
        const lines = input.replace(/\r\n?/g, "\n");
        const { text: left, removed } = stripInvisible(input);
        assert.equal([...lines].length - [...left].length, removed);
        const rest = [...lines];
        for (const character of left) {
          const at = rest.indexOf(character);
          assert.notEqual(at, -1);
          rest.splice(0, at + 1);
        }
      }),
    );
  });

  test("plain text is returned as it is", () => {
    const plain = fc.string({ unit: seen.filter((character) => character !== "") });
    fc.assert(fc.property(plain, (input) => strip(input) === input));
  });
});
