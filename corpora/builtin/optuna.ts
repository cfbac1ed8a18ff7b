import { defineCorpus } from "../define-corpus.js";

export const optuna = defineCorpus({
  id: "optuna",
  name: "Optuna",
  homepage: "https://optuna.readthedocs.io/en/stable/",
  licence: "MIT",
  packages: { pypi: ["optuna"] },
  sources: [
    {
      kind: "pypi",
      package: "optuna",
      urls: {
        object: "https://optuna.readthedocs.io/en/v{version}/reference/generated/{object}.html#{anchor}",
        page: "https://github.com/optuna/optuna/blob/v{version}/{path}",
      },
    },
    {
      kind: "git",
      repository: "https://github.com/optuna/optuna",
      include: ["docs/source/**", "tutorial/**", "README.md"],
      urls: { page: "https://github.com/optuna/optuna/blob/{tag}/{path}#{anchor}" },
    },
    { kind: "website", url: "https://optuna.readthedocs.io/en/v{version}/" },
  ],
});
