import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the server does with a request for a chat completion. */
export interface Script {
  /** Sent piece by piece. */
  readonly pieces: readonly string[];
  /** After the pieces: a proper end, silence, or a closed connection. Default: a proper end. */
  readonly ending?: "done" | "hang" | "break";
  /** Instead of everything: an HTTP error. */
  readonly status?: number;
}

export interface ChatServer {
  readonly url: string;
  /** Bodies of the requests so far. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** An OpenAI-compatible server on loopback that streams what its script says. */
export async function chatServer(script: Script): Promise<ChatServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, script, requests);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { pieces, ending = "done", status }: Script,
  requests: string[],
): Promise<void> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  requests.push(body);
  if (status !== undefined) {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: { message: "the model is tired" } }));
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (delta: object, finish: string | null) =>
    response.write(`data: ${JSON.stringify(event(delta, finish))}\n\n`);
  for (const content of pieces) send({ role: "assistant", content }, null);
  if (ending === "break") setTimeout(() => response.destroy(), 20);
  if (ending !== "done") return;
  send({}, "stop");
  response.end("data: [DONE]\n\n");
}

const event = (delta: object, finish: string | null) => ({
  ...{ id: "1", object: "chat.completion.chunk", created: 1, model: "scripted" },
  choices: [{ index: 0, delta, finish_reason: finish }],
});
