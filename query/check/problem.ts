import type { Position } from "../python/tree.js";
import type { CheckFinding } from "./finding.js";

/** What of a file, or of what pins its versions, could not be read. */
export interface CheckProblem {
  readonly file: string;
  /** One clause. */
  readonly reason: string;
  /** The file cannot be read, or is proved to be no program. Else it is a notice: what was not understood may be valid. */
  readonly isFailure: boolean;
  /** Where in it; null where it is the whole file. */
  readonly place: ProblemPlace | null;
}

/** As the place of a finding. */
export type ProblemPlace = Position & Pick<CheckFinding, "cell" | "fileLine">;
