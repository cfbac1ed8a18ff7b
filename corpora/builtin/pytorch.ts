import { defineCorpus } from "../define-corpus.js";

export const pytorch = defineCorpus({
  id: "pytorch",
  name: "PyTorch",
  aliases: ["torch"],
  homepage: "https://docs.pytorch.org/docs/stable/",
  licence: "BSD-3-Clause",
  packages: { pypi: ["torch"] },
  sources: [
    {
      kind: "pypi",
      package: "torch",
      urls: {
        object: "https://docs.pytorch.org/docs/{minor}/generated/{object}.html#{anchor}",
        page: "https://github.com/pytorch/pytorch/blob/v{version}/{path}",
      },
    },
    {
      kind: "git",
      repository: "https://github.com/pytorch/pytorch",
      include: ["docs/source/**", "RELEASE.md", "README.md"],
      urls: { page: "https://github.com/pytorch/pytorch/blob/{tag}/{path}#{anchor}" },
    },
    {
      kind: "website",
      url: "https://docs.pytorch.org/docs/{minor}/",
      version: { page: "generated/torch.nn.Linear.html" },
    },
  ],
});
