import { defineCorpus } from "../define-corpus.js";

export const tensorflow = defineCorpus({
  id: "tensorflow",
  name: "TensorFlow",
  aliases: ["tf"],
  homepage: "https://www.tensorflow.org/api_docs/python/tf",
  licence: "Apache-2.0",
  packages: { pypi: ["tensorflow", "tensorflow-cpu", "tensorflow-gpu"] },
  sources: [
    {
      kind: "pypi",
      package: "tensorflow-cpu",
      urls: {
        object: "https://www.tensorflow.org/versions/r{minor}/api_docs/python/{objectPath}",
        page: "https://github.com/tensorflow/tensorflow/blob/v{version}/{path}",
      },
    },
    {
      kind: "git",
      repository: "https://github.com/tensorflow/tensorflow",
      include: ["RELEASE.md", "README.md", "tensorflow/lite/g3doc/**"],
      urls: { page: "https://github.com/tensorflow/tensorflow/blob/{tag}/{path}#{anchor}" },
    },
    {
      kind: "website",
      url: "https://www.tensorflow.org/versions/r{minor}/api_docs/python/",
      current: "https://www.tensorflow.org/api_docs/python/",
      versions: "https://www.tensorflow.org/versions",
      version: { page: "tf/constant" },
      start: ["tf"],
    },
  ],
});
