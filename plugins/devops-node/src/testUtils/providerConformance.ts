import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { setupServer } from 'msw/node';
import { apiConformance } from './apiConformance';
import { changeConformance } from './changeConformance';
import { controlConformance, logConformance } from './jobConformance';
import type { ProviderConformanceOptions } from './options';
import { webhookConformance } from './webhookConformance';

/**
 * The contract of a provider, as tests. A module calls it once, at the top
 * level of a test file, for a source that it makes as it does in earnest:
 *
 * - **Binding**: annotations bind entities to scopes, and foreign entities to
 *   none.
 * - **Reading**: every page is read; the same state gives the same records; a
 *   run read alone equals the run in a sweep; failure to read or to store
 *   everything rejects, so that the cursor stays.
 * - **Limits**: `Retry-After` is honoured as seconds and as a date, a wait can
 *   be canceled, and no task is held for an hour.
 * - **Failures**: 401, 403, 404, 429 and 5xx become the errors of
 *   `@backstage/errors` that the API answers with; each names the instance and
 *   the configuration key; no token shows, however deep in the error, nor
 *   travels to another host.
 * - **Changes**: what lies between two revisions, and in which direction; an
 *   unknown revision is no error, and every other refusal is.
 * - **Logs and control**: logs are capped in whole characters; an action is
 *   sent once, and its refusal tells not allowed, not found and not now apart.
 * - **Webhooks**: only genuine, fresh ones are taken while secrets can be
 *   replaced; payloads give the same records each time, and the same outcome
 *   in any order and with repetition; hostile payloads give valid records or
 *   an `InputError`, and never anything else.
 *
 * It needs `msw`, `fast-check` and `@backstage/backend-test-utils`.
 *
 * @public
 */
export function providerConformance(options: ProviderConformanceOptions): void {
  const server = setupServer();
  registerMswTestHooks(server);

  it('is checked in every port that it has', () => {
    const source = options.createSource();
    expect({
      pipelines: Boolean(options.api),
      changes: Boolean(options.changes),
      logs: Boolean(options.logs),
      control: Boolean(options.control),
      webhooks: Boolean(options.webhooks),
    }).toEqual({
      pipelines: Boolean(source.pipelines),
      changes: Boolean(source.changes),
      logs: Boolean(source.logs),
      control: Boolean(source.control),
      webhooks: Boolean(source.webhooks),
    });
    expect(source.id).toMatch(/^[a-z0-9-]+$/);
    expect(source.provider).toMatch(/^[a-z0-9-]+$/);
  });

  describe('binding', () => {
    it('binds an entity to its scopes', () => {
      const { entity, scopes } = options.binding;
      expect(options.createSource().scopesOf(entity)).toEqual(scopes);
    });

    it('names the annotations that it binds by', () => {
      const { entity, unannotated = [] } = options.binding;
      const source = options.createSource();
      const bare = { ...entity.metadata.annotations };
      source.annotations.forEach(name => delete bare[name]);
      const unbound = {
        ...entity,
        metadata: { ...entity.metadata, annotations: bare },
      };
      expect(source.scopesOf(unbound)).toEqual(unannotated);
    });

    it.each(['', ' ', 'url:', 'url:https://[', 'a\nb', '../..', '%', '//'])(
      'survives the annotation %j',
      value => {
        const source = options.createSource();
        const annotations = Object.fromEntries(
          source.annotations.map(name => [name, value]),
        );
        const { entity, unannotated = [] } = options.binding;
        expect(
          source.scopesOf({
            ...entity,
            metadata: { ...entity.metadata, annotations },
          }),
        ).toEqual(unannotated);
      },
    );
  });

  const { api, changes, logs, control, webhooks } = options;
  if (api) {
    apiConformance(server, options, api);
  }
  if (api && changes) {
    changeConformance(server, options, api, changes);
  }
  if (api && logs) {
    logConformance(server, options, api, logs);
  }
  if (api && control) {
    controlConformance(server, options, api, control);
  }
  if (webhooks) {
    webhookConformance(options, webhooks);
  }
}
