import type { SymbolLife } from "../../../query/history/life.js";
import { OPEN } from "../../../query/store/rows.js";

/** A symbol's row, a function of the first release unless it is told otherwise. */
export function life(name: string, facts: Partial<SymbolLife> = {}): SymbolLife {
  return {
    source: "pypi:water",
    name,
    aliases: [],
    bases: [],
    kind: "function",
    signature: `${name}()`,
    parameters: "[]",
    summary: "",
    deprecated: "",
    declaredSince: "",
    path: "water.py",
    title: name,
    anchor: name,
    since: "k1",
    until: OPEN,
    ...facts,
  };
}

/** The same in two releases: `k1` and `k2`. */
export const was = (name: string, facts: Partial<SymbolLife> = {}): SymbolLife =>
  life(name, { until: "k2", ...facts });
export const is = (name: string, facts: Partial<SymbolLife> = {}): SymbolLife =>
  life(name, { since: "k2", ...facts });
