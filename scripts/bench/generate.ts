import { type Random, randomOf } from "./random.js";
import {
  ADJECTIVES,
  DEFAULTS,
  MODULES,
  NOUNS,
  PREFIXES,
  QUALITIES,
  ROLES,
  THINGS,
  TYPES,
  VERBS,
} from "./vocabulary.js";

/** Documentation of a library that does not exist. Equal specifications give equal pages, byte for byte. */
export interface GeneratedLibrary {
  readonly id: string;
  /** Pages of the first release; each further one adds a fiftieth. */
  readonly pages: number;
}

export interface GeneratedPage {
  readonly path: string;
  readonly text: string;
}

/** Releases there are, oldest first, with the day each came out. */
export const GENERATED_RELEASES = [
  { version: "1.0.0", date: "2026-01-12" },
  { version: "1.1.0", date: "2026-05-04" },
] as const;

/** A day shortly after the newest release, when its changes are recent. */
export const GENERATED_TODAY = "2026-06-01";

/** Chunks that a page gives on average, to choose a number of pages by. */
export const CHUNKS_PER_PAGE = 10.5;

/** Share of a release's sections that the release before it does not have word for word. */
const CHANGED = 0.1;

/** Pages of a release, counted from 0. Two in five are guides, two API reference, one source code. */
export function* generatePages(library: GeneratedLibrary, release: number): Generator<GeneratedPage> {
  const count = Math.round(library.pages * (1 + release / 50));
  for (let page = 0; page < count; page += 1) {
    const section = (index: number | string): Voice =>
      voiceOf(
        library.id,
        page,
        randomOf(library.id, page, index, revision(library.id, page, index, release)),
      );
    const name = classOf(library, page);
    if (page % 5 < 2) yield { path: `guide/topic-${page}.md`, text: guide(section, name, page) };
    else if (page % 5 < 4) yield { path: `reference/${name}.rst`, text: reference(section, name) };
    else
      yield {
        path: `${name.split(".").slice(0, -1).join("/")}/module_${page}.py`,
        text: source(section, name),
      };
  }
}

/** A source of words with a subject. */
interface Voice extends Random {
  noun(): string;
}

/** Most nouns of a page are its subject's, which few other pages share; the rest are everybody's. */
function voiceOf(id: string, page: number, random: Random): Voice {
  const chooser = randomOf(id, page, "subject");
  const own = (): string => {
    const noun = NOUNS[chooser.whole(0, NOUNS.length - 1)] ?? "";
    return chooser.next() < 0.7 ? `${PREFIXES[chooser.whole(0, PREFIXES.length - 1)]}${noun}` : noun;
  };
  const subject: readonly [string, ...string[]] = [own(), ...Array.from({ length: 11 }, own)];
  return { ...random, noun: () => random.pick(random.next() < 0.6 ? subject : NOUNS) };
}

/** A section keeps its text until a release changes it. */
function revision(id: string, page: number, section: number | string, release: number): number {
  for (let at = release; at > 0; at -= 1) {
    if (randomOf(id, page, section, "revised", at).next() < CHANGED) return at;
  }
  return 0;
}

/** Questions as people ask them: half name an API, half describe a task. */
export function generateQuestion(library: GeneratedLibrary, index: number): string {
  const plain = randomOf(library.id, "question", index);
  const page = plain.whole(0, library.pages - 1);
  const random = voiceOf(library.id, page, plain);
  const name = classOf(library, page);
  const method = methodOf(random);
  switch (index % 4) {
    case 0:
      return `What is the default of ${parameterOf(random)} in ${name}?`;
    case 1:
      return `How do I ${random.pick(VERBS)} the ${random.pick(ADJECTIVES)} ${random.noun()} of a ${random.noun()}?`;
    case 2:
      return `${name.split(".").at(-1)}.${method} raises an error about the ${random.noun()} ${random.noun()}`;
    default:
      return `${random.pick(VERBS)} ${random.noun()} with ${random.pick(ADJECTIVES)} ${random.noun()} and ${random.noun()}`;
  }
}

function classOf({ id }: GeneratedLibrary, page: number): string {
  const at = (items: readonly string[], index: number): string => items[index % items.length] ?? "";
  const quality = at(QUALITIES, page);
  const thing = at(THINGS, Math.floor(page / QUALITIES.length) + page * 7);
  const role = at(ROLES, Math.floor(page / (QUALITIES.length * THINGS.length)) + page);
  return `${id.replaceAll("-", "_")}.${at(MODULES, page)}.${quality}${thing}${role}`;
}

const methodOf = (random: Voice): string => `${random.pick(VERBS)}_${random.noun()}`;
const parameterOf = (random: Voice): string =>
  random.next() < 0.5 ? `n_${random.noun()}` : `${random.noun()}_${random.noun()}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function sentence(random: Voice): string {
  const [a, b, c] = [random.noun(), random.noun(), random.noun()];
  const verb = random.pick(VERBS);
  const quality = random.pick(ADJECTIVES);
  const forms = [
    `The ${quality} ${a} is needed to ${verb} every ${b} before the ${c} is read again.`,
    `When \`${parameterOf(random)}\` is set, each ${a} will ${verb} its ${b} on the same ${c}.`,
    `Larger values ${verb} more of the ${a}, at the price of a ${quality} ${b}.`,
    `If no ${a} is given, a ${quality} ${b} with ${random.whole(2, 512)} entries takes the place of the ${c}.`,
    `Call \`${methodOf(random)}\` once the ${a} and the ${b} agree, or the ${c} stays ${quality}.`,
    `It does not ${verb} the ${a}; for that, see the section about the ${quality} ${b}.`,
  ];
  return forms[random.whole(0, forms.length - 1)] ?? "";
}

