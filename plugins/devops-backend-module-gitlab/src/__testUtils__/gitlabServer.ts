import { HttpResponse } from 'msw';
import project from './api.project.json';

export const HOST = 'gitlab.example.com';
export const SCOPE = project.path_with_namespace;
export const TOKEN = 'glpat-Zm9vYmFyYmF6cXV4';

export const API = `https://${HOST}/api/v4`;
export const PROJECT = `${API}/projects/${encodeURIComponent(SCOPE)}`;

/** Offset paging as GitLab documents it. */
export function paged(request: Request, all: unknown[], perPage: number) {
  const page = Number(new URL(request.url).searchParams.get('page') ?? 1);
  const hasNext = page * perPage < all.length;
  return HttpResponse.json(all.slice((page - 1) * perPage, page * perPage), {
    headers: {
      'x-page': String(page),
      'x-per-page': String(perPage),
      'x-next-page': hasNext ? String(page + 1) : '',
    },
  });
}

export function notFound(what: string) {
  return HttpResponse.json(
    { message: `404 ${what} Not Found` },
    { status: 404 },
  );
}
