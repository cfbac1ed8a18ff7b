import { util } from "apache-arrow";

let values: Float32Array | undefined;

/** Every half-precision number (IEEE 754 binary16) by its bits: to convert one takes longer than what is done with it. */
function halfPrecision(): Float32Array {
  values ??= Float32Array.from({ length: 1 << 16 }, (_, bits) => util.uint16ToFloat64(bits));
  return values;
}

/**
 * Inner product of each row with a vector.
 *
 * @param rows half-precision numbers as bits, row after row
 * @throws RangeError when the rows are not as wide as the vector
 */
export function innerProducts(rows: Uint16Array, vector: Float32Array): Float32Array {
  const width = vector.length;
  if (rows.length % width !== 0) throw new RangeError(`${rows.length} numbers are no rows of ${width}`);
  const value = halfPrecision();
  return Float32Array.from({ length: rows.length / width }, (_, row) => {
    let sum = 0;
    for (let at = 0; at < width; at += 1) {
      sum += (value[rows[row * width + at] ?? 0] ?? 0) * (vector[at] ?? 0);
    }
    return sum;
  });
}
