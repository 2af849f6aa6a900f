/** What happened to one file. */
export interface FileDiff {
  oldPath: string;
  newPath: string;
  oldMode: string;
  newMode: string;
  /** `A`, `D`, `M`, `R` or `T`. */
  kind: string;
  patch: string;
}

/**
 * Reads `git diff-tree -z --raw --patch`: a list of files, whose names no
 * character is escaped in, and then the patch of each in the same order.
 */
export function parseDiff(out: string): FileDiff[] {
  const end = out.search(/(?:^|\0)diff --git /);
  const raw = end === -1 ? out : out.slice(0, end);
  const parts = raw.split('\0').filter(Boolean);
  const patches =
    end === -1
      ? []
      : out
          .slice(end)
          .split(/^\0?diff --git /m)
          .slice(1);
  const files: FileDiff[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const [oldMode, newMode, , , status] = parts[at].slice(1).split(' ');
    const kind = status[0];
    const oldPath = parts[at + 1];
    if (kind === 'R') {
      at += 1; // A rename has two names.
    }
    const patch = patches[files.length] ?? '';
    const hunk = patch.indexOf('\n@@ ');
    files.push({
      oldPath,
      newPath: parts[at + 1],
      oldMode,
      newMode,
      kind,
      patch: hunk === -1 ? '' : patch.slice(hunk + 1),
    });
  }
  return files;
}
