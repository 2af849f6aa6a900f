import {
  DEVOPS_SIGNAL_CHANNEL,
  type DevopsSignal,
} from '@backstage-devops/plugin-devops-common';
import { useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { entityKey, type Topic } from './keys';

/** Several messages within this time cause one request, in milliseconds. */
const GATHER_MS = 300;

/**
 * Asks again for an entity's data when the backend says that it changed.
 *
 * It subscribes to the signals itself: `useSignal` keeps only the last message,
 * and of two that arrive in one render the first would be lost. Without the
 * signals plugin the queries' own polling remains.
 */
export function useLiveUpdates(
  entityUid: string | undefined,
  entityRef: string,
): void {
  const signals = useApiHolder().get(signalApiRef);
  const queryClient = useQueryClient();

  useEffect(() => {
    if (!signals || !entityUid) {
      return undefined;
    }
    const changed = new Set<Topic>();
    let timer: ReturnType<typeof setTimeout> | undefined;

    const refetch = () => {
      timer = undefined;
      for (const topic of changed) {
        queryClient.invalidateQueries({
          queryKey: entityKey(topic, entityRef),
        });
      }
      changed.clear();
    };

    const { unsubscribe } = signals.subscribe<DevopsSignal>(
      DEVOPS_SIGNAL_CHANNEL,
      message => {
        if (message.entityUid !== entityUid) {
          return;
        }
        message.topics.forEach(topic => changed.add(topic));
        timer ??= setTimeout(refetch, GATHER_MS);
      },
    );
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [signals, queryClient, entityUid, entityRef]);
}
