import { Commented, writeYaml } from '../../yaml/commented';
import { DeliveryJob, DeliveryPipeline } from '../model';
import { imageReference, pinnedImage } from '../pins';
import { shellQuote } from '../plan/shell';
import { commandsOf, DeliveryEmitter, GENERATED, isForBranch } from './types';

/** Tekton: a Task for each job, and the Pipeline that runs them. */
export const tekton: DeliveryEmitter = {
  emit: pipeline => [
    {
      path: '.tekton/delivery.yaml',
      content: writeYaml(
        [toPipeline(pipeline), ...pipeline.jobs.map(toTask)],
        `${GENERATED}\nThe pipeline expects the code in its workspace, for example from the task git-clone.`,
      ),
    },
  ],
};

function toPipeline({ jobs, name }: DeliveryPipeline) {
  return {
    apiVersion: 'tekton.dev/v1',
    kind: 'Pipeline',
    metadata: { name: `${name}-delivery` },
    spec: {
      params: [
        {
          name: 'deploy',
          type: 'string',
          default: 'false',
          description: 'true publishes and deploys what has been checked',
        },
      ],
      workspaces: [{ name: 'source' }],
      tasks: jobs.map(job => ({
        name: job.id,
        taskRef: { name: job.id },
        timeout: `${job.timeoutMinutes}m`,
        ...(job.needs.length > 0 ? { runAfter: job.needs } : {}),
        ...(isForBranch(job)
          ? {
              when: [
                { input: '$(params.deploy)', operator: 'in', values: ['true'] },
              ],
            }
          : {}),
        workspaces: [{ name: 'source', workspace: 'source' }],
      })),
      finally: [
        {
          name: 'report',
          params: [{ name: 'status', value: '$(tasks.status)' }],
          taskSpec: {
            params: [{ name: 'status', type: 'string' }],
            steps: [
              {
                name: 'report',
                image: imageReference(pinnedImage('docker')),
                env: [{ name: 'STATUS', value: '$(params.status)' }],
                script:
                  '#!/bin/sh\nset -e\necho "The pipeline ended: $STATUS"\n',
                ...restricted(),
              },
            ],
          },
        },
      ],
    },
  };
}

function toTask(job: DeliveryJob) {
  return {
    apiVersion: 'tekton.dev/v1',
    kind: 'Task',
    metadata: { name: job.id },
    spec: {
      description: job.reason,
      workspaces: [{ name: 'source' }],
      steps: [
        {
          name: 'run',
          image: new Commented(
            job.image ?? imageReference(pinnedImage('docker')),
            {},
          ),
          workingDir: '$(workspaces.source.path)',
          env: [
            { name: 'HOME', value: '/tekton/home' },
            ...Object.entries(job.environment).map(([key, value]) => ({
              name: key,
              value,
            })),
            ...job.secrets.map(secret => ({
              name: secret,
              valueFrom: { secretKeyRef: { name: 'delivery', key: secret } },
            })),
          ],
          script: [
            `#!/bin/sh`,
            'set -e',
            ...(job.folder === '.' ? [] : [`cd ${shellQuote(job.folder)}`]),
            ...commandsOf(job),
            '',
          ].join('\n'),
          ...restricted(),
        },
      ],
    },
  };
}

function restricted() {
  return {
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65532,
      allowPrivilegeEscalation: false,
    },
    computeResources: {
      requests: { cpu: '250m', memory: '512Mi' },
      limits: { memory: '4Gi' },
    },
  };
}
