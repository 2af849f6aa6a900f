import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import type { DevopsApi } from '@backstage-devops/plugin-devops-common';
import type { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { devopsApiRef } from '../src/api/devopsApiRef';
import { devopsPlugin } from '../src/plugin';

/** The component that tests show. */
export const component: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default', uid: 'uid-checkout' },
  spec: { type: 'service', lifecycle: 'production', owner: 'shop' },
};

/**
 * The one of which readers may run nothing. Decisions are cached by entity
 * for as long as a page lives, and all tests of a file live on one page.
 */
const closedComponent: Entity = {
  ...component,
  metadata: { ...component.metadata, name: 'payments' },
};

/** Signals that a test sends. */
export class TestSignals {
  readonly #listeners = new Set<(message: never) => void>();

  subscribe = (_channel: string, listener: (message: never) => void) => {
    this.#listeners.add(listener);
    return { unsubscribe: () => this.#listeners.delete(listener) };
  };

  send(message: { entityUid: string; topics: string[] }) {
    this.#listeners.forEach(listener => listener(message as never));
  }
}

type Extension = Parameters<typeof devopsPlugin.getExtension>[0];

/** Renders one extension of the plugin on the page of an entity. */
export function renderOnEntityPage(
  extension: Extension,
  options: {
    api: DevopsApi;
    entity?: Entity;
    allowed?: boolean;
    signals?: TestSignals;
    path?: string;
  },
) {
  const { api, allowed = true, signals, path } = options;
  const { entity = allowed ? component : closedComponent } = options;
  return renderTestApp({
    extensions: [
      createTestEntityPage({ entity }),
      devopsPlugin.getExtension(extension),
    ],
    ...(path ? { initialRouteEntries: [path] } : {}),
    apis: [
      [devopsApiRef, api],
      [
        permissionApiRef,
        {
          authorize: async () => ({
            result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
          }),
        },
      ],
      ...(signals ? [[signalApiRef, signals] as const] : []),
    ],
  });
}
