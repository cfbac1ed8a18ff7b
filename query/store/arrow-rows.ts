import { type Table as ArrowTable, type Vector as ArrowVector, DataType } from "apache-arrow";
import { innerProducts } from "./half-precision.js";

/** Inner product of each row's `vector` with another. */
export function similaritiesTo(vector: Float32Array, arrow: ArrowTable): Float32Array {
  const stored: unknown = arrow.getChild("vector")?.getChildAt(0)?.toArray();
  if (!(stored instanceof Uint16Array)) throw new Error("the rows have no vectors of half precision");
  return innerProducts(stored, vector);
}

/** The rows of an Arrow table as plain objects; lists become arrays. By columns: row views cost three times as much. */
export function records<Row>(arrow: ArrowTable): Row[] {
  const columns = arrow.schema.fields.map(({ name }, at) => ({
    name,
    values: valuesOf(arrow.getChildAt(at)),
  }));
  return Array.from({ length: arrow.numRows }, (_, index) => {
    const row: Record<string, unknown> = {};
    for (const { name, values } of columns) row[name] = values(index);
    return row as Row;
  });
}

/** A column's values by row. A list's items are read once for the whole column: a view for each row costs five times as much. */
function valuesOf(column: ArrowVector | null): (index: number) => unknown {
  if (column === null) return () => undefined;
  if (!DataType.isList(column.type)) return (index) => column.get(index) as unknown;
  const items: readonly unknown[] = [...(column.getChildAt(0) ?? [])];
  const lists: unknown[][] = [];
  let from = 0;
  for (const part of column.data) {
    for (let at = 0; at < part.length; at += 1) {
      lists.push(items.slice(from + (part.valueOffsets[at] ?? 0), from + (part.valueOffsets[at + 1] ?? 0)));
    }
    from += part.children[0]?.length ?? 0;
  }
  return (index) => lists[index];
}
