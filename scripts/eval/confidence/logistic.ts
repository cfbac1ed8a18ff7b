/** One row of a fit. */
export interface Example {
  readonly signals: readonly number[];
  readonly right: boolean;
}

export interface Fit {
  readonly intercept: number;
  readonly weights: readonly number[];
  /** Newton steps taken. */
  readonly steps: number;
}

/** Newton steps at most, and the change of the largest coefficient at which the fit is done. */
const MOST_STEPS = 50;
const DONE = 1e-8;

/**
 * Logistic regression with a ridge penalty on the weights, not on the intercept, by iteratively reweighted least
 * squares (Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 4.4.1). The same rows give the same
 * fit. Signals of which one is a combination of others do no harm: the penalty makes the solution unique.
 *
 * @param ridge of the sum of squared weights, in log-likelihood; above 0
 */
export function fitLogistic(rows: readonly Example[], ridge: number): Fit {
  const size = (rows[0]?.signals.length ?? 0) + 1;
  const inputs = rows.map(({ signals }) => [1, ...signals]);
  let beta = new Array<number>(size).fill(0);
  for (let steps = 1; ; steps += 1) {
    const gradient = beta.map((value, at) => (at === 0 ? 0 : -2 * ridge * value));
    const hessian = beta.map((_, row) =>
      beta.map((__, column) => (row === column && row > 0 ? 2 * ridge : 0)),
    );
    inputs.forEach((input, index) => {
      const probability = sigmoid(dot(beta, input));
      const error = (rows[index]?.right ? 1 : 0) - probability;
      const weight = probability * (1 - probability);
      input.forEach((value, row) => {
        gradient[row] = (gradient[row] ?? 0) + error * value;
        const line = hessian[row] ?? [];
        if (value !== 0) {
          input.forEach((other, column) => {
            line[column] = (line[column] ?? 0) + weight * value * other;
          });
        }
      });
    });
    const step = solve(hessian, gradient);
    beta = beta.map((value, at) => value + (step[at] ?? 0));
    const largest = Math.max(...step.map(Math.abs));
    if (largest < DONE || steps === MOST_STEPS) {
      const [intercept = 0, ...weights] = beta;
      return { intercept, weights, steps };
    }
  }
}

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

/** Gaussian elimination with partial pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  const size = rows.length;
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1) {
      if (Math.abs(at(row, column)) > Math.abs(at(pivot, column))) pivot = row;
    }
    const held = rows[column] ?? [];
    rows[column] = rows[pivot] ?? [];
    rows[pivot] = held;
    const head = at(column, column);
    if (head === 0)
      throw new Error("the fit has no single solution: a signal never varies and nothing penalises it");
    for (let row = column + 1; row < size; row += 1) {
      const factor = at(row, column) / head;
      rows[row] = (rows[row] ?? []).map((value, place) => value - factor * at(column, place));
    }
  }
  const solved = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row -= 1) {
    const known = solved.reduce(
      (sum, value, column) => (column > row ? sum + value * at(row, column) : sum),
      0,
    );
    solved[row] = (at(row, size) - known) / at(row, row);
  }
  return solved;
}
