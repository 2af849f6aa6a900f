import type { ChangeRecord } from '@backstage-devops/plugin-devops-node';
import type { ChangeCommit } from '@backstage-devops/plugin-devops-common';
import { NotFoundError } from '@backstage/errors';
import { z } from 'zod/v4';
import {
  compact,
  id,
  instant,
  listOf,
  message,
  optionalInstant,
  optionalText,
  optionalUrl,
  parseOr,
  prose,
  sha,
  text,
  toIsoOptional,
} from './fields';
import { toChangeRecord } from './pulls';
import { reviewTimes } from './reviews';

const nodesOf = <T extends z.ZodType>(entry: T) =>
  z
    .object({ nodes: listOf(entry, 100).nullish() })
    .nullish()
    .transform(list => list?.nodes ?? []);

const author = z
  .object({ login: optionalText, url: optionalUrl, __typename: optionalText })
  .nullish();

const pull = z.object({
  number: id,
  title: prose,
  state: text,
  createdAt: instant,
  updatedAt: instant,
  mergedAt: optionalInstant,
  closedAt: optionalInstant,
  url: optionalUrl,
  headRefName: optionalText,
  baseRefName: optionalText,
  mergeCommit: z.object({ oid: sha }).nullish(),
  author,
  labels: nodesOf(z.object({ name: text })),
  commits: nodesOf(
    z.object({
      commit: z.object({
        oid: sha,
        message,
        authoredDate: optionalInstant,
        committedDate: optionalInstant,
        url: optionalUrl,
        author: z.object({ name: prose }).nullish(),
      }),
    }),
  ),
  reviews: nodesOf(
    z.object({ state: text, submittedAt: optionalInstant, author }),
  ),
  files: nodesOf(z.object({ path: text })),
});
type Pull = z.output<typeof pull>;

const answer = z.object({
  repository: z
    .object({
      pullRequests: z.object({
        pageInfo: z.object({
          hasNextPage: z.boolean(),
          endCursor: optionalText,
        }),
        nodes: listOf(pull, 100),
      }),
    })
    .nullable(),
});

/** A page of pull requests, last changed first, and where the next one starts. */
export function readPulls(
  scope: string,
  data: unknown,
): { pulls: Pull[]; next?: string } {
  const { repository } = parseOr(answer, data, 'The list of pull requests');
  if (!repository) {
    throw new NotFoundError(
      `GitHub knows no repository '${scope}', or the credentials in integrations.github may not see its pull requests`,
    );
  }
  const { nodes, pageInfo } = repository.pullRequests;
  return {
    pulls: nodes,
    next: pageInfo.hasNextPage ? pageInfo.endCursor : undefined,
  };
}

export function toPullRecord(scope: string, entry: Pull): ChangeRecord {
  const paths = entry.files.map(({ path }) => path);
  return toChangeRecord(
    {
      number: entry.number,
      title: entry.title,
      state: entry.state.toLowerCase(),
      user: entry.author?.login
        ? {
            name: entry.author.login,
            username: entry.author.login,
            ...(entry.author.url && { url: entry.author.url }),
            isBot: entry.author.__typename === 'Bot',
          }
        : undefined,
      created_at: entry.createdAt,
      updated_at: entry.updatedAt,
      merged_at: entry.mergedAt,
      closed_at: entry.closedAt,
      merge_commit_sha: entry.mergeCommit?.oid,
      labels: entry.labels,
      head: { ref: entry.headRefName },
      base: { ref: entry.baseRefName },
      html_url: entry.url,
    },
    {
      teller: 'api',
      scope,
      commits: entry.commits.map(({ commit }) => toChangeCommit(commit)),
      // A list that was cut would say that the rest is untouched.
      paths: paths.length < 100 ? paths : undefined,
      ...reviewTimes(
        entry.reviews.map(review => ({
          state: review.state,
          submittedAt: review.submittedAt,
          author: review.author?.login,
          isBot: review.author?.__typename === 'Bot',
        })),
        { author: entry.author?.login, mergedAt: entry.mergedAt },
      ),
    },
  );
}

function toChangeCommit(
  commit: Pull['commits'][number]['commit'],
): ChangeCommit {
  return compact<ChangeCommit>({
    sha: commit.oid,
    title: commit.message?.split(/\r?\n/, 1)[0].slice(0, 255),
    message: commit.message,
    author: commit.author?.name,
    authoredAt: toIsoOptional(commit.authoredDate),
    committedAt: toIsoOptional(commit.committedDate),
    url: commit.url,
  });
}
