import { Request, Response } from 'express';
import { InputError } from '@backstage/errors';

function positive(value: unknown, name: string, fallback: number): number {
  if (value === undefined) {
    return fallback;
  }
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) {
    throw new InputError(`${name} is invalid`);
  }
  return number;
}

function pageLink(request: Request, base: string, changes: object): string {
  const url = new URL(request.originalUrl, base);
  for (const [name, value] of Object.entries(changes)) {
    url.searchParams.set(name, String(value));
  }
  return url.toString();
}

/**
 * Answers one page of a list as GitLab does: by number with totals, or, when the
 * client asks for `pagination=keyset`, by the last id with a link to the next page.
 */
export function sendPage<T extends { id: number }>(options: {
  request: Request;
  response: Response;
  baseUrl: string;
  rows: T[];
  present: (row: T) => unknown;
}): Promise<void> {
  return options.request.query.pagination === 'keyset'
    ? sendKeysetPage(options)
    : sendNumberedPage(options);
}

/** As `sendPage`, for lists whose rows have no number to continue from. */
export async function sendNumberedPage<T>(options: {
  request: Request;
  response: Response;
  baseUrl: string;
  rows: T[];
  present: (row: T) => unknown;
}): Promise<void> {
  const { request, response, rows, baseUrl } = options;
  const page = positive(request.query.page, 'page', 1);
  const perPage = Math.min(
    positive(request.query.per_page, 'per_page', 20),
    100,
  );
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const link = (target: number, relation: string) =>
    `<${pageLink(request, baseUrl, { page: target, per_page: perPage })}>; rel="${relation}"`;
  response.set({
    'X-Page': String(page),
    'X-Per-Page': String(perPage),
    'X-Total': String(rows.length),
    'X-Total-Pages': String(pages),
    'X-Next-Page': page < pages ? String(page + 1) : '',
    'X-Prev-Page': page > 1 ? String(page - 1) : '',
    Link: [
      ...(page > 1 ? [link(page - 1, 'prev')] : []),
      ...(page < pages ? [link(page + 1, 'next')] : []),
      link(1, 'first'),
      link(pages, 'last'),
    ].join(', '),
  });
  const shown = rows.slice((page - 1) * perPage, page * perPage);
  response.json(await Promise.all(shown.map(options.present)));
}

async function sendKeysetPage<T extends { id: number }>(options: {
  request: Request;
  response: Response;
  baseUrl: string;
  rows: T[];
  present: (row: T) => unknown;
}): Promise<void> {
  const { request, response, baseUrl } = options;
  const ascending = request.query.sort === 'asc';
  const perPage = Math.min(
    positive(request.query.per_page, 'per_page', 20),
    100,
  );
  const cursor = request.query[ascending ? 'id_after' : 'id_before'];
  const rows = [...options.rows]
    .sort((a, b) => (ascending ? a.id - b.id : b.id - a.id))
    .filter(
      row =>
        cursor === undefined ||
        (ascending ? row.id > Number(cursor) : row.id < Number(cursor)),
    );
  const shown = rows.slice(0, perPage);
  const last = shown.at(-1);
  response.set('X-Per-Page', String(perPage));
  if (last && rows.length > shown.length) {
    const next = { [ascending ? 'id_after' : 'id_before']: last.id };
    response.set('Link', `<${pageLink(request, baseUrl, next)}>; rel="next"`);
  }
  response.json(await Promise.all(shown.map(options.present)));
}

/** Sorts by one of the columns a list offers; GitLab's default is newest id first. */
export function sortRows<T extends { id: number }>(
  rows: T[],
  request: Request,
  columns: Record<string, (row: T) => string | number>,
  defaults: { orderBy: string; sort: 'asc' | 'desc' },
): T[] {
  const orderBy = String(request.query.order_by ?? defaults.orderBy);
  const column = columns[orderBy];
  if (!column) {
    throw new InputError('order_by does not have a valid value');
  }
  const direction =
    String(request.query.sort ?? defaults.sort) === 'asc' ? 1 : -1;
  const compare = (a: string | number, b: string | number) => {
    if (a === b) return 0;
    return a < b ? -1 : 1;
  };
  return [...rows].sort(
    (a, b) => direction * (compare(column(a), column(b)) || a.id - b.id),
  );
}

/** Reads an optional time parameter as milliseconds since 1970. */
export function timeParameter(
  request: Request,
  name: string,
): number | undefined {
  const value = request.query[name];
  if (value === undefined) {
    return undefined;
  }
  const time = Date.parse(String(value));
  if (Number.isNaN(time)) {
    throw new InputError(`${name} is invalid`);
  }
  return time;
}
