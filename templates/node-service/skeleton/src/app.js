import { createServer } from 'node:http';
import { RequestMetrics } from './metrics.js';

/**
 * The service, not yet listening.
 *
 * @param {{ service: string, environment: string, version: string, revision: string }} info
 * @returns {import('node:http').Server}
 */
export function createApp(info) {
  const metrics = new RequestMetrics();
  const routes = {
    '/': () => json(info),
    '/healthz': () => json({ status: 'ok' }),
    '/metrics': () => ({
      type: 'text/plain; version=0.0.4; charset=utf-8',
      body: metrics.toString(),
    }),
  };

  return createServer((request, response) => {
    const started = performance.now();
    // Not parsed as a URL: a client may send anything here, also '//'.
    const [pathname] = request.url.split('?', 1);
    const known = Object.hasOwn(routes, pathname);
    const { status, type, body } = answer(request, known && routes[pathname]);

    response.writeHead(status, { 'content-type': type });
    response.end(request.method === 'HEAD' ? undefined : body);
    metrics.record({
      method: request.method,
      // Unknown paths share a label, so that a scanner cannot fill the memory.
      route: known ? pathname : 'unknown',
      status,
      seconds: (performance.now() - started) / 1000,
    });
  });
}

function answer(request, route) {
  if (!route) {
    return { status: 404, ...json({ error: 'Not found' }) };
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { status: 405, ...json({ error: 'Method not allowed' }) };
  }
  return { status: 200, ...route() };
}

function json(value) {
  return { type: 'application/json', body: `${JSON.stringify(value)}\n` };
}
