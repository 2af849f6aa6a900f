import { FileDiff } from '../git/gitDiff';

/** GitLab's JSON of what happened to a file. */
export function presentDiff(file: FileDiff) {
  return {
    old_path: file.oldPath,
    new_path: file.newPath,
    a_mode: file.oldMode,
    b_mode: file.newMode,
    new_file: file.kind === 'A',
    renamed_file: file.kind === 'R',
    deleted_file: file.kind === 'D',
    diff: file.patch,
  };
}
