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
).map(story =>
  story.map(({ event, body }) => ({ event, pieces: piecesOf(body) })),
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
  for (const { event, pieces } of stories[story % stories.length]) {
    yield {
      event,
      id: randomUUID(),
      project,
      body: pieces
        .map(piece => (typeof piece === 'number' ? piece + offset : piece))
        .join('')
        .replaceAll(PROJECT, project),
    };
  }
}

/**
 * A body as text, cut where the ids of pipelines, jobs and deployments stand:
 * whoever sends has to cost little beside what is measured.
 */
function piecesOf(body) {
  const marked = JSON.stringify(marking(body));
  return marked
    .split(/"<id:(\d+)>"/)
    .map((piece, n) => (n % 2 === 1 ? Number(piece) : piece));
}

function marking(body) {
  const mark = id => `<id:${id}>`;
  switch (body.object_kind) {
    case 'pipeline':
      return {
        ...body,
        object_attributes: {
          ...body.object_attributes,
          id: mark(body.object_attributes.id),
        },
        builds: body.builds.map(build => ({ ...build, id: mark(build.id) })),
      };
    case 'build':
      return {
        ...body,
        build_id: mark(body.build_id),
        pipeline_id: mark(body.pipeline_id),
        commit: { ...body.commit, id: mark(body.commit.id) },
      };
    default:
      return {
        ...body,
        deployment_id: mark(body.deployment_id),
        deployable_id: mark(body.deployable_id),
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
