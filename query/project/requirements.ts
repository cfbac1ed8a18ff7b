import { basename, dirname, resolve } from "node:path";

import { describeError } from "../../corpora/errors.js";
import type { Finding, ReadContext } from "./finding.js";
import { parseRequirement, requirementFindings } from "./requirement.js";

interface LogicalLine {
  readonly text: string;
  readonly line: number;
}

const INCLUDE = /^(?:-r|-c|--requirement|--constraint)(?:\s+|=|(?<=-[rc]))\s*(\S.*)$/;
const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
const PATH_OR_URL =
  /^[./\\]|^[a-z][a-z0-9+.-]*:\/\/|^[^\s=<>!~;@[]*[/\\]|\.(?:whl|zip|tar\.gz|tar\.bz2|tgz)(?:\s|$)/i;

/**
 * A pip requirements or constraints file with the files it includes. Requirements that name a URL, a path or a
 * repository are passed over, since they do not say a version; a line that is no requirement is reported.
 */
export async function readRequirements(text: string, context: ReadContext): Promise<Finding[]> {
  return readFrom(text, context.file, context, new Set([context.file]));
}

async function readFrom(
  text: string,
  file: string,
  context: ReadContext,
  seen: Set<string>,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { text: content, line } of logicalLines(text)) {
    const included = INCLUDE.exec(content)?.[1];
    if (included !== undefined) {
      findings.push(...(await readIncluded(included, file, context, seen)));
    } else if (!content.startsWith("-") && !PATH_OR_URL.test(content)) {
      const requirement = content.replace(/\s--?[a-z].*$/is, "");
      if (parseRequirement(requirement) === undefined)
        context.report(file, `line ${line} is not a requirement`);
      findings.push(...requirementFindings(requirement, line).map((finding) => ({ ...finding, file })));
    }
  }
  return findings;
}

async function readIncluded(
  included: string,
  from: string,
  context: ReadContext,
  seen: Set<string>,
): Promise<Finding[]> {
  const unquoted = included.trim().replace(/^(["'])(.*)\1$/, "$2");
  if (HAS_SCHEME.test(unquoted)) return [];
  const file = resolve(dirname(from), unquoted);
  if (seen.has(file)) return [];
  seen.add(file);
  try {
    return await readFrom(await context.read(file), file, context, seen);
  } catch (error) {
    context.report(file, `included in ${basename(from)}, but cannot be read: ${describeError(error)}`);
    return [];
  }
}

/** Lines without comments, those that end in a backslash joined to the next; numbered by where they begin. */
function logicalLines(text: string): LogicalLine[] {
  const lines: LogicalLine[] = [];
  let begun: LogicalLine | undefined;
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const isComment = /^\s*#/.test(raw);
    const continues = !isComment && raw.endsWith("\\");
    const part = continues ? raw.slice(0, -1) : isComment ? "" : raw;
    begun = { text: (begun?.text ?? "") + part, line: begun?.line ?? index + 1 };
    if (!continues) {
      lines.push(begun);
      begun = undefined;
    }
  }
  if (begun !== undefined) lines.push(begun);
  return lines
    .map(({ text: content, line }) => ({ text: content.replace(/\s#.*$/s, "").trim(), line }))
    .filter(({ text: content }) => content !== "");
}
