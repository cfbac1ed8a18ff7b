import { join } from "node:path";
import { buildIndex } from "../../../indexer/index.js";
import { directoryCorpus, writeFiles } from "../../fixture.js";

const init = (names: readonly string[]) =>
  `"""Water."""\nfrom waterlib.pump import ${names.join(", ")}\n__all__ = ${JSON.stringify(names)}\n`;

const pump = (signature: string) => `class Pump:
    """Moves water from one tank to another.

    Parameters
    ----------
    rate : int
        Litres a second.
    """
    def __init__(self, ${signature}):
        pass
    def start(self, now=True):
        """Starts to move water."""
`;

const drain = '\ndef drain(tank, speed=1):\n    """Empties a tank into the river nearby."""\n';
const deprecated = `
def drain(tank, speed=1):
    """Empties a tank into the river nearby.

    .. deprecated:: 1.1
        Use :func:\`empty\` instead.
    """
def empty(tank):
    """Empties a tank into another one.

    .. versionadded:: 1.1
    """
`;
const valve =
  '\nclass Valve:\n    """Opens and closes a pipe of any width."""\n    def open(self, wide=True) -> bool:\n        """Opens."""\n';

const mixer = `
class Mixer:
    """Stirs what is in a tank.

    Parameters
    ----------
    speed : int
        Strokes a second.

        .. deprecated:: 1.1
           \`speed\` was deprecated in version 1.1. Use \`turns\` instead.

    mode : str
        How it stirs.

        .. deprecated:: 1.1
           \`None\` is deprecated. Say what you want.

    heat : bool
        Whether it warms the tank.

        .. versionchanged:: 2.0
           The default will change in version 3.0.

    turns : int
        Turns a second.

        .. versionadded:: 1.1
           \`rounds\` was renamed to \`turns\`.

    quiet : bool
        Whether it makes no noise.

        .. versionchanged:: 1.1
           Parameter name changed from \`silent\` to \`quiet\`.
    """
    def __init__(self, speed="deprecated", mode="slow", heat="warn", turns=1, quiet=False):
        pass
`;

const refused = (name: string, removed: string) => `
def ${name}(tank):
    """Lets water out by hand."""
    raise RuntimeError("${name} was deprecated in version 1.1 and ${removed}.")
`;

const sieve = (notice: string) => `
def sieve(tank):
    """Takes leaves out of a tank.${notice}
    """
`;

/** A function is deprecated and goes, a class comes, a default and the parameters change, a notice is withdrawn. */
const RELEASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "1.0": {
    "waterlib/__init__.py": init(["Pump", "drain"]),
    "waterlib/pump.py": pump("rate=5, *, cold=False") + drain,
  },
  "1.1": {
    "waterlib/__init__.py": init(["Pump", "drain", "empty", "Mixer", "sieve"]),
    "waterlib/pump.py":
      pump("rate=8, *, cold=False, warm=False") + deprecated + mixer + sieve("\n\n    .. deprecated:: 1.1"),
  },
  "2.0": {
    "waterlib/__init__.py": init(["Pump", "Valve", "Mixer", "pour", "spill", "sieve"]),
    "waterlib/pump.py":
      pump("rate=8, *, warm=False") +
      valve +
      mixer +
      sieve("") +
      refused("pour", "is now removed") +
      refused("spill", "was removed in version 1.2"),
    "guide.md":
      "# Guide\n\nPumps move water at night by default.\nValves do not leak when they are closed.\n\n" +
      "- wheels: turn slowly in winter.\n- sluices: close in summer.\n\n" +
      "The gauge counts litres for each tank for each valve. Sluice opened by the northern tide table.\n",
  },
};

/** Indexes three releases of a small library. @returns the data folder */
export async function indexReleases(folder: string): Promise<string> {
  for (const [version, files] of Object.entries(RELEASES)) await writeFiles(join(folder, version), files);
  const data = join(folder, "data");
  const corpus = directoryCorpus(folder, { "1.0": "2024-01-15", "1.1": "2024-07-01", "2.0": "2025-02-20" });
  await buildIndex({ data, corpora: [corpus], choice: { type: "all" } });
  return data;
}
