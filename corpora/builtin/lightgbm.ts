import { defineCorpus } from "../define-corpus.js";

export const lightgbm = defineCorpus({
  id: "lightgbm",
  name: "LightGBM",
  aliases: ["lgb", "lgbm"],
  homepage: "https://lightgbm.readthedocs.io/en/stable/",
  licence: "MIT",
  packages: { pypi: ["lightgbm"] },
  sources: [
    {
      kind: "pypi",
      package: "lightgbm",
      urls: {
        object: "https://lightgbm.readthedocs.io/en/v{version}/pythonapi/{object}.html#{anchor}",
        page: "https://github.com/lightgbm-org/LightGBM/blob/v{version}/python-package/{path}",
      },
    },
    {
      kind: "git",
      repository: "https://github.com/lightgbm-org/LightGBM",
      include: ["docs/**", "README.md", "python-package/README.rst"],
      urls: { page: "https://github.com/lightgbm-org/LightGBM/blob/{tag}/{path}#{anchor}" },
    },
    { kind: "website", url: "https://lightgbm.readthedocs.io/en/v{version}/" },
  ],
});
