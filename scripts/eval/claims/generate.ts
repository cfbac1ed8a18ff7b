import type { Change } from "../../../query/history/change.js";
import { readSignature } from "../../../query/history/signature.js";
import { isSameValue } from "../../../query/verify/check-values.js";
import { fitOf } from "../../../query/verify/timing.js";
import type { IndexedSymbols, PublicSymbol } from "../confidence/index-symbols.js";
import type { Draw } from "../confidence/random.js";

/** What a generated claim says. */
export const CLAIM_SETS = [
  "exists",
  "is a",
  "parameter",
  "no parameter",
  "default",
  "signature",
  "since",
  "removed",
  "parameter removed",
  "default changed",
  "deprecated",
  "words",
] as const;

/** A claim of which it is known whether it is true. */
export interface GeneratedClaim {
  readonly set: (typeof CLAIM_SETS)[number];
  readonly text: string;
  readonly isTrue: boolean;
  readonly library: string;
  /** Asked with it; undefined where the claim says it itself. */
  readonly version: string | undefined;
}

type Pair = Pick<GeneratedClaim, "set" | "text" | "isTrue">;

/** True and false claims about the APIs of one release. */
export function claimsOfRelease(known: IndexedSymbols, count: number, draw: Draw): readonly GeneratedClaim[] {
  const { library, release, symbols } = known;
  const documented = symbols.filter(({ summary }) => summary !== "");
  return draw
    .some(documented, count)
    .flatMap((symbol): readonly Pair[] => [
      ...presenceClaims(symbol, known, draw),
      ...parameterClaims(symbol, known, draw),
      ...defaultClaims(symbol, known, draw),
      ...signatureClaims(symbol, draw),
    ])
    .map((pair) => ({ ...pair, library, version: release.version }));
}

function presenceClaims(
  { name, kind }: PublicSymbol,
  { names }: IndexedSymbols,
  draw: Draw,
): readonly Pair[] {
  const invented = `${name}${draw.one(["Plus", "_fast", "2x", "Lite"])}`;
  const other = kind === "class" ? "function" : "class";
  return [
    { set: "exists", text: `${name} exists`, isTrue: true },
    ...(names.has(invented.toLowerCase())
      ? []
      : [
          {
            set: "exists" as const,
            text: draw.one([`${invented} exists`, `There is ${invented}`]),
            isTrue: false,
          },
        ]),
    { set: "is a", text: `${name} is a ${kind}`, isTrue: true },
    { set: "is a", text: `${name} is a ${other}`, isTrue: false },
  ];
}

function parameterClaims(symbol: PublicSymbol, { symbols }: IndexedSymbols, draw: Draw): readonly Pair[] {
  const { name, parameters, takesAny, signature } = symbol;
  const has = [
    (parameter: string) => `${name} has a ${parameter} parameter`,
    (parameter: string) => `${name} accepts the ${parameter} argument`,
    (parameter: string) => `${parameter} is a parameter of ${name}`,
  ];
  const hasNot = [
    (parameter: string) => `${name} has no ${parameter} parameter`,
    (parameter: string) => `${name} does not accept a ${parameter} argument`,
  ];
  const [other] = draw.some(
    symbols.filter((each) => each.parameters.length > 0),
    1,
  );
  const foreign = other === undefined ? "bogus" : draw.one(other.parameters).name;
  const isFree = !takesAny && !signature.includes(foreign);
  return [
    ...draw.some(parameters, 1).flatMap((parameter): readonly Pair[] => [
      { set: "parameter", text: draw.one(has)(parameter.name), isTrue: true },
      { set: "no parameter", text: draw.one(hasNot)(parameter.name), isTrue: false },
    ]),
    ...(isFree
      ? [
          { set: "parameter" as const, text: draw.one(has)(foreign), isTrue: false },
          { set: "no parameter" as const, text: draw.one(hasNot)(foreign), isTrue: true },
        ]
      : []),
  ];
}

const DEFAULT_FORMS: readonly ((name: string, parameter: string, value: string) => string)[] = [
  (name, parameter, value) => `the default of ${parameter} in ${name} is ${value}`,
  (name, parameter, value) => `${parameter} defaults to ${value} in ${name}`,
  (name, parameter, value) => `the default value of the ${parameter} argument of ${name} is ${value}`,
  (name, parameter, value) => `in ${name}, ${parameter} is ${value} by default`,
];

function defaultClaims(
  { name, parameters }: PublicSymbol,
  { symbols }: IndexedSymbols,
  draw: Draw,
): readonly Pair[] {
  const [parameter] = draw.some(
    parameters.filter((each) => isPlain(each.default)),
    1,
  );
  if (parameter?.default === undefined) return [];
  const real = parameter.default;
  const values = symbols.flatMap((each) => each.parameters.flatMap((own) => own.default ?? []));
  const wrong = draw
    .some(values.filter(isPlain), 20)
    .find((value) => !isSameValue(value, real) && !isSameValue(real, value));
  const form = draw.one(DEFAULT_FORMS);
  return [
    { set: "default", text: form(name, parameter.name, real), isTrue: true },
    ...(wrong === undefined
      ? []
      : [{ set: "default" as const, text: form(name, parameter.name, wrong), isTrue: false }]),
  ];
}

