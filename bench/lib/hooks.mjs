/**
 * Webhooks as GitLab sends them. The story of two pipelines, one that deploys
 * to three environments and one that fails, was recorded; here it is told of
 * many projects at a time, with ids of their own.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

const recorded = readFileSync(
  new URL(
    '../../packages/backend/src/__fixtures__/deliveries.ndjson',
    import.meta.url,
  ),
  'utf8',
)
  .trim()
  .split('\n')
  .map(line => JSON.parse(line))
  .filter(({ event }) =>
    ['Pipeline Hook', 'Job Hook', 'Deployment Hook'].includes(event),
  );

const PROJECT = recorded[0].body.project.path_with_namespace;
const pipelineOfJob = new Map(
  recorded.map(({ body }) => [body.build_id, body.pipeline_id]),
);
const stories = Object.values(
  Object.groupBy(recorded, ({ body }) =>
    String(
      body.pipeline_id ??
        body.object_attributes?.id ??
        pipelineOfJob.get(body.deployable_id),
    ),
  ),
);
/** How far the ids of two stories are apart. */
const STEP = 1_000;

/**
 * Every pipeline's webhooks in order, with so many pipelines going on at the
 * same time, so that webhooks of different projects alternate.
 */
export function* webhooks({ projects = 200, parallel = 50 } = {}) {
  let story = 0;
  const begin = () => {
    story += 1;
    return tell(story, projects);
  };
  const running = Array.from({ length: parallel }, begin);
  for (;;) {
    for (const [lane, current] of running.entries()) {
      const { value, done } = current.next();
      if (done) {
        running[lane] = begin();
      } else {
        yield value;
      }
    }
  }
}

function* tell(story, projects) {
  const offset = story * STEP;
  const project = `group-${story % 20}/service-${story % projects}`;
  for (const { event, body } of stories[story % stories.length]) {
    yield {
      event,
      id: randomUUID(),
      project,
      body: JSON.stringify(moved(body, offset)).replaceAll(PROJECT, project),
    };
  }
}

/** Moves the ids of pipelines, jobs and deployments. */
function moved(body, offset) {
  switch (body.object_kind) {
    case 'pipeline':
      return {
        ...body,
        object_attributes: {
          ...body.object_attributes,
          id: body.object_attributes.id + offset,
        },
        builds: body.builds.map(build => ({ ...build, id: build.id + offset })),
      };
    case 'build':
      return {
        ...body,
        build_id: body.build_id + offset,
        pipeline_id: body.pipeline_id + offset,
        commit: { ...body.commit, id: body.commit.id + offset },
      };
    default:
      return {
        ...body,
        deployment_id: body.deployment_id + offset,
        deployable_id: body.deployable_id + offset,
      };
  }
}

/** The headers that GitLab sends, with its signature. */
export function signed({ event, id, body }, key, sentAt = Date.now()) {
  const timestamp = String(Math.floor(sentAt / 1000));
  const signature = createHmac('sha256', key)
    .update(`${id}.${timestamp}.`)
    .update(body)
    .digest('base64');
  return {
    'content-type': 'application/json',
    'x-gitlab-event': event,
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
