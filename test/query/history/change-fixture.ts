import type { Change } from "../../../query/history/change.js";

/** A change of the class `water.Pump` between 1.0 and 2.0; that it is new, unless it is told otherwise. */
export const change = (facts: Partial<Change>): Change => ({
  kind: "added",
  breaking: false,
  parameter: undefined,
  before: undefined,
  after: undefined,
  symbol: "water.Pump",
  symbolKind: "class",
  library: "water",
  version: "2.0",
  previous: "1.0",
  date: "2025-02-20",
  dateOrigin: "registry",
  replacement: null,
  evidence: [
    { source: "pypi:water", version: "2.0", url: "https://w.example/2.0/pump.html", quotation: "Pump()" },
  ],
  contradicting: [],
  members: [],
  ...facts,
});