const paragraph = (random: Voice, least: number, most: number): string =>
  Array.from({ length: random.whole(least, most) }, () => sentence(random)).join(" ");

interface Argument {
  readonly name: string;
  readonly type: string;
  readonly fallback: string;
}

function argumentsOf(random: Voice): readonly Argument[] {
  const found = new Map<string, Argument>();
  for (let left = random.whole(2, 6); left > 0; left -= 1) {
    const name = parameterOf(random);
    found.set(name, { name, type: random.pick(TYPES), fallback: random.pick(DEFAULTS) });
  }
  return [...found.values()];
}

const listed = (all: readonly Argument[]): string =>
  all.map(({ name, fallback }) => `${name}=${fallback}`).join(", ");

const title = (random: Voice): string =>
  capital(`${random.pick(VERBS)} the ${random.pick(ADJECTIVES)} ${random.noun()}`);

function example(random: Voice, name: string): string {
  const [module = "", leaf = ""] = [name.slice(0, name.lastIndexOf(".")), name.split(".").at(-1)];
  const variable = random.noun();
  return [
    `from ${module} import ${leaf}`,
    `${variable} = ${leaf}(${listed(argumentsOf(random))})`,
    `for ${random.noun()} in range(${random.whole(2, 64)}):`,
    `    result = ${variable}.${methodOf(random)}(batch, ${parameterOf(random)}=${random.pick(DEFAULTS)})`,
    `    print(result.${random.noun()}, result.${random.noun()})`,
  ].join("\n");
}

type SectionOf = (index: number | string) => Voice;

function guide(section: SectionOf, name: string, page: number): string {
  const shape = section("shape");
  const parts = [`# ${title(shape)} (${page})\n\n${paragraph(shape, 2, 4)}`];
  for (let index = shape.whole(5, 9); index > 0; index -= 1) {
    const random = section(index);
    const code =
      random.next() < 0.6 ? `\n\nFor example:\n\n\`\`\`python\n${example(random, name)}\n\`\`\`` : "";
    const note = random.next() < 0.2 ? `\n\n> **Note:** ${sentence(random)}` : "";
    parts.push(
      `## ${title(random)}\n\n${paragraph(random, 3, 9)}${code}${note}\n\n${paragraph(random, 1, 4)}`,
    );
  }
  return `${parts.join("\n\n")}\n`;
}

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, " ".repeat(by));

const fieldList = (random: Voice, all: readonly Argument[]): string =>
  all
    .map(
      ({ name, type, fallback }) =>
        `:param ${name}: ${sentence(random)} Default: ${fallback}.\n:type ${name}: ${type}`,
    )
    .join("\n");

function reference(section: SectionOf, name: string): string {
  const shape = section("shape");
  const own = argumentsOf(shape);
  const leaf = name.split(".").at(-1) ?? name;
  const parts = [
    `${leaf}\n${"=".repeat(leaf.length)}`,
    `.. py:class:: ${name}(${listed(own)})`,
    indented(`${paragraph(shape, 2, 5)}\n\n${fieldList(shape, own)}`, 3),
  ];
  for (let index = shape.whole(4, 9); index > 0; index -= 1) {
    const random = section(index);
    const all = argumentsOf(random);
    const code = random.next() < 0.4 ? `\n\nExample::\n\n${indented(example(random, name), 4)}` : "";
    parts.push(
      indented(`.. py:method:: ${methodOf(random)}_${index}(${listed(all)})`, 3),
      indented(`${paragraph(random, 1, 5)}\n\n${fieldList(random, all)}${code}`, 6),
    );
  }
  return `${parts.join("\n\n")}\n`;
}

function source(section: SectionOf, name: string): string {
  const shape = section("shape");
  const leaf = name.split(".").at(-1) ?? name;
  const block = (random: Voice, all: readonly Argument[], by: number): string =>
    indented(
      `"""${sentence(random)}\n\n${paragraph(random, 1, 4)}\n\nParameters\n----------\n${all
        .map((one) => `${one.name} : ${one.type}, default=${one.fallback}\n    ${sentence(random)}`)
        .join("\n")}\n"""`,
      by,
    );
  const own = argumentsOf(shape);
  const parts = [
    `"""${sentence(shape)}"""\n\n__all__ = ["${leaf}"]`,
    `class ${leaf}:\n${block(shape, own, 4)}\n\n    def __init__(self, ${listed(own)}):\n        self.ready = False`,
  ];
  for (let index = shape.whole(4, 9); index > 0; index -= 1) {
    const random = section(index);
    const all = argumentsOf(random);
    parts.push(
      `    def ${methodOf(random)}_${index}(self, ${listed(all)}):\n${block(random, all, 8)}\n        return self`,
    );
  }
  return `${parts.join("\n\n")}\n`;
}
