import { join } from "node:path";
import type { TestContext } from "node:test";
import { buildIndex } from "../../../indexer/index.js";
import { type KnowledgeBase, openKnowledgeBase } from "../../../query/knowledge-base.js";
import { directoryCorpus, temporaryFolder, writeFiles } from "../../fixture.js";

/** Two releases of a library with what makes checking hard: private bases, lazy names, wrappers, `**kwargs`. */
const RELEASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "1.0": {
    "waterlib/__init__.py": `"""Water."""
from ._core import Tank, drain, fill, pour
from . import pipes
`,
    "waterlib/_core.py": `
class _Vessel:
    def level(self, unit="cm"):
        """How full it is."""

class Tank(_Vessel):
    """A tank."""
    def __init__(self, size, *, lid=True, colour="blue", tint="blue", rim=1):
        self.size = size
    def empty(self):
        """Empties it."""
    def paint(self, colour):
        """Paints it."""

def drain(tank, speed=1, rate="deprecated"):
    """Empties a tank.

    Parameters
    ----------
    rate : int
        How fast.

        .. deprecated:: 0.9
           \`rate\` is deprecated: use \`speed\` instead.
    """

def fill(tank, speed=1, **rest):
    """Fills a tank."""

@deprecate_kwarg("liquid", new_name="content", version="2.0")
def pour(tank, content="water"):
    """Pours what a tank holds."""
`,
    "waterlib/pipes.py": `"""Pipes."""
class Pipe:
    """A pipe."""
    def __getattr__(self, name):
        return name

def bend(pipe):
    """Bends it."""
`,
  },
  "2.0": {
    "waterlib/__init__.py": `"""Water."""
from ._core import Tank, boil, drain, fill, pour
from . import pipes
from .sea import Sea
`,
    "waterlib/_core.py": `
import functools

class _Vessel:
    def level(self, unit="mm"):
        """How full it is."""

class Tank(_Vessel):
    """A tank.

    Parameters
    ----------
    size : int
        How much it holds.
    tint : str
        Its colour.

        .. deprecated:: 1.5
           \`tint\` is deprecated: use \`paint\` instead.
    """
    def __init__(self, size, *, lid=False, depth=None, width="deprecated", tint="red", rim=2):
        self.size = size
    def paint(self, colour):
        """Paints it.

        .. deprecated:: 2.0
           Use :func:\`waterlib.drain\` instead.
        """

def drain(tank, speed=1):
    """Empties a tank."""

def fill(tank, speed=1, **rest):
    """Fills a tank."""

def pour(tank, content="water"):
    """Pours what a tank holds."""

def boil(tank, heat=1):
    """Boils a tank."""
    reduced = heat
    raise RuntimeError(
        "This function was deprecated since version 1.5 and is now removed. "
        "\`waterlib.boil\` is deprecated in favor of \`waterlib.drain\`. "
        "To keep it cold consider using \`waterlib.fill\`."
        f"Since \`heat\` was {heat}, use {reduced}."
    )

def _late(f):
    return f

@_late
def wrapped(a):
    """Who knows what it takes."""
`,
    "waterlib/pipes.py": `"""Pipes."""
from ._secret import *

class Pipe:
    """A pipe."""
    def __getattr__(self, name):
        return name

def __getattr__(name):
    if name == "straighten":
        raise ImportError("straighten was removed in 2.0: bend it back")
    raise AttributeError(name)
`,
    "waterlib/_secret.py": "def hidden():\n    pass\n",
    "waterlib/lazy.py": `"""Lazy."""
import importlib

def __getattr__(name):
    return getattr(importlib.import_module("waterlib.pipes"), name)
`,
    "waterlib/sea.py": `"""The sea."""
from elsewhere import Ocean

class Sea(Ocean):
    """A sea."""
    def swim(self, style):
        """Swims."""
`,
  },
};

/** The library indexed, and opened for asking. */
export async function openWaterlib(
  t: TestContext,
): Promise<{ base: KnowledgeBase; data: string; folder: string }> {
  const folder = await temporaryFolder(t);
  for (const [version, files] of Object.entries(RELEASES)) await writeFiles(join(folder, version), files);
  const data = join(folder, "data");
  const corpus = directoryCorpus(folder, { "1.0": "2024-01-15", "2.0": "2025-02-20" });
  await buildIndex({ data, corpora: [corpus], choice: { type: "all" } });
  const base = await openKnowledgeBase({ data, preload: false });
  t.after(() => base.close());
  return { base, data, folder };
}
