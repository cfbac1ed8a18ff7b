/** Adds lines at the end. `push(...lines)` would put each of them on the call stack. */
export function append(lines: string[], more: readonly string[]): void {
  for (const line of more) lines.push(line);
}
