import { defineCorpus } from "../define-corpus.js";

export const imbalancedLearn = defineCorpus({
  id: "imbalanced-learn",
  name: "imbalanced-learn",
  aliases: ["imblearn"],
  homepage: "https://imbalanced-learn.org/stable/",
  licence: "MIT",
  packages: { pypi: ["imbalanced-learn"] },
  sources: [
    {
      kind: "pypi",
      package: "imbalanced-learn",
      urls: {
        object: "https://imbalanced-learn.org/{version}/references/generated/{object}.html#{anchor}",
        page: "https://github.com/scikit-learn-contrib/imbalanced-learn/blob/{version}/{path}",
      },
    },
    {
      kind: "git",
      repository: "https://github.com/scikit-learn-contrib/imbalanced-learn",
      tag: "{version}",
      // Release notes lie in doc/whats_new/, one file a minor.
      include: ["doc/**", "README.rst"],
      urls: { page: "https://github.com/scikit-learn-contrib/imbalanced-learn/blob/{tag}/{path}#{anchor}" },
    },
    { kind: "website", url: "https://imbalanced-learn.org/{version}/" },
  ],
});
