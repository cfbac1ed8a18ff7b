/** Names that a phrase gives, when the whole of it is understood. */
export interface ParameterReference {
  /** The API whose they are. */
  readonly symbol: string;
  readonly parameters: readonly string[];
  /** Nothing says that they are parameters: they may be methods or attributes. */
  readonly isGuess: boolean;
}

const NAME = "[`“\"']?([A-Za-z_]\\w*)(?:\\(\\))?[`”\"']?";
const DOTTED = "[`“\"']?((?:@[\\w-]+\\/)?[A-Za-z_][\\w-]*(?:(?:\\.|::)[A-Za-z_]\\w*)*)(?:\\(\\))?[`”\"']?";
const LISTED = "(?:an?\\s+|the\\s+)?[`“\"']?[A-Za-z_]\\w*[`”\"']?";
/** `a`, `a and b`, `a, b and c`. */
const LIST = `(${LISTED}(?:(?:\\s*,\\s*(?:and\\s+)?|\\s+and\\s+)${LISTED})*)`;
const PARAMETERS = String.raw`(?:keyword\s+)?(?:parameter|argument|keyword|kwarg|option|param)s?`;
const CALLABLE = "(?:class|function|method|estimator|constructor)";

/** Words that stand where a name could, and are none. */
const NO_NAME = new RegExp(
  `^(?:an?|the|it|its|this|that|there|which|what|whose|new|no|not|all|any|some|one|only|both|also|in|of|for|to|by|as|with|from|is|was|are|has|have|and|or|but|since|default|defaults|values?|signature|version|release|optional|required|deprecated|removed|renamed|class|function|method|module|property|attribute|enum|interface|${PARAMETERS})$`,
  "i",
);

/** Whether a word where a name could stand is one. */
export const isName = (word: string): boolean => !NO_NAME.test(word);

/** An API in the ways that a sentence names one: `KMeans`, `the KMeans class`, `the fit method of KMeans`. */
export function readApi(phrase: string): string | undefined {
  for (const { form, nameOf } of API_FORMS) {
    const found = form.exec(phrase);
    const names = (found?.slice(1) ?? []).filter((name) => name !== undefined);
    if (found && names.every(isName)) return nameOf(names);
  }
  return undefined;
}

const API_FORMS: readonly {
  readonly form: RegExp;
  readonly nameOf: (names: readonly string[]) => string;
}[] = [
  {
    form: whole(`(?:the\\s+)?(?:${CALLABLE}\\s+)?${DOTTED}(?:\\s+${CALLABLE})?`),
    nameOf: ([name = ""]) => name,
  },
  {
    form: whole(
      `(?:the\\s+)?(?:${NAME}\\s+method|method\\s+${NAME})\\s+of\\s+(?:the\\s+)?${DOTTED}(?:\\s+class)?`,
    ),
    nameOf: ([method = "", owner = ""]) => `${owner}.${method}`,
  },
  {
    form: whole(`(?:the\\s+)?${DOTTED}['’]s\\s+${NAME}\\s+method`),
    nameOf: ([owner = "", method = ""]) => `${owner}.${method}`,
  },
];

/** Parameters with the API whose they are: `the tol parameter of SVC`, `SVC's tol`, `tol and C of SVC`. */
export function readParameters(phrase: string): ParameterReference | undefined {
  for (const { form, isOwnerFirst, isGuess } of REFERENCES) {
    const [, first = "", second = ""] = form.exec(phrase) ?? [];
    const symbol = readApi(isOwnerFirst ? first : second);
    const parameters = readList(isOwnerFirst ? second : first);
    if (symbol !== undefined && parameters !== undefined) return { symbol, parameters, isGuess };
  }
  return undefined;
}

const REFERENCES = [
  reference(`(?:the\\s+)?${LIST}\\s+${PARAMETERS}\\s+(?:of|in|for)\\s+(.+)`),
  reference(`(?:the\\s+)?${PARAMETERS}\\s+${LIST}\\s+(?:of|in|for)\\s+(.+)`),
  reference(`(.+)['’]s\\s+${LIST}\\s+${PARAMETERS}`, { isOwnerFirst: true }),
  reference(`(?:the\\s+)?${LIST}\\s+(?:of|in|for)\\s+(.+)`, { isGuess: true }),
  reference(`(.+)['’]s\\s+${LIST}`, { isOwnerFirst: true, isGuess: true }),
  reference(`(.+?)\\s+${LIST}\\s+${PARAMETERS}`, { isOwnerFirst: true }),
  reference(`(\\S+)\\s+${NAME}`, { isOwnerFirst: true, isGuess: true }),
];

/** What an API is said to have: `an n_init parameter`, `the parameters a and b`, `n_clusters`. */
export function readPossession(phrase: string): Omit<ParameterReference, "symbol"> | undefined {
  for (const { form, isGuess } of POSSESSIONS) {
    const parameters = readList(form.exec(phrase)?.[1] ?? "");
    if (parameters !== undefined) return { parameters, isGuess };
  }
  return undefined;
}

const POSSESSIONS = [
  { form: whole(`${LIST}\\s+${PARAMETERS}`), isGuess: false },
  {
    form: whole(`(?:an?\\s+|the\\s+)?${PARAMETERS}\\s+(?:(?:called|named)\\s+)?${LIST}`),
    isGuess: false,
  },
  { form: whole(LIST), isGuess: true },
];

/** `a`, `a and b`, `a, b and c`: undefined unless all of them are names. */
export function readList(list: string): readonly string[] | undefined {
  const names = list
    .split(/\s*,\s*(?:and\s+)?|\s+and\s+/)
    .map((name) => name.replace(/^(?:an?|the)\s+/i, "").replace(/^[`“"']|[`”"']$/g, ""));
  return names.every((name) => /^[A-Za-z_]\w*$/.test(name) && isName(name)) ? names : undefined;
}

interface ReferenceForm {
  readonly form: RegExp;
  readonly isOwnerFirst: boolean;
  readonly isGuess: boolean;
}

function reference(
  pattern: string,
  { isOwnerFirst = false, isGuess = false }: Partial<Omit<ReferenceForm, "form">> = {},
): ReferenceForm {
  return { form: whole(pattern), isOwnerFirst, isGuess };
}

function whole(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`, "i");
}
