import { z } from "zod";
import { KbError } from "./errors.js";
import { VERSION_SCHEMES } from "./version.js";
import { websiteFields } from "./website.js";

/** Source priority, best first (the order in which contradicting evidence is believed). */
export const SOURCE_PRIORITIES = [
  "framework-docs",
  "release-notes",
  "cloud-docs",
  "tool-docs",
  "paper",
] as const;
export type SourcePriority = (typeof SOURCE_PRIORITIES)[number];

const globs = z.array(z.string().min(1)).min(1);

/**
 * Where a citation points. Placeholders: `{version}`, `{minor}` (first two numbers), `{major}`, `{path}`,
 * `{stem}` (path without its file ending), `{anchor}`, `{object}` (title of an API document) and the source's
 * own values: `{tag}`, `{commit}`, `{package}`, `{file}`. A placeholder that has no value makes the template
 * unusable for that chunk; the next one is tried: `object` for API documents, then `page`.
 */
const urls = z.strictObject({
  page: z.string().min(1).optional(),
  object: z.string().min(1).optional(),
});

const common = {
  /** Unique within the corpus; by default the kind, with the package where there is one. */
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._:@/-]*$/i)
    .optional(),
  urls: urls.optional(),
  include: globs.optional(),
  exclude: globs.optional(),
  priority: z.enum(SOURCE_PRIORITIES).optional(),
};

const sourceDefinition = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("npm"), package: z.string().min(1), ...common }),
  z.strictObject({ kind: z.literal("pypi"), package: z.string().min(1), ...common }),
  z.strictObject({
    kind: z.literal("git"),
    repository: z.string().min(1),
    tag: z.string().includes("{version}").optional(),
    ...common,
  }),
  z.strictObject({
    kind: z.literal("directory"),
    path: z.string().min(1),
    releases: z
      .array(
        z.strictObject({
          version: z.string().min(1),
          date: z
            .string()
            .regex(/^\d{4}-\d{2}-\d{2}$/, "expected YYYY-MM-DD")
            .optional(),
        }),
      )
      .min(1)
      .optional(),
    ...common,
  }),
  z.strictObject({ kind: z.literal("website"), ...websiteFields, ...common }),
]);

const corpusDefinition = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "expected lower case letters, digits and hyphens"),
  name: z.string().min(1),
  /** Other names a user or a question may use: `sklearn`, `torch`, `tf`. */
  aliases: z.array(z.string().min(1)).default([]),
  /**
   * Those of its names that are words with another meaning as well (`ray`, `transformers`): where it is not indexed, a
   * question names it by them only as code does (`ray.init`, `transformers==5`) or spelt as `name` is.
   */
  ordinaryWords: z.array(z.string().min(1)).default([]),
  homepage: z.url(),
  licence: z.string().min(1).optional(),
  priority: z.enum(SOURCE_PRIORITIES).default("framework-docs"),
  versions: z.enum(VERSION_SCHEMES).default("pep440"),
  /** Packages whose pinned version in a user's project tells the version of this corpus. */
  packages: z
    .strictObject({ pypi: z.array(z.string()).default([]), npm: z.array(z.string()).default([]) })
    .default({ pypi: [], npm: [] }),
  sources: z.array(sourceDefinition).min(1, "expected at least one source"),
});

/** One framework's or tool's documentation as `kb` knows it. Data, not code. */
export type Corpus = z.output<typeof corpusDefinition>;
/** What an author of a corpus writes; everything with a default may be left out. */
export type CorpusDefinition = z.input<typeof corpusDefinition>;
export type SourceDefinition = Corpus["sources"][number];
export type WebsiteDefinition = Extract<SourceDefinition, { readonly kind: "website" }>;
export type UrlTemplates = z.output<typeof urls>;

/**
 * Checks a definition and fills in its defaults.
 *
 * @param origin file or place the definition came from, named in the error
 * @throws KbError CORPUS_INVALID naming origin, field and problem
 */
export function parseCorpus(definition: unknown, origin: string): Corpus {
  const result = corpusDefinition.safeParse(definition);
  if (!result.success) {
    const problems = result.error.issues.map(
      (issue) => `${issue.path.length > 0 ? issue.path.join(".") : "(top level)"}: ${issue.message}`,
    );
    throw new KbError(
      "CORPUS_INVALID",
      `${origin} is not a valid corpus definition: ${problems.join("; ")}`,
      {
        facts: { origin, problems },
        hint: "Compare it with the section “Adding a corpus” of the README.",
      },
    );
  }
  const ids = result.data.sources.map(sourceId);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw new KbError("CORPUS_INVALID", `${origin}: sources: two sources have the id "${twice}"`, {
      facts: { origin, id: twice },
      hint: 'Give one of them an "id" of its own.',
    });
  }
  return result.data;
}

/** The source's own id, or one made from what tells it apart. */
export function sourceId(source: SourceDefinition): string {
  if (source.id !== undefined) return source.id;
  return "package" in source ? `${source.kind}:${source.package}` : source.kind;
}
