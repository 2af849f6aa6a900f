import { createServer } from 'node:http';
import { answer } from './app.js';
import { countRequest, renderMetrics } from './metrics.js';

const { HOST = '127.0.0.1', PORT = '8080' } = process.env;

const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://service');
  if (url.pathname === '/metrics') {
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(renderMetrics());
    return;
  }
  const { status, body, route } = answer(url);
  countRequest(route, status);
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
});

server.listen(Number(PORT), HOST);
process.on('SIGTERM', () => server.close(() => process.exit(0)));
