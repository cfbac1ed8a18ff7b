import { z } from "zod";

/** One release as a site's list of versions names it. */
export interface ListedVersion {
  /** As written: `1.4`, `v2.6.1`, `stable`, `1.7 (stable)`. */
  readonly label: string;
  /** Where it stands, where the list says. */
  readonly address: string | undefined;
}

const pydataEntry = z.object({
  version: z.string(),
  name: z.string().optional(),
  url: z.string().optional(),
  title: z.string().optional(),
});
const readTheDocsEntry = z.object({
  slug: z.string(),
  urls: z.object({ documentation: z.string().optional() }).optional(),
});

/** Each shape that lists of versions have, with how to read it. */
const SHAPES = [
  /** `switcher.json` of the PyData theme (with `url`), `versions.json` of mike (with `title` and `aliases`). */
  z
    .array(pydataEntry)
    .transform((list) => list.map(({ version, url }) => ({ label: version, address: url }))),
  /** Docusaurus' `versions.json`. */
  z.array(z.string()).transform((list) => list.map((label) => ({ label, address: undefined }))),
  /** `{ "versions": [...] }` around any of the two. */
  z
    .object({ versions: z.array(z.union([z.string(), pydataEntry])) })
    .transform(({ versions }) =>
      versions.map((entry) =>
        typeof entry === "string"
          ? { label: entry, address: undefined }
          : { label: entry.version, address: entry.url },
      ),
    ),
  /** Read the Docs, addons. */
  z
    .object({ versions: z.object({ active: z.array(readTheDocsEntry) }) })
    .transform(({ versions }) =>
      versions.active.map(({ slug, urls }) => ({ label: slug, address: urls?.documentation })),
    ),
  /** Read the Docs, API 3. */
  z
    .object({ results: z.array(readTheDocsEntry) })
    .transform(({ results }) =>
      results.map(({ slug, urls }) => ({ label: slug, address: urls?.documentation })),
    ),
  /** Read the Docs, what older pages carry: `[["latest", "/en/latest/"], …]`. */
  z
    .object({ versions: z.array(z.tuple([z.string(), z.string()])) })
    .transform(({ versions }) => versions.map(([label, address]) => ({ label, address }))),
] as const;

/** Reads a list of versions of any known shape; undefined when it has none of them. */
export function parseVersionList(text: string): readonly ListedVersion[] | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  for (const shape of SHAPES) {
    const read = shape.safeParse(json);
    if (read.success) return read.data;
  }
  return undefined;
}
