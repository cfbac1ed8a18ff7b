import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import {
  type ArchiveMember,
  type ReadArchiveOptions,
  readArchive,
  strippedDepth,
  unsafeName,
} from "../../../indexer/source/archive.js";
import { inTemporaryFolder, type Member, packTar, packTarGz, packZip } from "./archive-fixtures.js";

const PACKERS = { "tar.gz": packTarGz, tar: packTar, zip: packZip } as const;

async function read(file: string, options: Partial<ReadArchiveOptions> = {}): Promise<ArchiveMember[]> {
  const members: ArchiveMember[] = [];
  for await (const member of readArchive(file, { signal: new AbortController().signal, ...options })) {
    members.push(member);
  }
  return members;
}

async function readBytes(folder: string, bytes: Buffer, options: Partial<ReadArchiveOptions> = {}) {
  const file = join(folder, "archive");
  await writeFile(file, bytes);
  return await read(file, options);
}

const textsOf = (members: readonly ArchiveMember[]): Record<string, string> =>
  Object.fromEntries(
    members.map((member) => [
      member.path,
      "bytes" in member ? Buffer.from(member.bytes).toString() : `skipped: ${member.skipped}`,
    ]),
  );

const DOCS: readonly Member[] = [
  { name: "mylib-1.2/README.md", text: "# Read me" },
  { name: "mylib-1.2/empty.md" },
  { name: "mylib-1.2/docs/guide.md", text: "guide ".repeat(20_000) },
  { name: "mylib-1.2/docs/api.md", text: "api" },
];

for (const [format, pack] of Object.entries(PACKERS)) {
  describe(`${format}`, () => {
    test(
      "yields every file with its bytes, in the archive's order",
      inTemporaryFolder(async (folder) => {
        const members = await readBytes(folder, await pack(DOCS));
        assert.deepEqual(
          textsOf(members),
          Object.fromEntries(DOCS.map(({ name, text }) => [name, text ?? ""])),
        );
        assert.deepEqual(
          members.map(({ path }) => path),
          DOCS.map(({ name }) => name),
        );
      }),
    );

    test(
      "takes off the folder all members share and shows wanted() the rest of the path",
      inTemporaryFolder(async (folder) => {
        const shown: string[] = [];
        const wanted = (path: string): boolean => shown.push(path) > 0 && path.startsWith("docs/");
        const members = await readBytes(folder, await pack(DOCS), { stripPrefix: "auto", wanted });
        assert.deepEqual(shown, ["README.md", "empty.md", "docs/guide.md", "docs/api.md"]);
        assert.deepEqual(
          members.map(({ path }) => path),
          ["docs/guide.md", "docs/api.md"],
        );
      }),
    );

    test(
      "reports unsafe names and links, and reads the rest",
      inTemporaryFolder(async (folder) => {
        const members = await readBytes(
          folder,
          await pack([
            { name: "../../etc/passwd", text: "slip" },
            { name: "/etc/shadow", text: "slip" },
            { name: "C:/Windows/x.md", text: "slip" },
            { name: "docs\\..\\x.md", text: "slip" },
            { name: "docs/link.md", type: "SymbolicLink", target: "/etc/passwd" },
            { name: "docs/good.md", text: "good" },
          ]),
        );
        const texts = textsOf(members);
        assert.equal(texts["docs/good.md"], "good");
        assert.equal(texts["../../etc/passwd"], "skipped: name leaves its folder by ..");
        assert.equal(texts["/etc/shadow"], "skipped: absolute name");
        assert.equal(texts["C:/Windows/x.md"], "skipped: name starts with a drive letter");
        assert.equal(texts["docs\\..\\x.md"], "skipped: name holds a backslash");
        assert.match(texts["docs/link.md"] ?? "", /^skipped: .*link/);
        assert.equal(members.length, 6);
      }),
    );

    test(
      "keeps the first of two members of one path",
      inTemporaryFolder(async (folder) => {
        const twice = [
          { name: "a.md", text: "first" },
          { name: "./a.md", text: "second" },
        ];
        const members = await readBytes(folder, await pack(twice));
        assert.equal(members.length, 2);
        assert.ok(
          members.some(
            (member) => "bytes" in member && Buffer.from(member.bytes).equals(Buffer.from("first")),
          ),
        );
        assert.ok(members.some((member) => "skipped" in member && member.skipped === "second of that name"));
      }),
    );

    test(
      "skips a member above the size limit, reads its neighbours",
      inTemporaryFolder(async (folder) => {
        const members = await readBytes(folder, await pack(DOCS), { limits: { maxFileBytes: 1_000 } });
        const texts = textsOf(members);
        assert.equal(texts["mylib-1.2/docs/guide.md"], "skipped: 120000 bytes, above the limit of 1000");
        assert.equal(texts["mylib-1.2/docs/api.md"], "api");
      }),
    );

    test(
      "refuses an archive that exceeds a limit of the whole, naming archive and limit",
      inTemporaryFolder(async (folder) => {
        const bytes = await pack(DOCS);
        await assert.rejects(readBytes(folder, bytes, { limits: { maxTotalBytes: 50_000 } }), {
          code: "ARCHIVE_UNSAFE",
          message: new RegExp(`${folder}.*50000 bytes`),
        });
        await assert.rejects(readBytes(folder, bytes, { limits: { maxEntries: 3 } }), {
          code: "ARCHIVE_UNSAFE",
          message: /more than 3 members/,
        });
      }),
    );

    test(
      "refuses a truncated archive",
      inTemporaryFolder(async (folder) => {
        const bytes = await pack(DOCS);
        for (const share of [0.05, 0.5, 0.9]) {
          const part = bytes.subarray(0, Math.floor(bytes.length * share));
          await assert.rejects(readBytes(folder, part), {
            code: "ARCHIVE_UNREADABLE",
            hint: /fetch it again/,
          });
        }
      }),
    );
  });
}

