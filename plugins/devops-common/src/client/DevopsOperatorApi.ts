import type {
  InboxDelivery,
  InboxDeliveryDetail,
  InboxState,
  WorkItem,
  WorkState,
} from '../model';
import type { DevopsRequestOptions } from './queries';

/**
 * What operators see and do: webhooks as they came, and the questions to
 * providers that wait. Reading needs `devops.inbox.read`, acting
 * `devops.inbox.replay`.
 *
 * Every method rejects with a `ResponseError` that carries the status and the
 * backend's message.
 *
 * @public
 */
export interface DevopsOperatorApi {
  /** Newest first. */
  listInbox(
    query?: {
      state?: InboxState;
      source?: string;
      /** The provider's name of the event, in full. */
      event?: string;
      cursor?: string;
      limit?: number;
    },
    options?: DevopsRequestOptions,
  ): Promise<{ items: InboxDelivery[]; nextCursor?: string }>;

  /**
   * With its body as text, as far as it is shown. It needs
   * `devops.payload.read` beside `devops.inbox.read`, and leaves an event in
   * the audit log.
   */
  getInboxDelivery(
    id: string,
    options?: DevopsRequestOptions,
  ): Promise<InboxDeliveryDetail>;

  /** Applies a delivery again; that it was applied before does no harm. */
  replayInboxDelivery(
    id: string,
    options?: DevopsRequestOptions,
  ): Promise<void>;

  /** Applies all deliveries of a state again and says how many they are. */
  replayInbox(
    selection: {
      state: Exclude<InboxState, 'pending'>;
      source?: string;
      event?: string;
    },
    options?: DevopsRequestOptions,
  ): Promise<{ count: number }>;

  /** Deletes a parked delivery for good. */
  discardInboxDelivery(
    id: string,
    options?: DevopsRequestOptions,
  ): Promise<void>;

  /** Newest first. */
  listWork(
    query?: {
      state?: WorkState;
      source?: string;
      cursor?: string;
      limit?: number;
    },
    options?: DevopsRequestOptions,
  ): Promise<{ items: WorkItem[]; nextCursor?: string }>;

  /** Makes work due now, also when it was parked. */
  retryWork(id: string, options?: DevopsRequestOptions): Promise<void>;
}
