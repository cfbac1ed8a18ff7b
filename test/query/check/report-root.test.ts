import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileAddress, pathInRoot, reportRoot } from "../../../query/check/report-root.js";
import { temporaryFolder } from "../../fixture.js";

test("paths start from the repository around the working directory; others are absolute", async (t) => {
  const folder = await temporaryFolder(t);
  const cwd = join(folder, "repository", "lib");
  await mkdir(join(folder, "repository", ".git"), { recursive: true });
  const place = await reportRoot(cwd);
  assert.deepEqual(place, { root: join(folder, "repository"), cwd });
  assert.equal(pathInRoot("a/b.py", place), "lib/a/b.py");
  assert.equal(pathInRoot(join(folder, "repository", "..c.py"), place), "..c.py");
  assert.equal(pathInRoot(join(folder, "other.py"), place), undefined);
  assert.match(fileAddress(join(folder, "my other.py"), place), /^file:\/\/\/.*\/my%20other\.py$/);
});
