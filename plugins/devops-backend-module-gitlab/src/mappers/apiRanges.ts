import type { ChangeCommit } from '@backstage-devops/plugin-devops-common';
import { z } from 'zod/v4';
import { readCommits } from './apiChanges';
import { flag, parseOr, sha, text } from './fields';

const comparison = z.object({
  commits: z.array(z.unknown()),
  compare_timeout: flag,
  compare_same_ref: flag,
});

/** Two revisions compared. */
export type ApiComparison = {
  /** Oldest first. */
  commits: ChangeCommit[];
  isSame: boolean;
  isCut: boolean;
};

export function readComparison(body: unknown): ApiComparison {
  const found = parseOr(comparison, body, 'The comparison in the API');
  return {
    commits: readCommits(found.commits),
    isSame: found.compare_same_ref ?? false,
    isCut: found.compare_timeout ?? false,
  };
}

export const readMergeBase = (body: unknown): string =>
  parseOr(z.object({ id: sha }), body, 'The merge base in the API').id;

const diff = z.object({ old_path: text, new_path: text });

/** Both names of a file that was renamed. */
export const readDiffPaths = (body: unknown): string[] =>
  parseOr(z.array(diff), body, 'The diff of a commit in the API').flatMap(
    file => [file.old_path, file.new_path],
  );
