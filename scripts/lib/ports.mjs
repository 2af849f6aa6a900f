/** The ports of the lab and the portal. */
import { createServer } from 'node:net';

/** Those that have to be free, by the variable that chooses another one. */
export const ports = {
  PORTAL_PORT: { fallback: '7007', what: 'the portal' },
  LAB_PORT: { fallback: '7080', what: 'the forge of the lab' },
  LAB_ENVIRONMENTS_PORT: { fallback: '7081', what: "the lab's environments" },
};

export function isFree(port) {
  return new Promise(done => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}

/** A free port for each of the variables, so that worlds can stand side by side. */
export async function freePorts() {
  const servers = [
    ...Object.keys(ports),
    'LAB_PROMETHEUS_PORT',
    'LAB_ALERTMANAGER_PORT',
  ].map(variable => ({ variable, server: createServer() }));
  const found = {};
  for (const { variable, server } of servers) {
    await new Promise(done => server.listen(0, '127.0.0.1', done));
    found[variable] = String(server.address().port);
  }
  await Promise.all(
    servers.map(({ server }) => new Promise(done => server.close(done))),
  );
  return found;
}
