import { defineCorpus } from "../define-corpus.js";

export const peft = defineCorpus({
  id: "peft",
  name: "PEFT",
  homepage: "https://huggingface.co/docs/peft/",
  licence: "Apache-2.0",
  packages: { pypi: ["peft"] },
  sources: [
    {
      kind: "pypi",
      package: "peft",
      urls: { page: "https://github.com/huggingface/peft/blob/v{version}/src/{path}" },
    },
    {
      kind: "git",
      repository: "https://github.com/huggingface/peft",
      include: ["docs/source/**", "README.md"],
      urls: { page: "https://github.com/huggingface/peft/blob/{tag}/{path}#{anchor}" },
    },
    {
      kind: "website",
      url: "https://huggingface.co/docs/peft/v{version}/en/",
      current: "https://huggingface.co/docs/peft/en/",
      version: { page: "package_reference/lora" },
      start: ["index"],
    },
  ],
});
