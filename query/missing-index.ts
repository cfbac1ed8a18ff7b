import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { KbError } from "../corpora/errors.js";
import { modelFolder, schemaFolder } from "./store/paths.js";
import { SCHEMA_VERSION } from "./store/rows.js";

/** Tells apart: nothing indexed, indexed by another model, indexed by another version of kb. */
export async function missingIndex(data: string, modelId: string): Promise<KbError> {
  const folders = existsSync(data) ? await readdir(data) : [];
  const here = join(data, schemaFolder(SCHEMA_VERSION));
  const models = existsSync(here) ? await readdir(here) : [];
  const others = models.filter(
    (name) => name !== modelFolder(modelId) && existsSync(join(here, name, "CURRENT")),
  );
  if (others.length > 0) {
    return new KbError(
      "INDEX_OTHER_MODEL",
      `${data} was indexed with ${others.join(", ")}, not with ${modelId}`,
      {
        facts: { data, model: modelId, indexedWith: others },
        hint: others.some((other) => other.split("@")[0] === modelFolder(modelId).split("@")[0])
          ? "The files of that model were changed or damaged: put them back, or run “kb index” to build an index with the model as it is now."
          : "Use that model (--model), or run “kb index” to build an index with this one.",
      },
    );
  }
  const schemas = folders.filter(
    (name) => /^schema-\d+$/.test(name) && name !== schemaFolder(SCHEMA_VERSION),
  );
  if (schemas.length > 0) {
    return new KbError(
      "INDEX_OTHER_SCHEMA",
      `${data} holds an index of ${schemas.join(", ")}; this kb reads ${schemaFolder(SCHEMA_VERSION)}`,
      {
        facts: { data, found: schemas, expected: schemaFolder(SCHEMA_VERSION) },
        hint: "Run “kb index” to build it anew; the old one stays until you delete it.",
      },
    );
  }
  return new KbError("INDEX_MISSING", `${data} holds no index`, {
    facts: { data },
    hint: "Run “kb index <corpus>” first, or point --data (or KB_DATA) at a folder that has one.",
  });
}
