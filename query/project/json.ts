import { isTable, type Table } from "./finding.js";

/** A JSON object; anything else is a malformed project file. */
export function parseJson(text: string): Table {
  const value: unknown = JSON.parse(text);
  if (!isTable(value)) throw new Error("not a JSON object");
  return value;
}
