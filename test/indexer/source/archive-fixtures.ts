import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { Header } from "tar";

/** A member to be packed; `text` is its content. Names are written as they are, however unsafe. */
export interface Member {
  readonly name: string;
  readonly text?: string | Buffer;
  /** Default `File`. A zip knows `File` and `SymbolicLink` only. */
  readonly type?: "File" | "SymbolicLink" | "Link" | "Directory" | "CharacterDevice";
  readonly target?: string;
}

const BLOCK = 512;

export function packTar(members: readonly Member[]): Buffer {
  const blocks = members.flatMap(({ name, text = "", type = "File", target }) => {
    const content = Buffer.from(text);
    const header = Buffer.alloc(BLOCK);
    const fields = { path: name, type, size: type === "File" ? content.length : 0, mode: 0o644 };
    new Header({ ...fields, ...(target === undefined ? {} : { linkpath: target }) }).encode(header);
    return [header, content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

export const packTarGz = (members: readonly Member[]): Buffer => gzipSync(packTar(members));

export async function packZip(members: readonly Member[]): Promise<Buffer> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const { name, text = "", type = "File", target = "" } of members) {
    const link = type === "SymbolicLink";
    const content = new Uint8ArrayReader(Buffer.from(link ? target : text));
    await zip.add(name, content, link ? { unixMode: 0o120777 } : {});
  }
  return Buffer.from(await zip.close());
}

/** Runs a test in a folder of its own, which is removed afterwards. */
export function inTemporaryFolder(work: (folder: string) => Promise<void>): () => Promise<void> {
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), "kb-source-"));
    try {
      await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Buffer>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}
