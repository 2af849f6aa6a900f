import { ServiceUnavailableError } from '@backstage/errors';

const PER_PAGE = 100;

/**
 * A page of a list. The types of the library promise `paginationInfo` for most
 * lists only; it is there for all of them.
 */
type Page = { data: unknown; paginationInfo?: { next?: number | null } };

/** Reads a list page by page, as far as GitLab says that there is one more. */
export async function* pages(
  read: (page: {
    page: number;
    perPage: number;
    showExpanded: true;
    pagination: 'offset';
  }) => Promise<object>,
): AsyncGenerator<unknown[]> {
  for (let page: number | undefined = 1; page !== undefined;) {
    const answer = (await read({
      page,
      perPage: PER_PAGE,
      showExpanded: true,
      pagination: 'offset',
    })) as Page;
    if (!Array.isArray(answer.data)) {
      throw new ServiceUnavailableError(
        'GitLab answered with something that is not a list',
      );
    }
    yield answer.data;
    page = nextPage(answer, page);
  }
}

function nextPage(answer: Page, current: number): number | undefined {
  const next = answer.paginationInfo?.next ?? undefined;
  if (next !== undefined && next <= current) {
    throw new ServiceUnavailableError(
      `GitLab names page ${next} as the one after page ${current}; reading on would never end`,
    );
  }
  return next;
}
