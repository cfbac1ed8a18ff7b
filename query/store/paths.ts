import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { SCHEMA_VERSION } from "./rows.js";

/** Where things lie on disk under one data folder. Schema version and model are part of the path. */
export interface StorePaths {
  readonly data: string;
  /** This schema version and model. */
  readonly root: string;
  /** Lance tables. */
  readonly tables: string;
  readonly snapshots: string;
  /** What the code of each release binds, by content. */
  readonly names: string;
  /** Names the snapshot that readers open; replaced by rename. */
  readonly current: string;
  /** What a run has finished and not yet published. */
  readonly pending: string;
  /** Reports of runs. */
  readonly reports: string;
  /** Downloads; may be deleted at any time. */
  readonly cache: string;
  /** Models fetched by id. */
  readonly models: string;
}

export const schemaFolder = (version: number): string => `schema-${version}`;

/** A model id as one folder name. */
export const modelFolder = (modelId: string): string => modelId.replace(/[^A-Za-z0-9._@-]+/g, "--");

/** The hash over a model's files, by which its id ends. */
const CONTENT = /@[0-9a-f]{10}$/;

/**
 * Where a model's vectors lie: in its own folder, or in that of a model with the same files under another name, whose
 * vectors are the same.
 */
function rootOf(schema: string, modelId: string): string {
  const own = join(schema, modelFolder(modelId));
  const [content] = CONTENT.exec(modelId) ?? [];
  if (content === undefined || existsSync(own) || !existsSync(schema)) return own;
  const same = readdirSync(schema)
    .filter((name) => name.endsWith(content) && existsSync(join(schema, name, CURRENT)))
    .sort();
  return same[0] === undefined ? own : join(schema, same[0]);
}

const CURRENT = "CURRENT";

/** Where things lie for a model, which is found by what is in it, whatever its folder is called. */
export function storePaths(data: string, modelId: string): StorePaths {
  const root = rootOf(join(data, schemaFolder(SCHEMA_VERSION)), modelId);
  return {
    data,
    root,
    tables: join(root, "tables"),
    snapshots: join(root, "snapshots"),
    names: join(root, "names"),
    current: join(root, CURRENT),
    pending: join(root, "PENDING.json"),
    reports: join(root, "reports"),
    cache: join(data, "cache"),
    models: join(data, "models"),
  };
}
