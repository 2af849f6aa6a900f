/** A CDEvent of version 0.5 as its CloudEvent in JSON form. */
export function cloudEvent(
  type: string,
  options: {
    id: string;
    minute: number;
    source?: string;
    subject: { id: string; source?: string; content: object };
    customData?: unknown;
  },
) {
  const { id, minute, source = '/tekton/shop', subject, customData } = options;
  const timestamp = new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString();
  const fullType = `dev.cdevents.${type}.0.3.0`;
  return {
    event: fullType,
    body: {
      specversion: '1.0',
      id,
      source,
      type: fullType,
      time: timestamp,
      datacontenttype: 'application/json',
      data: {
        context: {
          specversion: '0.5.1',
          id,
          source,
          type: fullType,
          timestamp,
        },
        subject,
        ...(customData !== undefined && { customData }),
      },
    },
  };
}

const run = {
  id: 'run-7',
  content: { pipelineName: 'cart', uri: 'https://ci.example.com/7' },
};
const task = {
  id: 'task-1',
  content: { taskName: 'test', pipelineRun: { id: 'run-7' } },
};
const change = {
  id: '12',
  source: '/git/shop',
  content: { description: 'Carts remember\n\nMore than before' },
};
const service = (version: string) => ({
  id: 'cart',
  source: '/clusters/one',
  content: {
    environment: { id: 'production' },
    artifactId: `pkg:oci/cart@${version}?vcs_url=git%2Bhttps://git.example.com/shop/cart%40c0ffee1`,
  },
});
const incident = {
  id: 'INC-1',
  content: {
    description: 'Response time above 100 ms',
    environment: { id: 'production' },
    service: { id: 'cart', source: '/clusters/one' },
  },
};

/** A change, its run, a deployment, an incident, and the way back. */
export const story = [
  cloudEvent('change.created', { id: 'e1', minute: 0, subject: change }),
  cloudEvent('change.reviewed', { id: 'e2', minute: 1, subject: change }),
  cloudEvent('change.reviewed', { id: 'e3', minute: 2, subject: change }),
  cloudEvent('change.merged', { id: 'e4', minute: 3, subject: change }),
  cloudEvent('pipelinerun.queued', { id: 'e5', minute: 4, subject: run }),
  cloudEvent('pipelinerun.started', { id: 'e6', minute: 5, subject: run }),
  cloudEvent('taskrun.started', { id: 'e7', minute: 6, subject: task }),
  cloudEvent('taskrun.finished', {
    id: 'e8',
    minute: 7,
    subject: { ...task, content: { ...task.content, outcome: 'success' } },
  }),
  // Of a sender whose clock is behind.
  cloudEvent('pipelinerun.finished', {
    id: 'e9',
    minute: 4,
    subject: { ...run, content: { ...run.content, outcome: 'success' } },
  }),
  cloudEvent('environment.created', {
    id: 'e10',
    minute: 8,
    subject: { id: 'production', content: { name: 'Live' } },
  }),
  cloudEvent('service.deployed', {
    id: 'e11',
    minute: 9,
    subject: service('v1.2.0'),
  }),
  cloudEvent('incident.detected', {
    id: 'e12',
    minute: 10,
    source: '/monitoring',
    subject: incident,
  }),
  cloudEvent('incident.reported', {
    id: 'e13',
    minute: 11,
    source: '/monitoring',
    subject: {
      ...incident,
      content: { ...incident.content, ticketURI: 'https://tickets.example/1' },
    },
    customData: { severity: 'critical', reportedBy: 'ana' },
  }),
  cloudEvent('service.rolledback', {
    id: 'e14',
    minute: 12,
    subject: service('v1.1.0'),
  }),
  cloudEvent('incident.resolved', {
    id: 'e15',
    minute: 13,
    source: '/monitoring',
    subject: incident,
  }),
];

export const outcome = {
  'change:/git/shop#12': 'merged',
  'run:/tekton/shop#run-7': 'succeeded',
  'job:/tekton/shop#task-1': 'succeeded',
  'deployment:/tekton/shop#e11': 'succeeded',
  'deployment:/tekton/shop#e14': 'succeeded',
  'incident:/monitoring#INC-1': 'resolved',
};
