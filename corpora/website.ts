import { z } from "zod";

const PLACEHOLDER = /\{(\w*)\}/g;
const PLACEHOLDERS: readonly string[] = ["version", "minor", "major"];

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "expected YYYY-MM-DD");
const address = z.url({ protocol: /^https?$/, error: "expected an http or https address" });
const host = z
  .string()
  .regex(/^[a-z0-9.:[\]-]+$/i, "expected a host name or address, without scheme or path");
/** Relative to the base address of a release. */
const inside = z.string().refine((path) => !/^([a-z]+:|\/)/i.test(path), "expected a path below the base");

const template = z
  .string()
  .superRefine((url, context) => {
    const names = [...url.matchAll(PLACEHOLDER)].map(([, name = ""]) => name);
    const unknown = names.find((name) => !PLACEHOLDERS.includes(name));
    const problem =
      unknown !== undefined
        ? `unknown placeholder {${unknown}}: expected {version}, {minor} or {major}`
        : names.length > 1
          ? "expected at most one placeholder"
          : isAddress(url.replace(PLACEHOLDER, "1"))
            ? undefined
            : "expected an http or https address without query and fragment";
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  })
  .transform((url) => (url.endsWith("/") ? url : `${url}/`));

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.search === "" && url.hash === "";
}

const pattern = z.string().refine((source) => {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}, "expected a regular expression");

/** A documentation website. Usually `url` alone: the versions, the pages and the exact release come from the site. */
export const websiteFields = {
  /**
   * Base address of a release. `{version}`, `{minor}` or `{major}` stands where the site writes the version
   * (`https://scikit-learn.org/{minor}/`); without one the address shows a single release, whichever it says
   * it is (`https://keras.io/`).
   */
  url: template,
  /**
   * Where the newest release stands: what the site writes in place of the version, or a whole address.
   * Default `stable`. Only with a placeholder in `url`.
   */
  current: z.string().min(1).default("stable"),
  /** Address of the site's list of versions (JSON or a page with links), where the site does not lead to it. */
  versions: address.optional(),
  /** Where a release says which it is, when its first page does not. */
  version: z
    .strictObject({
      page: inside.default(""),
      /** What to look for in the page's source; the first group is the version. */
      pattern: pattern.optional(),
    })
    .optional(),
  /** Pages at which reading begins, relative to the base. */
  start: z.array(inside).min(1).default([""]),
  /** Sphinx inventories, relative to the base. */
  inventories: z.array(inside).default(["objects.inv"]),
  /** Hosts beside the base's to which the site may move its pages. Default none. */
  hosts: z.array(host).default([]),
  /** Hosts, addresses or ranges (`10.1.0.0/16`) of an intranet or this machine that may be read. Default none. */
  allow: z.array(z.string().min(1)).default([]),
  limits: z
    .strictObject({
      /** Requests at once. */
      concurrency: z.int().min(1).max(64).optional(),
      requestsPerSecond: z.number().positive().max(1000).optional(),
      /** Pages of one release. Default 20,000. */
      maxPages: z.int().min(1).default(20_000),
      /** Bytes of one run over the network, all releases together. */
      maxBytes: z.int().min(1).optional(),
    })
    .prefault({}),
  /** Share of the inventory's symbols whose text must be there for the corpus to be published. */
  minimumCoverage: z.number().min(0).max(1).default(0.9),
  /** The releases there are, instead of asking the site. */
  releases: z
    .array(z.strictObject({ version: z.string().min(1), date: day.optional(), url: address.optional() }))
    .min(1)
    .optional(),
};
