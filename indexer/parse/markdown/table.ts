/** Rows as a table of GitHub-flavoured Markdown; the first row is its head. Short rows are filled up. */
export function tableText(rows: readonly (readonly string[])[]): string {
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (columns === 0 || rows.every((row) => row.every((cell) => cell === ""))) return "";
  const lines = rows.map((row) => {
    const cells = Array.from({ length: columns }, (_, column) => cellText(row[column] ?? ""));
    return `| ${cells.join(" | ")} |`;
  });
  return [lines[0], `|${" --- |".repeat(columns)}`, ...lines.slice(1)].join("\n");
}

function cellText(text: string): string {
  return text.replace(/\s+/g, " ").replace(/\\?\|/g, "\\|").trim();
}