/** A value that a person would write in a sentence. */
const isPlain = (value: string | undefined): value is string =>
  value !== undefined && /^(?:-?[\d.]+(?:e-?\d+)?|True|False|None|["'][\w-]+["'])$/.test(value);

function signatureClaims({ name, signature, leaf }: PublicSymbol, draw: Draw): readonly Pair[] {
  const list = readSignature(signature, name).parameters;
  if (list === undefined || signature.includes("\n") || list.length === 0 || list.length > 200) return [];
  const changed = draw.one([`${list}, verbose_level=3`, list.replace(/^[^,]*,?\s*/, "")]);
  return [
    { set: "signature", text: `the signature of ${name} is ${leaf}(${list})`, isTrue: true },
    { set: "signature", text: `the signature of ${name} is ${leaf}(${changed})`, isTrue: false },
  ];
}

/** True and false claims about what happened between releases. The true ones say no more than the releases prove. */
export function claimsOfChanges(
  changes: readonly Change[],
  name: string,
  count: number,
  draw: Draw,
): readonly GeneratedClaim[] {
  return draw.some(changes.filter(isClear), count).flatMap((change): readonly GeneratedClaim[] => {
    const { library, version, previous, symbol } = change;
    const proved = [major(version), series(version)].find(
      (claimed) => fitOf(claimed, previous, version) === "fits",
    );
    const wrong = draw.one([series(previous), `${Number(major(version)) + 1}.0`]);
    const place = { library, version: undefined };
    const both = (
      set: GeneratedClaim["set"],
      text: (release: string) => string,
    ): readonly GeneratedClaim[] => [
      ...(proved === undefined ? [] : [{ ...place, set, text: text(proved), isTrue: true }]),
      { ...place, set, text: text(wrong), isTrue: false },
    ];
    const parameter = change.parameter ?? "";
    switch (change.kind) {
      case "added":
        return both("since", (release) => `${symbol} was added in ${name} ${release}`);
      case "parameter-added":
        return both("since", (release) => `${symbol} has a ${parameter} argument since ${release}`);
      case "removed":
        return both("removed", (release) => `${symbol} was removed in ${name} ${release}`);
      case "parameter-removed":
        return both(
          "parameter removed",
          (release) => `the ${parameter} parameter of ${symbol} was removed in ${name} ${release}`,
        );
      case "deprecated":
        return change.parameter === undefined
          ? [{ ...place, set: "deprecated", text: `${symbol} is deprecated`, isTrue: true }]
          : [
              {
                ...place,
                set: "deprecated",
                text: `the ${parameter} parameter of ${symbol} is deprecated`,
                isTrue: true,
              },
            ];
      case "default-changed": {
        const { before, after } = change;
        if (!isPlain(before) || !isPlain(after)) return [];
        const text = (from: string, to: string) =>
          `the default of ${parameter} in ${symbol} changed from ${from} to ${to}`;
        return [
          { ...place, set: "default changed", text: text(before, after), isTrue: true },
          { ...place, set: "default changed", text: text(after, before), isTrue: false },
        ];
      }
      default:
        return [];
    }
  });
}

const isClear = ({ contradicting }: Change): boolean => contradicting.length === 0;

const major = (version: string): string => version.split(".")[0] ?? version;
const series = (version: string): string => version.split(".").slice(0, 2).join(".");

/** Sentences of the documentation, and the same with one word of another sentence in place of its own. */
export function claimsInWords(
  sentences: readonly string[],
  { library, release }: IndexedSymbols,
  count: number,
  draw: Draw,
): readonly GeneratedClaim[] {
  const plain = sentences.filter(
    (sentence) => /^[A-Z][\w ,'-]{40,140}\.$/.test(sentence) && !/\b(?:it|this|these|they)\b/i.test(sentence),
  );
  return draw.some(plain, count).flatMap((sentence): readonly GeneratedClaim[] => {
    const words = sentence.split(" ");
    const telling = words.filter((word) => /^[a-z]{5,}$/.test(word));
    const [own] = draw.some(telling, 1);
    const other = draw.one(
      draw
        .one(plain)
        .split(" ")
        .filter((word) => /^[a-z]{5,}$/.test(word) && !sentence.includes(word.slice(0, 4)))
        .concat("seventeen"),
    );
    const place = { set: "words" as const, library, version: release.version };
    return [
      { ...place, text: sentence, isTrue: true },
      ...(own === undefined ? [] : [{ ...place, text: sentence.replace(own, other), isTrue: false }]),
    ];
  });
}
