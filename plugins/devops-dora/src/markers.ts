import type { Change } from './timelines';
import type { CommitRecord } from './records';

/** What a change takes back. */
export interface RevertMarks {
  shas: string[];
  /** Numbers of pull requests. */
  numbers: string[];
  /** Titles of pull requests or commits. */
  titles: string[];
}

const REVERTED_COMMIT = /\breverts? commit ([0-9a-f]{7,64})\b/gi;
const REVERTED_REQUEST =
  /\breverts? (?:pull request |merge request |pr |mr )?[\w./-]*[#!](\d+)\b/gi;
const REVERTED_TITLE = /^revert:? "(.+)"/i;

/** The marks of a change that takes another one back, if it does so. */
export function revertMarks(
  change: Change,
  commits: Map<string, CommitRecord>,
): RevertMarks | undefined {
  const { title, branch, labels } = change.record;
  const messages = change.shas.map(sha => commits.get(sha)?.message ?? '');
  const texts = [title ?? '', ...messages];
  const marks: RevertMarks = {
    shas: texts.flatMap(text => captures(text, REVERTED_COMMIT)),
    numbers: texts.flatMap(text => captures(text, REVERTED_REQUEST)),
    titles: texts.flatMap(text => REVERTED_TITLE.exec(text)?.[1] ?? []),
  };
  const says =
    marks.shas.length + marks.numbers.length + marks.titles.length > 0 ||
    /^revert\b/i.test(title ?? '') ||
    /^revert[-/]/i.test(branch ?? '') ||
    hasLabel(labels, /^reverts?$/i);
  return says ? marks : undefined;
}

/** Whether a change says that it repairs production out of turn. */
export function isHotfix({ record }: Change): boolean {
  return (
    hasLabel(record.labels, /^hot-?fix\b/i) ||
    /^hot-?fix(?:es)?[-/]/i.test(record.branch ?? '') ||
    /^\[?hot-?fix\b/i.test(record.title ?? '')
  );
}

/** The number of a pull request such as `org/repo#12`, `!12` or `pr12`. */
export function numberOf(id: string): string | undefined {
  return /(\d+)$/.exec(id)?.[1];
}

function hasLabel(labels: string[] | undefined, pattern: RegExp): boolean {
  return (labels ?? []).some(label => pattern.test(label));
}

function captures(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(match => match[1]);
}
