import { defineCorpus } from "../define-corpus.js";

export const jax = defineCorpus({
  id: "jax",
  name: "JAX",
  homepage: "https://docs.jax.dev/en/latest/",
  licence: "Apache-2.0",
  packages: { pypi: ["jax"] },
  sources: [
    {
      kind: "pypi",
      package: "jax",
      urls: {
        object: "https://docs.jax.dev/en/latest/_autosummary/{object}.html#{anchor}",
        page: "https://github.com/jax-ml/jax/blob/jax-v{version}/{path}",
      },
    },
    {
      kind: "git",
      repository: "https://github.com/jax-ml/jax",
      tag: "jax-v{version}",
      include: ["docs/**", "CHANGELOG.md", "README.md"],
      urls: { page: "https://github.com/jax-ml/jax/blob/{tag}/{path}#{anchor}" },
    },
    {
      kind: "website",
      url: "https://docs.jax.dev/en/latest/",
      // The site shows the newest development state alone; its change log names the last release with a date.
      version: { page: "changelog.html", pattern: "\\b(?:jax|JAX) (\\d+\\.\\d+\\.\\d+) \\(" },
    },
  ],
});
