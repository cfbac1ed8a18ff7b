import assert from "node:assert/strict";
import { test } from "node:test";
import { notebookLines } from "../../../query/check/notebook-lines.js";

test("lines of cells by the lines of the file, whether a cell is written in one string or in many", () => {
  const json = `{
 "cells": [
  { "cell_type": "markdown" },
  { "source": [
     "import a\\n",
     "",
     "b",
     " = 1\\nc = 2\\n",
     "d"
  ] },
  { "source": "e\\nf" }
 ]
}`;
  assert.deepEqual(notebookLines(json), [[], [5, 7, 8, 9], [11, 11]]);
  assert.deepEqual(notebookLines('{"worksheets": [\n{"cells": [\n{"input": ["a\\n",\n"b"]}]}]}'), [[3, 4]]);
  assert.deepEqual(notebookLines("{}"), []);
});
