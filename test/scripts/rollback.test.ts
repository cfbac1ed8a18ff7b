import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { buildIndex } from "../../indexer/index.js";
import { describeModel } from "../../query/embedder.js";
import { storePaths } from "../../query/store/paths.js";
import { currentSnapshotId, listSnapshots } from "../../query/store/snapshot.js";
import { temporaryFolder, waterlib } from "../fixture.js";

const program = fileURLToPath(new URL("../../scripts/kb.js", import.meta.url));

test("kb rollback says from where to where it went, and its own hint leads back", async (t) => {
  const folder = await temporaryFolder(t);
  const data = join(folder, "data");
  const corpora = [await waterlib(folder)];
  for (const version of ["1.0", "1.1"])
    await buildIndex({ data, corpora, choice: { type: "requests", requests: [version] } });
  const paths = storePaths(data, (await describeModel()).id);
  const [older, newer] = await listSnapshots(paths);
  const kb = async (...args: readonly string[]) => {
    const env = { PATH: process.env["PATH"] ?? "", HOME: folder };
    return (await promisify(execFile)(process.execPath, [program, ...args], { cwd: folder, env })).stdout;
  };
  assert.equal(
    await kb("rollback", "--data", data),
    `Published snapshot is now ${older}; it was ${newer}.\n“kb rollback ${newer} --data ${data}” goes back to it, as long as it is kept.\n`,
  );
  assert.equal(await currentSnapshotId(paths), older);
  assert.match(await kb("rollback", `${newer}`, "--data", data), new RegExp(`now ${newer}; it was ${older}`));
  assert.equal(await currentSnapshotId(paths), newer);
  assert.equal(await kb("rollback", `${newer}`, "--data", data), `Published snapshot is ${newer}\n`);
});
