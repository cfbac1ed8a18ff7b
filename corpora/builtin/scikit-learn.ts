import { defineCorpus } from "../define-corpus.js";

export const scikitLearn = defineCorpus({
  id: "scikit-learn",
  name: "scikit-learn",
  aliases: ["sklearn"],
  homepage: "https://scikit-learn.org/stable/",
  licence: "BSD-3-Clause",
  packages: { pypi: ["scikit-learn"] },
  sources: [
    {
      kind: "pypi",
      package: "scikit-learn",
      urls: {
        object: "https://scikit-learn.org/{minor}/modules/generated/{object}.html#{anchor}",
        page: "https://github.com/scikit-learn/scikit-learn/blob/{version}/{path}",
      },
    },
    {
      kind: "git",
      repository: "https://github.com/scikit-learn/scikit-learn",
      tag: "{version}",
      include: ["doc/**", "README.rst"],
      urls: { page: "https://github.com/scikit-learn/scikit-learn/blob/{tag}/{path}#{anchor}" },
    },
    { kind: "website", url: "https://scikit-learn.org/{minor}/" },
  ],
});
