import assert from "node:assert/strict";
import { test } from "node:test";
import { isDecided } from "../../../query/answer/deciding.js";
import type { Statement } from "../../../query/answer/statement.js";
import { readQuestion } from "../../../query/question.js";

const said = (text: string, role: Statement["role"] = "text"): Statement => ({
  ...{ label: "waterlib.Pump", role, text, quotation: null, sources: [1] },
});

test("what decides whether a name is deprecated says so, of that name", () => {
  const question = readQuestion("is flow_rate deprecated in waterlib");
  const isTold = (...statements: readonly Statement[]) => isDecided("is-deprecated", statements, question);
  assert.equal(isTold(said("Flow rate of the pump."), said("The pump is deprecated.")), false);
  assert.equal(isTold(said("`flow_rate` is the speed of the pump.")), false);
  assert.equal(isTold(said("`flow_rate` is deprecated, use `rate`.")), true);
  assert.equal(isTold(said("`flow_rate` is there; nothing marks it", "fact")), true);
});

test("a question that spells no name is decided by the words", () => {
  const question = readQuestion("are pumps deprecated");
  assert.equal(isDecided("is-deprecated", [said("Pumps are deprecated.")], question), true);
  assert.equal(isDecided("is-deprecated", [said("Pumps move water.")], question), false);
});

test("since when is decided by a release, other kinds by anything", () => {
  const question = readQuestion("since when does Pump take flow_rate");
  assert.equal(isDecided("since-when", [said("The flow_rate of a pump.")], question), false);
  assert.equal(isDecided("since-when", [said("Added in version 1.2: `flow_rate`")], question), true);
  assert.equal(isDecided("what-is", [said("Water.")], question), true);
});
