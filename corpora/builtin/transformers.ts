import { defineCorpus } from "../define-corpus.js";

export const transformers = defineCorpus({
  id: "transformers",
  name: "Hugging Face Transformers",
  aliases: ["huggingface", "hf transformers"],
  ordinaryWords: ["transformers", "huggingface"],
  homepage: "https://huggingface.co/docs/transformers/",
  licence: "Apache-2.0",
  packages: { pypi: ["transformers"] },
  sources: [
    {
      kind: "pypi",
      package: "transformers",
      urls: { page: "https://github.com/huggingface/transformers/blob/v{version}/src/{path}" },
    },
    {
      kind: "git",
      repository: "https://github.com/huggingface/transformers",
      include: ["docs/source/en/**", "README.md", "MIGRATION*"],
      urls: { page: "https://github.com/huggingface/transformers/blob/{tag}/{path}#{anchor}" },
    },
    {
      kind: "website",
      url: "https://huggingface.co/docs/transformers/v{version}/en/",
      current: "https://huggingface.co/docs/transformers/en/",
      version: { page: "main_classes/trainer" },
      start: ["index"],
    },
  ],
});
