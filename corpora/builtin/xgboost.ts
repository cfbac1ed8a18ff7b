import { defineCorpus } from "../define-corpus.js";

export const xgboost = defineCorpus({
  id: "xgboost",
  name: "XGBoost",
  aliases: ["xgb"],
  homepage: "https://xgboost.readthedocs.io/en/stable/",
  licence: "Apache-2.0",
  packages: { pypi: ["xgboost"] },
  sources: [
    {
      kind: "pypi",
      package: "xgboost",
      urls: {
        object: "https://xgboost.readthedocs.io/en/release_{version}/python/python_api.html#{anchor}",
        page: "https://github.com/dmlc/xgboost/blob/v{version}/python-package/{path}",
      },
    },
    {
      kind: "git",
      repository: "https://github.com/dmlc/xgboost",
      include: ["doc/**", "NEWS.md", "README.md"],
      urls: { page: "https://github.com/dmlc/xgboost/blob/{tag}/{path}#{anchor}" },
    },
    { kind: "website", url: "https://xgboost.readthedocs.io/en/release_{version}/" },
  ],
});
