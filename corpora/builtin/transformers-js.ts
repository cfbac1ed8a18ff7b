import { defineCorpus } from "../define-corpus.js";

export const transformersJs = defineCorpus({
  id: "transformers-js",
  name: "Transformers.js",
  aliases: ["transformers.js"],
  homepage: "https://huggingface.co/docs/transformers.js/",
  licence: "Apache-2.0",
  versions: "semver",
  packages: { npm: ["@huggingface/transformers"] },
  sources: [
    {
      kind: "npm",
      package: "@huggingface/transformers",
      urls: { page: "https://unpkg.com/{package}@{version}/{path}" },
    },
  ],
});
