import type { Refusal } from "./fetched.js";

/** Thrown inside the fetcher where a rule of ours or of the site's ends the reading of a page. */
export class RefusedError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal, reason: string) {
    super(reason);
    this.name = "RefusedError";
    this.refusal = refusal;
  }
}
