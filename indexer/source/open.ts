import type { SourceDefinition } from "../../corpora/corpus.js";
import { createDirectorySource } from "./directory.js";
import { createGitSource } from "./git.js";
import { createNpmSource } from "./npm.js";
import { createPypiSource } from "./pypi.js";
import type { Source, SourceContext } from "./source.js";
import { createWebsiteSource } from "./website.js";

/** The optional fields that are set, without those that are not. */
function given<T extends object>(fields: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]: Exclude<T[Key], undefined>;
  };
}

/** The source that a definition describes. Nothing is fetched yet. */
export function openSource(definition: SourceDefinition, context: SourceContext): Source {
  const { include, exclude } = definition;
  const patterns = given({ include, exclude });
  switch (definition.kind) {
    case "npm":
      return createNpmSource({ package: definition.package, ...patterns }, context);
    case "pypi":
      return createPypiSource({ package: definition.package, ...patterns }, context);
    case "git":
      return createGitSource(
        { repository: definition.repository, ...given({ tag: definition.tag }), ...patterns },
        context,
      );
    case "directory":
      return createDirectorySource(
        {
          path: definition.path,
          ...patterns,
          ...(definition.releases && {
            releases: definition.releases.map(({ version, date }) => ({ version, ...(date && { date }) })),
          }),
        },
        context,
      );
    case "website":
      return createWebsiteSource(definition, context);
  }
}