describe("bombs", () => {
  const zeros: readonly Member[] = [{ name: "zeros.md", text: Buffer.alloc(2_000_000) }];
  const limits = { ratioFromBytes: 1_000_000 };

  test(
    "a compression ratio beyond the limit is refused before anything is yielded",
    inTemporaryFolder(async (folder) => {
      for (const bytes of [packTarGz(zeros), await packZip(zeros)]) {
        await assert.rejects(readBytes(folder, bytes, { limits }), {
          code: "ARCHIVE_UNSAFE",
          message: /more than 200 times its size/,
        });
      }
    }),
  );

  test(
    "the ratio does not count in a small archive",
    inTemporaryFolder(async (folder) => {
      assert.equal((await readBytes(folder, packTarGz(zeros))).length, 1);
    }),
  );

  test(
    "a second layer of compression is not unpacked",
    inTemporaryFolder(async (folder) => {
      await assert.rejects(readBytes(folder, gzipSync(packTarGz(zeros))), {
        code: "ARCHIVE_UNREADABLE",
        message: /compressed twice/,
      });
    }),
  );

  test(
    "a zip member larger than its table of contents says is not read",
    inTemporaryFolder(async (folder) => {
      const bytes = await packZip([
        { name: "liar.md", text: "x".repeat(5_000) },
        { name: "good.md", text: "good" },
      ]);
      const sizes: number[] = [];
      for (let at = bytes.indexOf("PK\x01\x02"); at !== -1; at = bytes.indexOf("PK\x01\x02", at + 4))
        sizes.push(at + 24);
      const [first] = sizes;
      assert.equal(first !== undefined && bytes.readUInt32LE(first), 5_000);
      bytes.writeUInt32LE(10, first);
      const texts = textsOf(await readBytes(folder, bytes));
      assert.match(texts["liar.md"] ?? "", /^skipped: /);
      assert.equal(texts["good.md"], "good");
    }),
  );
});

