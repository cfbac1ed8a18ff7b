import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { DocumentKind } from "../../../indexer/parse/document.js";
import { documentKind } from "../../../indexer/parse/kind.js";

const cases: readonly (readonly [kind: DocumentKind, path: string, title?: string])[] = [
  ["release-notes", "CHANGELOG.md"],
  ["release-notes", "RELEASE.md"],
  ["release-notes", "NEWS.rst"],
  ["release-notes", "doc/whats_new/v1.4.rst", "Version 1.4"],
  ["release-notes", "whats_new.html"],
  ["release-notes", "docs/releases/kubeflow-1.7.md"],
  ["release-notes", "docs/deprecated.md"],
  ["release-notes", "docs/reference/using-api/deprecation-guide.md"],
  ["release-notes", "guide/migrate/saved_model.ipynb", "Migrate the SavedModel workflow"],
  ["release-notes", "docs/guides/linen_upgrade_guide.rst"],
  ["release-notes", "docs/page.md", "What's new in 2.0"],
  ["release-notes", "migration.mdx"],
  ["release-notes", "docs/api/version-history.md"],
  ["api", "docs/reference/commandline/history.md", "docker history"],
  ["api", "modules/generated/sklearn.utils.deprecated.rst", "sklearn.utils.deprecated"],
  ["api", "docs/source/package_reference/lora.md", "LoRA"],
  ["api", "docs/source/main_classes/trainer.mdx", "Trainer"],
  ["api", "docs/nn.functional.rst", "torch.nn.functional"],
  ["api", "optuna/study/study.py"],
  ["api", "_autosummary/jax.numpy.dot.html", "jax.numpy.dot"],
  ["tutorial", "docs/getting-started/quickstart.md"],
  ["tutorial", "tutorials/keras/classification.ipynb", "Basic classification"],
  ["tutorial", "quicktour.mdx"],
  ["tutorial", "work/distributed.ipynb"],
  ["example", "auto_examples/svm/plot_iris.rst"],
  ["example", "examples/vision/md/mnist.md"],
  ["guide", "guide/basics.ipynb", "TensorFlow basics"],
  ["guide", "docs/getting-started/concepts/entity.md"],
  ["guide", "README.md"],
  ["guide", "introduction/release-cycle.md", "Release cycle"],
  ["guide", "docs/node.md", "Deprecation policy of nodes and what follows from it"],
];

describe("documentKind", () => {
  for (const [kind, path, title = ""] of cases) {
    test(`${path} is ${kind}`, () => assert.equal(documentKind(path, title), kind));
  }

  test("an empty path is a guide", () => assert.equal(documentKind("", ""), "guide"));
});
