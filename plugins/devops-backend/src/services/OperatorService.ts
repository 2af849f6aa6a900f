import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  devopsInboxReadPermission,
  devopsInboxReplayPermission,
  devopsPayloadReadPermission,
  type InboxDelivery,
  type InboxDeliveryDetail,
  type InboxState,
  type WorkItem,
  type WorkState,
} from '@backstage-devops/plugin-devops-common';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import { readText } from '../inbox/readBody';
import type { Caller } from './EntityAccess';
import { toInboxDelivery, toWorkItem } from './views/operatorViews';

const MOST_BODY_BYTES = 1_048_576;
const PAGE = 20;

type Paging = { source?: string; cursor?: string; limit?: number };
type Page<TItem> = { items: TItem[]; nextCursor?: string };

/**
 * What operators see and do: webhooks as they came, and the questions to
 * providers that wait. Every call asks for the caller's permission first.
 */
export class OperatorService {
  readonly #database: DevopsDatabase;
  readonly #permissions: PermissionsService;
  readonly #wakeWorkers: () => void;
  readonly #now: () => number;

  constructor(options: {
    database: DevopsDatabase;
    permissions: PermissionsService;
    wakeWorkers: () => void;
    now: () => number;
  }) {
    this.#database = options.database;
    this.#permissions = options.permissions;
    this.#wakeWorkers = options.wakeWorkers;
    this.#now = options.now;
  }

  async listInbox(
    query: Paging & { state?: InboxState; event?: string },
    caller: Caller,
  ): Promise<Page<InboxDelivery>> {
    await this.#require(devopsInboxReadPermission, caller);
    const { limit = PAGE, state, event } = query;
    const rows = await this.#database.inbox.list({
      state,
      event,
      sourceId: query.source,
      before: decode(query.cursor),
      limit: limit + 1,
    });
    return toPage(rows, limit, toInboxDelivery);
  }

  async getDelivery(id: string, caller: Caller): Promise<InboxDeliveryDetail> {
    await this.#require(devopsInboxReadPermission, caller);
    await this.#require(devopsPayloadReadPermission, caller);
    const row = await this.#database.inbox.read(id);
    if (!row) {
      throw noDelivery(id);
    }
    return {
      ...toInboxDelivery(row),
      body: await readText(row, this.#database.inbox, MOST_BODY_BYTES),
    };
  }

  async replayDelivery(id: string, caller: Caller): Promise<void> {
    await this.#require(devopsInboxReplayPermission, caller);
    const count = await this.#database.inbox.replay({ id }, this.#now());
    if (count === 0) {
      throw noDelivery(id);
    }
    this.#wakeWorkers();
  }

  async replayInbox(
    selection: {
      state: 'parked' | 'applied';
      source?: string;
      event?: string;
    },
    caller: Caller,
  ): Promise<{ count: number }> {
    await this.#require(devopsInboxReplayPermission, caller);
    const { state, source: sourceId, event } = selection;
    const count = await this.#database.inbox.replay(
      { state, sourceId, event },
      this.#now(),
    );
    this.#wakeWorkers();
    return { count };
  }

  async discardDelivery(id: string, caller: Caller): Promise<void> {
    await this.#require(devopsInboxReplayPermission, caller);
    if (await this.#database.inbox.discard(id)) {
      return;
    }
    if (await this.#database.inbox.read(id)) {
      throw new ConflictError(
        `The delivery '${id}' is not parked, and only parked ones can be discarded`,
      );
    }
    throw noDelivery(id);
  }

  async listWork(
    query: Paging & { state?: WorkState },
    caller: Caller,
  ): Promise<Page<WorkItem>> {
    await this.#require(devopsInboxReadPermission, caller);
    const { limit = PAGE, state } = query;
    const rows = await this.#database.work.list({
      state,
      sourceId: query.source,
      before: decode(query.cursor),
      limit: limit + 1,
    });
    return toPage(rows, limit, toWorkItem);
  }

  async retryWork(id: string, caller: Caller): Promise<void> {
    await this.#require(devopsInboxReplayPermission, caller);
    if (!(await this.#database.work.retry(id, this.#now()))) {
      throw new NotFoundError(
        `No work '${id}' waits; work that is done is not kept`,
      );
    }
    this.#wakeWorkers();
  }

  async #require(permission: BasicPermission, { credentials }: Caller) {
    const [decision] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(`It needs the permission ${permission.name}`);
    }
  }
}

function toPage<TRow extends { id: number | string }, TItem>(
  rows: TRow[],
  limit: number,
  toItem: (row: TRow) => TItem,
): Page<TItem> {
  const shown = rows.slice(0, limit);
  return {
    items: shown.map(toItem),
    ...(rows.length > limit ? { nextCursor: encode(shown[limit - 1].id) } : {}),
  };
}

/** Ids are counted up, so the last one of a page says where the next begins. */
function encode(id: number | string): string {
  return Buffer.from(String(id)).toString('base64url');
}

function decode(cursor: string | undefined): string | undefined {
  if (cursor === undefined) {
    return undefined;
  }
  const id = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!/^\d{1,18}$/.test(id)) {
    throw new InputError(
      "The query parameter 'cursor' must be the nextCursor of an answer before",
    );
  }
  return id;
}

function noDelivery(id: string) {
  return new NotFoundError(
    `The inbox has no delivery '${id}'; those that are done are deleted after devops.inbox.retention`,
  );
}
