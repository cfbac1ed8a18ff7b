import { decodeText } from "../../parse/text.js";
import type { FetchedPage } from "./fetched.js";

/** A page's bytes as text, by what the server and the page itself say of its encoding. Never fails. */
export const pageText = ({ bytes, charset }: Pick<FetchedPage, "bytes" | "charset">): string =>
  decodeText(bytes, { charset, html: true });
