/**
 * What the backend asks the forge about: it answers slowly, as a forge far
 * away does, and knows nothing but projects. It notices when two backends ask
 * about the same pipeline or job at the same time.
 */
import { createServer } from 'node:http';

export async function startForge({ latencyMs = 150 } = {}) {
  const asked = new Map();
  const forge = { requests: 0, overlaps: [] };
  const server = createServer((request, response) => {
    forge.requests += 1;
    const thing = request.url.split('?')[0];
    const by =
      request.headers['private-token'] ?? request.headers.authorization;
    const [, project] = /^\/api\/v4\/projects\/([^/]+)$/.exec(thing) ?? [];
    if (!project) {
      const other = asked.get(thing);
      if (other && other !== by) {
        forge.overlaps.push(thing);
      }
      asked.set(thing, by);
      response.on('close', () => asked.delete(thing));
    }
    setTimeout(() => {
      response.setHeader('content-type', 'application/json');
      if (project) {
        const path = decodeURIComponent(project);
        response.end(
          JSON.stringify({
            id: 1,
            path_with_namespace: path,
            default_branch: 'main',
          }),
        );
      } else {
        response.statusCode = 404;
        response.end('{"message":"404 Not found"}');
      }
    }, latencyMs);
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  forge.host = `127.0.0.1:${server.address().port}`;
  forge.stop = () =>
    new Promise(done => {
      server.close(done);
      server.closeAllConnections();
    });
  return forge;
}
