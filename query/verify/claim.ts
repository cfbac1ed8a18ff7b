/** One statement of a claim that the index can be asked about. Names are as the claim writes them. */
export type ClaimPart =
  | { readonly kind: "exists"; readonly symbol: string; readonly exists: boolean }
  | (Guess & {
      readonly kind: "parameter";
      readonly symbol: string;
      readonly parameter: string;
      readonly has: boolean;
    })
  | {
      readonly kind: "member";
      readonly symbol: string;
      readonly member: string;
      /** method, attribute or property. */
      readonly what: string;
      readonly has: boolean;
    }
  | {
      readonly kind: "within";
      readonly symbol: string;
      /** Module or class in which it is said to be. */
      readonly place: string;
      /** class, function, … */
      readonly what: string | undefined;
    }
  | (Guess & {
      readonly kind: "default";
      readonly symbol: string;
      readonly parameter: string;
      /** Source text, as written. */
      readonly value: string;
    })
  | (Event & { readonly kind: "since" })
  | (Event & Guess & { readonly kind: "deprecated"; readonly instead: string | undefined })
  | (Event & { readonly kind: "removed" })
  | (Event & { readonly kind: "moved"; readonly to: string })
  | {
      readonly kind: "default-changed";
      readonly symbol: string;
      readonly parameter: string;
      readonly from: string | undefined;
      readonly to: string;
      readonly version: string | undefined;
    }
  | { readonly kind: "is"; readonly symbol: string; readonly what: string }
  | { readonly kind: "signature"; readonly symbol: string; readonly signature: string }
  /** Said in words alone. */
  | { readonly kind: "prose"; readonly text: string }
  /** About an API, in a form that is not understood or several things at once: words that fit would prove nothing. */
  | { readonly kind: "unread"; readonly text: string };

/** What is called a parameter may be a method or an attribute: the claim gives only the name. */
interface Guess {
  readonly isGuess?: true;
  /** It is said to be accepted or taken: a parameter, or a value. */
  readonly isTaken?: true;
}

/** The parts of one kind. */
export type PartOf<Kind extends ClaimPart["kind"]> = Extract<ClaimPart, { readonly kind: Kind }>;

/** Something that happened to an API, or to a parameter of one, in a release. */
interface Event {
  readonly symbol: string;
  readonly parameter: string | undefined;
  /** As far as the claim tells it: `2`, `2.0`, `2.0.1`. */
  readonly version: string | undefined;
}

/** A claim taken apart. */
export interface Claim {
  /** White space and signs that hide text removed, at most `LONGEST_CLAIM` characters. */
  readonly text: string;
  /** Id of the corpus that it names; undefined when it names none, or several. */
  readonly library: string | undefined;
  /** Another name that it gives a version to, when no indexed corpus goes by it: `TensorFlow` in `TensorFlow 2.16 …`. */
  readonly foreign: string | undefined;
  /** Release that it speaks of: `In scikit-learn 1.9 …`. Of an event's release see the part. */
  readonly version: string | undefined;
  readonly parts: readonly ClaimPart[];
  /** No word of it is left over: what contradicts a part contradicts the claim. */
  readonly isUnderstood: boolean;
}

export const LONGEST_CLAIM = 1_000;
