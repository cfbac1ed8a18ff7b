import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRst } from "../../../../indexer/parse/rst.js";

const listed = (source: string) =>
  (parseRst("doc/api.rst", source)?.symbols ?? []).map(({ name, kind, anchor }) => [name, kind, anchor]);

test("autodoc's entries are symbols of the kind that the directive says, with the anchor that Sphinx gives them", () => {
  const source = `
API
===

.. autofunction:: waterlib.fill

.. autoclass:: waterlib.Pump
    :members:

.. autoexception:: waterlib.Leak

.. currentmodule:: waterlib.pipes

.. autoclass:: Pipe
    :members: length, _seam

    .. automethod:: bend

.. automethod:: Pipe.join
.. autodata:: WIDTH
    :noindex:
`;
  assert.deepEqual(listed(source), [
    ["waterlib.fill", "function", "waterlib.fill"],
    ["waterlib.Pump", "class", "waterlib.Pump"],
    ["waterlib.Leak", "class", "waterlib.Leak"],
    ["waterlib.pipes.Pipe.bend", "method", "waterlib.pipes.Pipe.bend"],
    ["waterlib.pipes.Pipe", "class", "waterlib.pipes.Pipe"],
    ["waterlib.pipes.Pipe.length", "unknown", undefined],
    ["waterlib.pipes.Pipe.join", "method", "waterlib.pipes.Pipe.join"],
    ["waterlib.pipes.WIDTH", "constant", undefined],
  ]);
});

test("names of a summary stand where the list does; only its template tells what they are", () => {
  const source = `
API
===

.. automodule:: waterlib.pipes

.. currentmodule:: waterlib

Pumps
-----

.. autosummary::
   :toctree: generated/
   :template: class.rst

   Pump
   pipes.Pipe

.. autosummary::
   :nosignatures:

   fill
   ~waterlib.drain
   _valve
   {{ name }}
`;
  assert.deepEqual(listed(source), [
    ["waterlib.pipes", "module", "module-waterlib.pipes"],
    ["waterlib.Pump", "class", "pumps"],
    ["waterlib.pipes.Pipe", "class", "pumps"],
    ["waterlib.fill", "unknown", "pumps"],
    ["waterlib.drain", "unknown", "pumps"],
  ]);
});

test("a name without its module, or one that a template makes, is none", () => {
  assert.deepEqual(listed("API\n===\n\n.. autoclass:: Pump\n\n.. autosummary::\n\n   fill\n"), []);
  assert.deepEqual(
    listed("{{ name }}\n===\n\n.. currentmodule:: {{ module }}\n\n.. autoclass:: {{ name }}\n"),
    [],
  );
});

test("a list says nothing of parameters; a directive with its signature, notes and text does", () => {
  const source = `
API
===

.. currentmodule:: waterlib

.. autofunction:: fill

.. autofunction:: drain(tank, speed=1)

    Empties it.

    .. versionadded:: 1.2

.. autoclass:: Pump(Device)

.. autofunction:: stop()
`;
  const [fill, drain, ...hidden] = parseRst("doc/api.rst", source)?.symbols ?? [];
  assert.deepEqual([fill?.signatures, fill?.parameters, fill?.summary], [[], [], ""]);
  assert.deepEqual(drain?.signatures, ["waterlib.drain(tank, speed=1)"]);
  assert.deepEqual([drain?.summary, drain?.since], ["Empties it.", "1.2"]);
  assert.deepEqual(
    hidden.map(({ name, signatures }) => [name, signatures]),
    [
      ["waterlib.Pump", []],
      ["waterlib.stop", []],
    ],
  );
});

test("what the page tells in full is not listed again", () => {
  const source = `
API
===

.. currentmodule:: waterlib

.. autosummary::

   fill

.. function:: fill(tank)

   Fills it.
`;
  const symbols = parseRst("doc/api.rst", source)?.symbols ?? [];
  assert.deepEqual(
    symbols.map(({ name, signatures }) => [name, signatures]),
    [["waterlib.fill", ["waterlib.fill(tank)"]]],
  );
});
