import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Texts in a file, one JSON string a line. */
export async function writeTexts(file: string, texts: Iterable<string>): Promise<void> {
  const lines = function* () {
    for (const text of texts) yield `${JSON.stringify(text)}\n`;
  };
  await pipeline(Readable.from(lines()), createWriteStream(file));
}

export async function readTexts(file: string): Promise<string[]> {
  const texts: string[] = [];
  for await (const line of createInterface({ input: createReadStream(file) }))
    texts.push(JSON.parse(line) as string);
  return texts;
}
