import { defineCorpus } from "../define-corpus.js";

export const onnxruntime = defineCorpus({
  id: "onnxruntime",
  name: "ONNX Runtime",
  aliases: ["ort"],
  homepage: "https://onnxruntime.ai/docs/",
  licence: "MIT",
  packages: {
    pypi: ["onnxruntime", "onnxruntime-gpu"],
    npm: ["onnxruntime-common", "onnxruntime-node", "onnxruntime-web"],
  },
  sources: [
    {
      kind: "npm",
      package: "onnxruntime-common",
      urls: { page: "https://unpkg.com/{package}@{version}/{path}" },
    },
    {
      kind: "npm",
      package: "onnxruntime-node",
      urls: { page: "https://unpkg.com/{package}@{version}/{path}" },
    },
    {
      kind: "npm",
      package: "onnxruntime-web",
      urls: { page: "https://unpkg.com/{package}@{version}/{path}" },
    },
    {
      kind: "pypi",
      package: "onnxruntime",
      urls: {
        object: "https://onnxruntime.ai/docs/api/python/api_summary.html#{anchor}",
        page: "https://github.com/microsoft/onnxruntime/blob/v{version}/{path}",
      },
    },
    {
      kind: "git",
      repository: "https://github.com/microsoft/onnxruntime",
      include: ["docs/**", "README.md"],
      urls: { page: "https://github.com/microsoft/onnxruntime/blob/{tag}/{path}#{anchor}" },
    },
    {
      kind: "website",
      url: "https://onnxruntime.ai/docs/",
      version: { page: "api/python/index.html" },
      inventories: ["api/python/objects.inv"],
    },
  ],
});
