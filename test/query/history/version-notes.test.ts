import assert from "node:assert/strict";
import { test } from "node:test";
import { notesIn } from "../../../query/history/version-notes.js";

test("version directives of a passage, in lists and over lines, with the parameter they are about", () => {
  const text = [
    "Opens a valve.",
    "",
    "> **Added in version 1.15.0**",
    "",
    "- **force** (int): How hard.",
    "",
    "> **Changed in version 1.22:** `force`: Takes whole",
    "> numbers alone.",
    "  > **Deprecated since version 2.0.0:** `speed`",
    "> **Note:** Not about versions.",
  ].join("\n");
  assert.deepEqual(notesIn(text), [
    { kind: "added", version: "1.15.0", parameter: null, text: "" },
    { kind: "changed", version: "1.22", parameter: "force", text: "Takes whole numbers alone." },
    { kind: "deprecated", version: "2.0.0", parameter: "speed", text: "" },
  ]);
});

test("a version in a sentence is no directive", () => {
  assert.deepEqual(notesIn("Added in version 1.2 of the protocol. **Added in version 3**"), []);
});
