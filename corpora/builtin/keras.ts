import { defineCorpus } from "../define-corpus.js";

export const keras = defineCorpus({
  id: "keras",
  name: "Keras",
  homepage: "https://keras.io/api/",
  licence: "Apache-2.0",
  packages: { pypi: ["keras"] },
  sources: [
    {
      kind: "pypi",
      package: "keras",
      urls: { page: "https://github.com/keras-team/keras/blob/v{version}/{path}" },
    },
    {
      kind: "git",
      repository: "https://github.com/keras-team/keras",
      include: ["*.md", "guides/**", "examples/**", "docs/**"],
      urls: { page: "https://github.com/keras-team/keras/blob/{tag}/{path}#{anchor}" },
    },
    {
      kind: "website",
      url: "https://keras.io/",
      version: { page: "api/layers/core_layers/dense/" },
      include: ["{api,guides,getting_started,examples,keras_hub,keras_tuner}/**", "*"],
    },
  ],
});
