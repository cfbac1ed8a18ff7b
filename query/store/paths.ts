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

export function storePaths(data: string, modelId: string): StorePaths {
  const root = join(data, schemaFolder(SCHEMA_VERSION), modelFolder(modelId));
  return {
    data,
    root,
    tables: join(root, "tables"),
    snapshots: join(root, "snapshots"),
    names: join(root, "names"),
    current: join(root, "CURRENT"),
    pending: join(root, "PENDING.json"),
    reports: join(root, "reports"),
    cache: join(data, "cache"),
    models: join(data, "models"),
  };
}
