import { initChatModel } from "langchain";
import { describeError, KbError } from "../../../corpora/errors.js";
import type { ChatModel } from "./chat-model.js";

/**
 * Any chat model that LangChain knows, as `provider:model`. Keys and addresses come from the provider's own
 * environment variables (`OPENAI_API_KEY`, `OPENAI_BASE_URL`, …) or from `settings`.
 *
 * @param settings passed to the provider as they are
 * @throws KbError USAGE for a name that is none or an unknown provider, MODEL_UNUSABLE for a provider whose package is not installed
 */
export async function openChatModel(
  name: string,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<ChatModel> {
  const [provider = "", ...rest] = name.split(":");
  const model = rest.join(":");
  if (provider === "" || model === "") {
    throw new KbError("USAGE", `"${name}" names no language model; expected provider:model`, {
      facts: { llm: name },
      hint: "For example --llm ollama:llama3.2 or --llm openai:gpt-5-mini",
    });
  }
  const chat = await initChatModel(model, {
    ...{ modelProvider: provider, temperature: 0, maxRetries: 1 },
    ...settings,
  }).catch((cause: unknown) => {
    throw unusable(name, provider, cause);
  });
  return {
    name,
    async *stream({ system, user }, signal) {
      const messages = [
        { role: "system", content: system },
        { role: "user", content: user },
      ];
      for await (const { text } of await chat.stream(messages, { signal })) yield text;
    },
  };
}

function unusable(name: string, provider: string, cause: unknown): KbError {
  const message = describeError(cause);
  const providers = /^Unsupported .*Supported model providers are: ([^\n]*)/s.exec(message)?.[1]?.trim();
  if (providers !== undefined) {
    return new KbError("USAGE", `There is no provider "${provider}" of language models`, {
      facts: { llm: name, provider, providers: providers.split(", ") },
      hint: `Providers: ${providers}. Each needs its package beside kb (npm install @langchain/ollama, say; that of openai is there) and what the package asks for in the environment, such as OPENAI_API_KEY.`,
      cause,
    });
  }
  const missing = /Unable to import (\S+?)\.(?:\s|$)/.exec(message)?.[1];
  if (missing !== undefined) {
    return new KbError("MODEL_UNUSABLE", `${name} needs the package ${missing}, which is not installed`, {
      facts: { llm: name, package: missing },
      hint: `Install it beside kb: npm install ${missing}`,
      cause,
    });
  }
  return new KbError("MODEL_UNUSABLE", `LangChain cannot use ${name}: ${message.split("\n")[0] ?? ""}`, {
    facts: { llm: name, provider },
    cause,
  });
}
