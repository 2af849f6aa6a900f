import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import type {
  DevopsApi,
  DevopsOperatorApi,
} from '@backstage-devops/plugin-devops-common';
import type { Entity } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  type EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { devopsApiRef } from '../src/api/devopsApiRef';
import { devopsOperatorApiRef } from '../src/api/devopsOperatorApiRef';
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

/** Renders the page of the fleet and of operations. */
export function renderDevopsPage(options: {
  path: string;
  api: DevopsApi;
  operatorApi?: DevopsOperatorApi;
  /** Names of permissions that the reader does not have. */
  denied?: string[];
}) {
  const { path, api, operatorApi, denied = [] } = options;
  return renderTestApp({
    extensions: [
      devopsPlugin.getExtension('page:devops'),
      devopsPlugin.getExtension('sub-page:devops/fleet'),
      devopsPlugin.getExtension('sub-page:devops/slos'),
      devopsPlugin.getExtension('sub-page:devops/pipelines'),
      devopsPlugin.getExtension('sub-page:devops/operations'),
    ],
    initialRouteEntries: [path],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      [devopsApiRef, api],
      ...(operatorApi ? [[devopsOperatorApiRef, operatorApi] as const] : []),
      [
        permissionApiRef,
        {
          authorize: async ({ permission }) => ({
            result: denied.includes(permission.name)
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
          }),
        },
      ],
    ],
  });
}

/** Renders one extension of the plugin on the page of an entity. */
export function renderOnEntityPage(
  extension: Extension,
  options: {
    api: DevopsApi;
    entity?: Entity;
    allowed?: boolean;
    /** By a decision of its own; `allowed` decides when it is absent. */
    decide?: (request: EvaluatePermissionRequest) => boolean;
    signals?: TestSignals;
    path?: string;
  },
) {
  const { api, allowed = true, signals, path, decide } = options;
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
          authorize: async request => ({
            result:
              (decide?.(request) ?? allowed)
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
          }),
        },
      ],
      ...(signals ? [[signalApiRef, signals] as const] : []),
    ],
  });
}
