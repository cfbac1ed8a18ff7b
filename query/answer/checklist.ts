import type { MissingApi } from "../confidence/missing-api.js";
import type { QueryResult } from "../result.js";
import { type UnknownAge, unknownAges } from "./age.js";
import { entryOf } from "./api-statements.js";
import type { QuestionKind } from "./question-kind.js";
import type { Statement } from "./statement.js";
import type { Material, Subject } from "./subjects.js";

/** One line of the verification checklist. */
export interface Check {
  readonly what: "apis" | "version" | "recent changes" | "sources" | "not verified";
  /** Null: there was nothing to check, or it could not be checked. */
  readonly passed: boolean | null;
  /** What was found, in words. */
  readonly found: string;
}

export interface Findings {
  readonly kind: QuestionKind;
  readonly subjects: readonly Subject[];
  readonly statements: readonly Statement[];
  readonly unknown: readonly MissingApi[];
  /** APIs that the answer is about or quotes, whose changes were looked for. */
  readonly touched: ReadonlySet<string>;
  readonly material: Material;
}

/** What was verified, and what was not: the last lines say what a reader has to check alone. */
export function checklist(result: QueryResult, findings: Findings): readonly Check[] {
  return [
    apis(result, findings),
    version(result),
    ...(findings.touched.size > 0 ? [recent(result)] : []),
    sources(findings),
    ...notVerified(findings).map((found): Check => ({ what: "not verified", passed: null, found })),
  ];
}

function apis({ libraryName, version: release }: QueryResult, { subjects, unknown }: Findings): Check {
  const there = subjects.map(({ name, asked }) =>
    asked.length > 0 ? `${name} (${asked.join(", ")})` : name,
  );
  if (unknown.length > 0) {
    const names = unknown.map(({ name, of }) => (of ? `${name} of ${of}` : name));
    const found = `not in ${libraryName} ${release}: ${names.join(", ")}`;
    return {
      what: "apis",
      passed: false,
      found: there.length > 0 ? `${found}; there: ${there.join(", ")}` : found,
    };
  }
  return there.length > 0
    ? { what: "apis", passed: true, found: `in ${libraryName} ${release}: ${there.join(", ")}` }
    : { what: "apis", passed: null, found: "the question names no API" };
}

function version({ libraryName, version: release, versionFrom }: QueryResult): Check {
  const how = {
    asked: "as asked",
    question: "as the question says",
    project: "from the project",
    newest: "the newest stable one indexed; no version was given",
  }[versionFrom];
  return { what: "version", passed: true, found: `${libraryName} ${release}, ${how}` };
}

function recent({ recent: { from, to, undated }, indexed }: QueryResult): Check {
  const what = "recent changes";
  if (undated.length === indexed.length)
    return { what, passed: null, found: "no indexed release has a date" };
  const unknown = undated.length === 0 ? "" : `; without a date: ${undated.join(", ")}`;
  return { what, passed: true, found: `${from} to ${to}, indexed releases${unknown}` };
}

function sources({ statements }: Findings): Check {
  const quoted = statements.filter(({ quotation }) => quotation !== null).length;
  const facts = statements.length - quoted;
  if (statements.length === 0) return { what: "sources", passed: null, found: "nothing is stated" };
  const read = facts === 0 ? "" : `, ${facts} read off signatures and releases`;
  return {
    what: "sources",
    passed: true,
    found: `every statement cites one: ${quoted} quoted word for word${read}`,
  };
}

function notVerified({ kind, subjects, statements, material }: Findings): readonly string[] {
  const silent = subjects.flatMap(({ asked, blocks, name }) =>
    asked.filter((parameter) => !entryOf(blocks, parameter)).map((parameter) => `${parameter} of ${name}`),
  );
  const ages = kind === "since-when" ? unknownAges(subjects, statements, material) : [];
  const unsure = (wanted: UnknownAge["from"]) => ages.filter(({ from }) => from === wanted);
  return [
    ...(silent.length > 0 ? [`no description was found of ${silent.join(", ")}`] : []),
    ...unsure("oldest").map(({ name }) => `when ${name} came: nothing before ${oldest(material)} is indexed`),
    ...unsure("listed").map(({ name }) => `when ${name} came: an API reference may leave out what is there`),
    ...(statements.some(({ role }) => role === "code") ? ["examples are quoted, not run"] : []),
    ...(kind === "difference" && subjects.length < 2
      ? ["the question does not name two APIs of this release"]
      : []),
  ];
}

const oldest = ({ corpus }: Material): string =>
  Object.values(corpus.state.sources)[0]?.releases[0]?.version ?? corpus.state.name;
