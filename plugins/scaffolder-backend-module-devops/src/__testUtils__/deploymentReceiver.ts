import { once } from 'node:events';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';

/** A deployment as it arrived. */
export interface ReceivedDeployment {
  method?: string;
  path: string;
  version: string | null;
  revision: string | null;
  authorization?: string;
  body: Buffer;
}

/**
 * Accepts what `deploy/deploy.sh` uploads, and answers in place of a portal
 * whether it may be deployed.
 */
export async function startDeploymentReceiver() {
  const received: ReceivedDeployment[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const url = new URL(request.url ?? '/', 'http://receiver');
    received.push({
      method: request.method,
      path: url.pathname,
      version: url.searchParams.get('version'),
      revision: url.searchParams.get('revision'),
      authorization: request.headers.authorization,
      body: Buffer.concat(chunks),
    });
    const isQuestion = url.pathname === '/api/devops/gate';
    response.writeHead(isQuestion ? 200 : 201, {
      'content-type': 'application/json',
    });
    response.end(
      JSON.stringify(
        isQuestion
          ? { decision: 'allow', reasons: [] }
          : { url: 'http://localhost/' },
      ),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port }: AddressInfo = Object(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    stop: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
