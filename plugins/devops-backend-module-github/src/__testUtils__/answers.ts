import { HttpResponse } from 'msw';

/** Pages as GitHub documents them: links in a header. */
export function paged(
  request: Request,
  all: unknown[],
  perPage: number,
  wrap: (entries: unknown[]) => object = entries => entries,
  headers: Record<string, string> = {},
) {
  const url = new URL(request.url);
  const page = Number(url.searchParams.get('page') ?? 1);
  url.searchParams.set('page', String(page + 1));
  const hasNext = page * perPage < all.length;
  return HttpResponse.json(
    wrap(all.slice((page - 1) * perPage, page * perPage)),
    {
      headers: {
        ...headers,
        ...(hasNext && {
          link: `<${url}>; rel="next", <${url}>; rel="last"`,
        }),
      },
    },
  );
}

export function notFound() {
  return HttpResponse.json({ message: 'Not Found' }, { status: 404 });
}
