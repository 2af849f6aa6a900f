import type {
  DevopsOperatorApi,
  InboxDelivery,
  InboxState,
  WorkItem,
  WorkState,
} from '@backstage-devops/plugin-devops-common';
import { failure, page } from './answers';

type World = {
  deliveries: InboxDelivery[];
  work: WorkItem[];
  neverAnswers?: boolean;
  failWith?: { status: number; message: string };
};

/** The operators' part of the backend without a backend. */
export class FakeDevopsOperatorApi implements DevopsOperatorApi {
  readonly #world: World;

  constructor(world: World) {
    this.#world = { ...world };
  }

  async listInbox(
    query: {
      state?: InboxState;
      source?: string;
      event?: string;
      cursor?: string;
      limit?: number;
    } = {},
  ) {
    const { deliveries } = await this.#answer();
    const { state, source, event } = query;
    return page(
      deliveries.filter(
        item =>
          (!state || item.state === state) &&
          (!source || item.sourceId === source) &&
          (!event || item.event === event),
      ),
      query,
    );
  }

  async getInboxDelivery(id: string) {
    const { deliveries } = await this.#answer();
    const found = deliveries.find(item => item.id === id)!;
    const text = JSON.stringify({
      object_kind: 'pipeline',
      user: { name: 'Ana Ruiz', email: 'ana@example.com' },
      builds: [{ id: 88_123, stage: 'test', runner: null }],
    });
    return { ...found, body: { text, truncated: false } };
  }

  async replayInboxDelivery(id: string) {
    this.#replay(item => item.id === id);
  }

  async replayInbox(selection: { state: InboxState; source?: string }) {
    return {
      count: this.#replay(
        item =>
          item.state === selection.state &&
          (!selection.source || item.sourceId === selection.source),
      ),
    };
  }

  async discardInboxDelivery(id: string) {
    this.#world.deliveries = this.#world.deliveries.filter(
      item => item.id !== id,
    );
  }

  async listWork(
    query: {
      state?: WorkState;
      source?: string;
      cursor?: string;
      limit?: number;
    } = {},
  ) {
    const { work } = await this.#answer();
    const { state, source } = query;
    return page(
      work.filter(
        item =>
          (!state || item.state === state) &&
          (!source || item.sourceId === source),
      ),
      query,
    );
  }

  async retryWork(id: string) {
    this.#world.work = this.#world.work.filter(item => item.id !== id);
  }

  #replay(matches: (item: InboxDelivery) => boolean): number {
    const { deliveries } = this.#world;
    this.#world.deliveries = deliveries.map(item =>
      matches(item)
        ? { ...item, state: 'pending', attempts: 0, error: undefined }
        : item,
    );
    return deliveries.filter(matches).length;
  }

  async #answer(): Promise<World> {
    const { neverAnswers, failWith } = this.#world;
    if (neverAnswers) {
      return new Promise(() => {});
    }
    if (failWith) {
      throw failure(failWith);
    }
    return this.#world;
  }
}
