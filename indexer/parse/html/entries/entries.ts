import type { Filter } from "../filters.js";
import type { Generator } from "../generator.js";
import { devsiteEntries } from "./devsite.js";
import { docBuilderEntries } from "./doc-builder.js";
import { doxygenEntries } from "./doxygen.js";
import { mkdocstringsEntries } from "./mkdocstrings.js";
import { pdocEntries } from "./pdoc.js";
import { typedocEntries } from "./typedoc.js";

/**
 * Entries of an API reference in the shape that is read, Sphinx's: a definition list whose term is the signature.
 * Generators that are not named have it already, or have no API reference.
 */
export const API_ENTRIES: Readonly<Partial<Record<Generator, Filter>>> = {
  typedoc: typedocEntries,
  doxygen: doxygenEntries,
  devsite: devsiteEntries,
  "doc-builder": docBuilderEntries,
  mkdocs: mkdocstringsEntries,
  "mkdocs-material": mkdocstringsEntries,
  pdoc: pdocEntries,
};
