import { Request, Response } from 'express';
import { request as httpRequest } from 'http';

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Hands a request to a service on this machine and its answer back, as they come. */
export function proxyTo(options: {
  request: Request;
  response: Response;
  port: number;
  path: string;
  prefix: string;
}): void {
  const { request, response, port, path, prefix } = options;
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => !hopByHop.has(name)),
  );
  const upstream = httpRequest(
    {
      host: '127.0.0.1',
      port,
      path,
      method: request.method,
      headers: { ...headers, 'x-forwarded-prefix': prefix },
    },
    answer => {
      response.status(answer.statusCode ?? 502);
      for (const [name, value] of Object.entries(answer.headers)) {
        if (value !== undefined && !hopByHop.has(name)) {
          response.setHeader(name, value);
        }
      }
      answer.pipe(response);
    },
  );
  upstream.on('error', error => {
    if (response.headersSent) {
      response.destroy(error);
    } else {
      response
        .status(502)
        .type('text/plain')
        .send('The service does not answer\n');
    }
  });
  response.on('close', () => upstream.destroy());
  request.pipe(upstream);
}
