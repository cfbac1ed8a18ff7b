import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAtom } from "../../../indexer/parse/atom.js";
import { readReleaseNotes } from "../../../indexer/parse/release-notes.js";

const feed = (entries: string) => `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-US">
  <id>tag:github.com,2008:https://github.com/water/waterlib/releases</id>
  <title>Release notes from waterlib</title>
  ${entries}
</feed>`;

const entry = (tag: string, title: string, content: string) => `<entry>
    <id>tag:github.com,2008:Repository/1234/${tag}</id>
    <updated>2025-03-04T10:00:00Z</updated>
    <link rel="alternate" type="text/html" href="https://github.com/water/waterlib/releases/tag/${tag}"/>
    <title>${title}</title>
    <content type="html">${content}</content>
  </entry>`;

test("a feed of releases becomes dated entries, by the tag where the title is a saying", () => {
  const document = parseAtom(
    "releases.atom",
    feed(
      entry(
        "v2.1.0",
        "The pumps are here",
        "&lt;h2&gt;Removed&lt;/h2&gt;&lt;ul&gt;&lt;li&gt;&lt;code&gt;waterlib.drain&lt;/code&gt; is removed, use &lt;code&gt;waterlib.empty&lt;/code&gt; instead&lt;/li&gt;&lt;/ul&gt;",
      ) +
        entry(
          "v2.0.0",
          "v2.0.0",
          "&lt;p&gt;Added &lt;code&gt;waterlib.Pump&lt;/code&gt;, which lifts water.&lt;/p&gt;",
        ),
    ),
  );
  assert.ok(document);
  assert.equal(document.kind, "release-notes");
  assert.deepEqual(
    readReleaseNotes(document).map(({ version, date, kind, symbols }) => [version, date, kind, symbols[0]]),
    [
      ["2.1.0", "2025-03-04", "removed", "waterlib.drain"],
      ["2.0.0", "2025-03-04", "added", "waterlib.Pump"],
    ],
  );
});

test("a feed without entries, and XML that is none, are no document", () => {
  assert.equal(parseAtom("releases.atom", feed("")), undefined);
  assert.equal(parseAtom("releases.atom", "<feed><entry><title>cut of"), undefined);
});
