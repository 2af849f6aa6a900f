import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import devopsPlugin from '@backstage-devops/plugin-devops-backend';
import githubModule from '@backstage-devops/plugin-devops-backend-module-github';
import gitlabModule from '@backstage-devops/plugin-devops-backend-module-gitlab';
import { sign } from '@octokit/webhooks-methods';
import { randomUUID } from 'crypto';
import type { Knex } from 'knex';
import { http, HttpResponse, passthrough } from 'msw';
import type { RequestHandler } from 'msw';

const secret = 'a-secret-of-this-test';

/** A webhook before it is signed. */
export type Delivery = {
  forge: 'github' | 'gitlab';
  /** The forge's name of the event. */
  event: string;
  body: object;
};

/** Everything that providers tell of; the rest follows from it. */
const RECORD_TABLES = [
  'pipeline_run',
  'job_run',
  'deployment',
  'environment',
  'change',
  'revision_range',
  'incident',
  'alert',
  'gate_result',
  'attempt',
];
const OTHER_TABLES = ['inbox', 'work_queue', 'job_trace'];

/**
 * Forges that know their projects and nothing in them: what the store knows,
 * webhooks told it.
 */
export const forgeHandlers: RequestHandler[] = [
  http.get('http://localhost:7080/api/v4/projects/:id', () =>
    HttpResponse.json({ path_with_namespace: 'any', default_branch: 'main' }),
  ),
  http.get('https://api.github.com/repos/:owner/:name', () =>
    HttpResponse.json({ full_name: 'any/any', default_branch: 'main' }),
  ),
  http.all('http://localhost:7080/*', notFound),
  http.all('https://api.github.com/*', notFound),
  http.all(/^http:\/\/(?:127\.0\.0\.1|localhost):/, () => passthrough()),
];

function notFound() {
  return HttpResponse.json({ message: 'Not Found' }, { status: 404 });
}

/** A backend that takes webhooks of a GitLab and of GitHub, on one database. */
export async function startForges(knex: Knex) {
  const backend = await startTestBackend({
    features: [
      devopsPlugin,
      githubModule,
      gitlabModule,
      mockServices.database.mock({ getClient: async () => knex }).factory,
      catalogServiceMock.factory({ entities: [] }),
      mockServices.rootConfig.factory({
        data: {
          integrations: {
            gitlab: [
              {
                host: 'localhost:7080',
                baseUrl: 'http://localhost:7080',
                apiBaseUrl: 'http://localhost:7080/api/v4',
                token: 'unused',
              },
            ],
          },
          devops: {
            providers: {
              github: { hub: { webhook: { secret } } },
              gitlab: { lab: { host: 'localhost:7080', webhook: { secret } } },
            },
          },
        },
      }),
    ],
  });
  const portal = `http://localhost:${backend.server.port()}`;

  async function deliver(deliveries: Delivery[]): Promise<void> {
    for (const { forge, event, body } of deliveries) {
      const source = forge === 'github' ? 'github/hub' : 'gitlab/lab';
      const text = JSON.stringify(body);
      const answer = await fetch(`${portal}/api/devops/webhooks/${source}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(await headersOf(forge, event, text)),
        },
        body: text,
      });
      await answer.arrayBuffer();
      expect(answer.status).toBe(202);
    }
  }

  /** Resolves once every delivery is applied. */
  async function settle(): Promise<void> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const open = await knex('inbox')
        .whereNot({ state: 'applied' })
        .select('state', 'error');
      expect(open.filter(({ state }) => state === 'parked')).toEqual([]);
      if (open.length === 0) {
        return;
      }
      if (Date.now() > deadline) {
        throw new Error(`${open.length} deliveries were not applied in time`);
      }
      await new Promise(resolve => setTimeout(resolve, 2));
    }
  }

  return {
    deliver,
    settle,

    /** Every row that the deliveries lead to, without what tells of arrival. */
    async rows(): Promise<Record<string, Record<string, unknown>[]>> {
      await settle();
      const rows: Record<string, Record<string, unknown>[]> = {};
      for (const table of RECORD_TABLES) {
        const stored = await knex(table).orderBy('id');
        rows[table] = stored.map(
          ({ changed_at: _arrival, checked_at: _read, ...row }) => row,
        );
      }
      return rows;
    },

    async forget(): Promise<void> {
      for (const table of [...RECORD_TABLES, ...OTHER_TABLES]) {
        await knex(table).delete();
      }
    },

    stop: () => backend.stop(),
  };
}

/** A new id for each delivery, so that duplicates reach the store. */
async function headersOf(
  forge: Delivery['forge'],
  event: string,
  body: string,
): Promise<Record<string, string>> {
  const id = randomUUID();
  return forge === 'github'
    ? {
        'x-github-event': event,
        'x-github-delivery': id,
        'x-hub-signature-256': await sign(secret, body),
      }
    : {
        'x-gitlab-event': event,
        'x-gitlab-event-uuid': id,
        'idempotency-key': id,
        'x-gitlab-token': secret,
      };
}
