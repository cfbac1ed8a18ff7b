import type { ChunkSpan, Hit } from "../../../query/result.js";

/** A hit made of chunks with these texts; the hash of the first is `chunk0`. */
export function hitWith(texts: readonly string[], facts: Partial<Hit> = {}): Hit {
  const chunks: ChunkSpan[] = [];
  let start = 0;
  for (const [at, text] of texts.entries()) {
    chunks.push({ hash: `chunk${at}`, start, end: start + text.length });
    start += text.length + 2;
  }
  return {
    ...{ rank: 1, url: "https://waterlib.example/2.0/pump.html", path: "pump.html", title: "waterlib.Pump" },
    ...{ headingPath: ["waterlib.Pump"], kind: "api", symbols: ["waterlib.Pump"], library: "waterlib" },
    ...{ version: "2.0", since: "1.0", sinceOldest: true, until: null, score: 1, channels: {} },
    ...{ signature: "waterlib.Pump(rate=5)", api: null, text: texts.join("\n\n"), chunks },
    source: { id: "pypi:waterlib", kind: "pypi", priority: "framework-docs", reference: "waterlib-2.0.whl" },
    ...{ fetched: "2026-01-02T03:04:05Z", hash: "chunk0" },
    ...facts,
  };
}
