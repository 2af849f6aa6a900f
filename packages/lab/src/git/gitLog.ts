export interface GitCommit {
  id: string;
  parentIds: string[];
  authorName: string;
  authorEmail: string;
  authoredDate: string;
  committerName: string;
  committerEmail: string;
  committedDate: string;
  title: string;
  message: string;
}

const FIELD = '\u001f';
const RECORD = '\u001e';
/** What `git log` is asked for: every field of a commit, apart by separators. */
export const COMMIT_FORMAT = `${[
  '%H',
  '%P',
  '%an',
  '%ae',
  '%aI',
  '%cn',
  '%ce',
  '%cI',
  '%s',
  '%B',
].join('%x1f')}%x1e`;

/** Reads what `git log` prints in that format. */
export function parseLog(out: string): GitCommit[] {
  return out
    .split(RECORD)
    .map(record => record.trim())
    .filter(Boolean)
    .map(parseCommit);
}

function parseCommit(record: string): GitCommit {
  const fields = record.split(FIELD);
  return {
    id: fields[0],
    parentIds: fields[1] ? fields[1].split(' ') : [],
    authorName: fields[2],
    authorEmail: fields[3],
    authoredDate: fields[4],
    committerName: fields[5],
    committerEmail: fields[6],
    committedDate: fields[7],
    title: fields[8],
    message: fields[9],
  };
}
