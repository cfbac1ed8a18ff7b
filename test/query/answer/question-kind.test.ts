import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { QUESTION_KINDS, type QuestionKind, questionKind } from "../../../query/answer/question-kind.js";

/** Wordings of our own; `*` marks those that name a parameter of an API that they name. */
const WORDINGS: Readonly<Record<QuestionKind, readonly string[]>> = {
  signature: [
    "signature of waterlib.Pump",
    "What arguments does Pump take?",
    "Which parameters can I pass to drain_tank?",
    "list of options of Pump",
    "What does Pump.start return?",
    "constructor of Pump",
    "return type of level()",
    "Pump(",
    "waterlib.pump.Pump()",
  ],
  parameter: [
    "* default of flow_rate in Pump",
    "* What does flow_rate do in Pump?",
    "* Pump flow_rate",
    "* the pressure argument of Pump",
    "* which values are allowed for mode in Pump?",
    "* What is max_pressure in Pump?",
    "* which options does the mode parameter of Pump have",
    "default value of flow_rate",
    "what is the keyword for quiet operation of a pump",
  ],
  "how-to": [
    "How do I drain a tank?",
    "How can I measure the water level?",
    "how to connect two pumps",
    "Can I run a pump backwards?",
    "show me a pump that stops by itself",
    "example of a valve",
    "What is the best way to drain a tank?",
    "Is there a way to close all valves?",
    "Connect a pump to a tank without a valve",
    "create a tank with two pumps",
    "Measure pressure: mean absolute error of the gauge, how to compute it",
    "* How do I set flow_rate of a Pump?",
  ],
  difference: [
    "difference between Pump and Valve",
    "What is the difference of Pump.start and Pump.run?",
    "Pump vs Valve",
    "Pump versus Valve",
    "compare Pump and Valve",
    "How does Pump differ from Fan?",
    "When should I use a Pump instead of a Fan?",
    "Should I use Pump or Fan?",
    "which is faster, Pump or Fan",
    "* Pump(flow_rate) vs Pump(pressure)",
  ],
  error: [
    "RuntimeError: the tank is empty",
    "Why do I get an error when I start a pump?",
    "TypeError: start() got an unexpected keyword argument 'now'",
    "AttributeError: module 'waterlib' has no attribute 'Pump'",
    "DryRunWarning: the pump runs dry",
    "Which exception does Pump.start raise?",
    "Pump.start fails on an empty tank",
    "pump crashes after a minute",
    "ImportError: cannot import name 'Pump'",
    "How do I fix this error with valves",
  ],
  "since-when": [
    "Since when is there a Valve?",
    "When was Valve added?",
    "Which version introduced drain_tank?",
    "In what release did Valve first appear?",
    "What version of waterlib do I need for Valve?",
    "minimum version for Valve",
    "first release with Valve",
    "* which version added the pressure argument of Pump",
    "As of which version is Valve available?",
  ],
  "is-deprecated": [
    "Is drain deprecated?",
    "Has Pump.run been deprecated?",
    "Is waterlib.drain still supported?",
    "Was drain removed?",
    "is drain obsolete",
    "drain deprecation",
    "Does Pump.run still work?",
    "* Is the cold argument of Pump deprecated?",
    "removed in 2.0: drain",
  ],
  migration: [
    "How do I migrate from drain to empty?",
    "upgrade from waterlib 1 to 2",
    "What replaces drain?",
    "What should I use instead of drain?",
    "replacement for drain",
    "alternative to drain",
    "what is the new name of drain",
    "Was Pump.run renamed?",
    "port a program from waterlib 1 to waterlib 2",
    "what changed in Pump between 1.0 and 2.0",
    "what is new in Pump",
    "drain is deprecated: what do I use instead?",
  ],
  "what-is": [
    "What is a Pump?",
    "Pump",
    "What does Pump do?",
    "Explain valves",
    "waterlib.Valve",
    "meaning of pressure in water engineering",
    "Is bfloat16 supported on pumps?",
    "mean squared error",
    "Was ist eine Pumpe?",
    "水泵是什么",
  ],
};

describe("questionKind", () => {
  for (const kind of QUESTION_KINDS) {
    for (const wording of WORDINGS[kind]) {
      test(`${kind}: ${wording}`, () => {
        const namesParameter = wording.startsWith("* ");
        const found = questionKind(wording.replace(/^\* /, ""), {
          namesApi: /[A-Z]\w+|_|waterlib/.test(wording),
          namesParameter,
        });
        assert.equal(found, kind);
      });
    }
  }
});
