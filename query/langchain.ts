import { Document } from "@langchain/core/documents";
import { BaseRetriever, type BaseRetrieverInput } from "@langchain/core/retrievers";
import { tool } from "langchain";
import { z } from "zod";
import { describeError, KbError } from "../corpora/errors.js";
import type { KnowledgeBase, QueryOptions } from "./knowledge-base.js";
import type { Hit } from "./result.js";

export { openChatModel } from "./answer/llm/langchain-model.js";

/**
 * What a LangChain document made from a hit carries beside its text; as in the hit. `since` is the first indexed release
 * with the text: where `sinceOldest` is true it is there since that release *or before*.
 */
export type HitMetadata = Pick<
  Hit,
  | "url"
  | "path"
  | "kind"
  | "library"
  | "version"
  | "since"
  | "sinceOldest"
  | "until"
  | "fetched"
  | "hash"
  | "score"
> & { readonly symbols: string[]; readonly signature: string | null };

/** A knowledge base as a LangChain retriever: one document a hit, best first, version-exact. */
export class KnowledgeBaseRetriever extends BaseRetriever<HitMetadata> {
  static override lc_name(): string {
    return "KnowledgeBaseRetriever";
  }

  override lc_namespace = ["framework-kb", "retrievers"];

  readonly #base: KnowledgeBase;
  readonly #defaults: Omit<QueryOptions, "question">;

  /** `defaults` are the options of every query: library, version, limit, ... */
  constructor(
    base: KnowledgeBase,
    defaults: Omit<QueryOptions, "question"> = {},
    fields?: BaseRetrieverInput,
  ) {
    super(fields);
    this.#base = base;
    this.#defaults = defaults;
  }

  override async _getRelevantDocuments(question: string): Promise<Document<HitMetadata>[]> {
    const { hits } = await this.#base.query({ ...this.#defaults, question });
    return hits.map(
      (hit) => new Document<HitMetadata>({ pageContent: hit.text, metadata: metadataOf(hit), id: hit.hash }),
    );
  }
}

function metadataOf(hit: Hit): HitMetadata {
  const { url, path, kind, library, version, since, sinceOldest, until, fetched, hash, score } = hit;
  const citation = { url, path, kind, library, version, since, sinceOldest, until, fetched, hash, score };
  return { ...citation, symbols: [...hit.symbols], signature: hit.signature };
}

/**
 * A knowledge base as a tool for a LangChain agent. The answer is JSON: version and how it was found,
 * confidence, and quotations with their citations. A version that is not indexed is an answer too (an error
 * with the list of what is there), never a substitute.
 */
export function createDocumentationTool(base: KnowledgeBase, defaults: Omit<QueryOptions, "question"> = {}) {
  return tool(
    async ({ question, library, version }: { question: string; library?: string; version?: string }) => {
      const asked = { ...defaults, question, ...(library && { library }), ...(version && { version }) };
      try {
        const result = await base.query(asked);
        const {
          confidence,
          probability,
          verified,
          reasons,
          versionFrom,
          otherVersions,
          hits,
          recent,
          missing,
          unknownNames,
        } = result;
        const quotations = hits.map(({ url, text, signature, since, sinceOldest }) => ({
          ...{ url, text, signature, since, sinceOldest },
        }));
        const { library: searched, libraryFrom, version: release } = result;
        const found = { library: searched, libraryFrom, version: release, versionFrom, otherVersions };
        return JSON.stringify({
          ...{ ...found, confidence, probability, verified, reasons, missing, unknownNames },
          ...{ quotations, changes: recent.changes },
        });
      } catch (error) {
        if (!(error instanceof KbError)) throw error;
        return JSON.stringify({ error: describeError(error), code: error.code, hint: error.hint });
      }
    },
    {
      name: "framework_documentation",
      description:
        "Quotes the documentation of one exact version of a machine-learning framework. Answer only from what it returns, cite the URLs, and say that it cannot be verified when `verified` is false.",
      schema: z.object({
        question: z.string().describe("the question, with API names as written in code"),
        library: z.string().optional().describe("e.g. pytorch, scikit-learn, transformers"),
        version: z.string().optional().describe("e.g. 2.4, 2.4.1, >=2.1; default: newest stable indexed"),
      }),
    },
  );
}