describe("damage", () => {
  test(
    "one damaged zip member is reported, the others are read",
    inTemporaryFolder(async (folder) => {
      const bytes = await packZip([
        { name: "bad.md", text: Array.from({ length: 2_000 }, (_, index) => index * 7919).join(" ") },
        { name: "good.md", text: "good" },
      ]);
      bytes.fill(0xa5, 400, 500);
      const texts = textsOf(await readBytes(folder, bytes));
      assert.match(texts["bad.md"] ?? "", /^skipped: /);
      assert.equal(texts["good.md"], "good");
    }),
  );

  test(
    "a zip of which much is damaged is not taken for a smaller one",
    inTemporaryFolder(async (folder) => {
      const noise = (seed: number): string =>
        Array.from({ length: 500 }, (_, at) => (at + seed) * 7919).join(" ");
      const bytes = await packZip(
        Array.from({ length: 30 }, (_, at) => ({ name: `${at}.md`, text: noise(at) })),
      );
      bytes.fill(0xa5, 200, Math.floor(bytes.length / 3));
      await assert.rejects(readBytes(folder, bytes), {
        code: "ARCHIVE_UNREADABLE",
        message: /of its 30 files/,
      });
    }),
  );

  test(
    "what is no archive is said to be none",
    inTemporaryFolder(async (folder) => {
      const pages = ["", "x", "<html>404 Not Found</html>".repeat(100)];
      for (const page of pages) {
        await assert.rejects(readBytes(folder, Buffer.from(page)), { code: "ARCHIVE_UNREADABLE" });
      }
      await assert.rejects(read(join(folder, "absent.tar.gz")), {
        code: "ARCHIVE_UNREADABLE",
        message: /absent\.tar\.gz/,
      });
    }),
  );

  test(
    "a tar cut between two members is noticed by its missing end mark",
    inTemporaryFolder(async (folder) => {
      const whole = packTar([{ name: "a.md", text: "a" }]);
      await assert.rejects(readBytes(folder, whole.subarray(0, 1024)), { message: /before its end mark/ });
    }),
  );

  test(
    "an empty archive has no members",
    inTemporaryFolder(async (folder) => {
      assert.deepEqual(await readBytes(folder, packTar([])), []);
      assert.deepEqual(await readBytes(folder, packTarGz([])), []);
      assert.deepEqual(await readBytes(folder, await packZip([])), []);
    }),
  );

  test(
    "tar devices and hard links are reported",
    inTemporaryFolder(async (folder) => {
      const members = await readBytes(
        folder,
        packTar([
          { name: "dev.md", type: "CharacterDevice" },
          { name: "hard.md", type: "Link", target: "/etc/passwd" },
          { name: "folder/", type: "Directory" },
        ]),
      );
      assert.deepEqual(textsOf(members), {
        "dev.md": "skipped: no plain file but CharacterDevice",
        "hard.md": "skipped: link to /etc/passwd",
      });
    }),
  );
});

test(
  "an aborted run stops",
  inTemporaryFolder(async (folder) => {
    const controller = new AbortController();
    const file = join(folder, "docs.tar.gz");
    await writeFile(file, packTarGz(DOCS));
    const members = readArchive(file, { signal: controller.signal });
    await members.next();
    controller.abort(new Error("stopped by the user"));
    await assert.rejects(async () => {
      for await (const _ of members);
    }, /stopped by the user/);
  }),
);

test("a name that is not called unsafe stays inside its folder", () => {
  const segment = fc.oneof(
    fc.constantFrom("..", ".", "", "a", "C:", "con", "\\", "..\\", "\0", "/", "~"),
    fc.string({ maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 6 }), (segments) => {
      const name = segments.join("/");
      if (unsafeName(name) === undefined) assert.ok(resolve("/root", name).startsWith("/root/"), name);
    }),
  );
});

test("what counts as wrapping", () => {
  const cases: readonly (readonly [
    shared: string,
    version: string | undefined,
    depth: number,
    why: string,
  ])[] = [
    ["mylib/1.2.0", "1.2.0", 2, "the version is named by the second folder"],
    ["mylib-1.2.0/docs", "1.2.0", 1, "docs lies below the folder that names the version"],
    ["mylib-v1.2.0/docs/1.2.0", "1.2.0", 3, "a page's path never contains the version"],
    ["mylib-1.2.0/docs", "1.2", 1, "1.2.0 is not 1.2, so the outermost folder is taken"],
    ["mylib-main/docs", "1.2", 1, "a snapshot named after its branch"],
    ["docs/guide", "1.2", 0, "with a readme beside it, the same pages would lie in docs/"],
    ["package", undefined, 1, "an npm tarball"],
    ["", "1.2", 0, "nothing is shared"],
  ];
  for (const [shared, version, depth, why] of cases) {
    assert.equal(strippedDepth(shared.split("/").filter(Boolean), version), depth, why);
  }
});
