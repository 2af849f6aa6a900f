import { createServer, IncomingHttpHeaders, Server } from 'http';
import { AddressInfo } from 'net';
import { closeServer } from '../processes';

export interface ReceivedHook {
  headers: IncomingHttpHeaders;
  body: string;
}

/** Takes webhooks and keeps them in the order of arrival. */
export class HookReceiver {
  readonly received: ReceivedHook[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) {
        chunks.push(chunk);
      }
      const body = Buffer.concat(chunks).toString();
      this.received.push({ headers: request.headers, body });
      response.statusCode = 202;
      response.end();
    });
  }

  static async start(): Promise<HookReceiver> {
    const receiver = new HookReceiver();
    await new Promise<void>(resolve =>
      receiver.#server.listen(0, '127.0.0.1', resolve),
    );
    return receiver;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/hooks`;
  }

  stop(): Promise<void> {
    return closeServer(this.#server);
  }
}
