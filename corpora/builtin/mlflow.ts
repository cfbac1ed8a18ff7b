import { defineCorpus } from "../define-corpus.js";

export const mlflow = defineCorpus({
  id: "mlflow",
  name: "MLflow",
  homepage: "https://mlflow.org/docs/latest/",
  licence: "Apache-2.0",
  priority: "tool-docs",
  packages: { pypi: ["mlflow", "mlflow-skinny"] },
  sources: [
    {
      kind: "pypi",
      package: "mlflow",
      urls: { page: "https://github.com/mlflow/mlflow/blob/v{version}/{path}" },
    },
    {
      kind: "git",
      repository: "https://github.com/mlflow/mlflow",
      include: ["docs/**", "CHANGELOG.md", "README.md"],
      urls: { page: "https://github.com/mlflow/mlflow/blob/{tag}/{path}#{anchor}" },
    },
    {
      kind: "website",
      url: "https://mlflow.org/docs/{version}/",
      current: "latest",
      version: { page: "api_reference/python_api/index.html" },
      inventories: ["api_reference/objects.inv", "objects.inv"],
    },
  ],
});
