import assert from "node:assert/strict";
import { test } from "node:test";
import { membersInMessages, namesSaidMissing, spellMessages } from "../../query/messages.js";
import { readQuestion } from "../../query/question.js";

for (const [message, names] of [
  ["cannot import name 'Valve' from 'waterlib'", ["waterlib.Valve"]],
  ["ImportError: cannot import name 'Valve' from 'waterlib.pipes' (/usr/lib/x.py)", ["waterlib.pipes.Valve"]],
  [
    "cannot import name ‘Valve’ from partially initialized module ‘waterlib’ (most likely due to a circular import)",
    ["waterlib.Valve"],
  ],
  ["module 'waterlib.pipes' has no attribute 'valve'", ["waterlib.pipes.valve"]],
  ["'Pump' object has no attribute 'start'", ["Pump.start"]],
  ["type object 'Pump' has no attribute 'start'", ["Pump.start"]],
  ["'list' object has no attribute 'start'", []],
  ["'NoneType' object has no attribute 'start'", []],
] as const) {
  test(`a message names its API in full: ${message}`, () => {
    const { identifiers } = readQuestion(message);
    assert.deepEqual(
      identifiers.filter((name) => /valve|start/i.test(name)),
      names,
    );
  });
}

test("what is no message stays as it is, and only objects have members", () => {
  assert.equal(spellMessages("the module 'waterlib' has pumps"), "the module 'waterlib' has pumps");
  assert.deepEqual(membersInMessages("'Pump' object has no attribute 'start'"), ["Pump.start"]);
  assert.deepEqual(membersInMessages("module 'waterlib' has no attribute 'start'"), []);
});

test("what messages say is missing: APIs in full, and arguments", () => {
  for (const [message, names] of [
    ["cannot import name 'Valve' from 'waterlib.pipes' (/usr/lib/x.py)", ["waterlib.pipes.Valve"]],
    ["module 'waterlib' has no attribute 'valve'", ["waterlib.valve"]],
    ["'Pump' object has no attribute 'start'", ["Pump.start"]],
    ["TypeError: Pump.__init__() got an unexpected keyword argument 'speed'", ["speed"]],
    ["TypeError: Pump.start() takes 1 positional argument", []],
  ] as const)
    assert.deepEqual(namesSaidMissing(message), names);
});
