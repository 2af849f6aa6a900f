import type {
  DriftCounts,
  GeneratedPipelineDetail,
  PipelineDifference,
} from '@backstage-devops/plugin-devops-common';
import { ago } from '../builders';

const UPDATE = 'devops update';

export const everyDifference: PipelineDifference[] = [
  {
    kind: 'template',
    path: '.gitlab-ci.yml',
    message: 'the template writes the file differently now',
    command: UPDATE,
  },
  {
    kind: 'pins',
    path: '.gitlab-ci.yml',
    message: 'node has been reviewed in another version',
    from: ':22.11@sha256:aaaa',
    to: ':22.14@sha256:bbbb',
    command: UPDATE,
  },
  {
    kind: 'policy',
    message: 'the policy requires 80 % coverage',
    from: '60 %',
    to: '80 %',
    command: `${UPDATE} --set coverage=80`,
  },
  {
    kind: 'policy',
    path: '.gitlab-ci.yml',
    message: 'an edit breaks GL-05 (Images by digest): node has none',
  },
  {
    kind: 'local',
    path: '.gitlab-ci.yml',
    message: 'the file was edited; an update keeps that',
    expected: true,
  },
  { kind: 'local', path: 'ci/smoke.sh', message: 'the file was removed' },
];

/** A pipeline with these differences. */
export function pipeline(
  name: string,
  items: PipelineDifference[] = [],
  over: Partial<GeneratedPipelineDetail> = {},
): GeneratedPipelineDetail {
  const differences: DriftCounts = {
    template: 0,
    local: 0,
    pins: 0,
    policy: 0,
    stack: 0,
  };
  items.forEach(({ kind }) => (differences[kind] += 1));
  return {
    entityRef: `component:default/${name}`,
    name,
    owner: 'group:default/team-1',
    system: 'system:default/shop',
    state: stateOf(items),
    generator: { name: 'delivery', version: '0.1.0' },
    differences,
    checkedAt: ago(12),
    gates: ['lint', 'unit-tests', 'sast'],
    items,
    omitted: 0,
    unchecked: [
      {
        kind: 'stack',
        reason:
          "what a repository is made of shows only with all of its files: run 'devops drift' in it",
      },
    ],
    ...over,
  };
}

function stateOf(items: PipelineDifference[]) {
  if (items.length === 0) {
    return 'current';
  }
  return items.every(({ kind }) => kind === 'local') ? 'edited' : 'behind';
}

/** One of each state, and more than a page of those that are up to date. */
export const somePipelines: GeneratedPipelineDetail[] = [
  pipeline('basket', everyDifference),
  pipeline('cart', everyDifference.slice(4, 5), {
    generator: { name: 'npm-service', version: '0.0.9' },
    owner: 'group:default/team-2',
  }),
  pipeline('checkout'),
  pipeline('invoice', [], {
    state: 'broken',
    error:
      '.devops/lock.json is not JSON: restore the file from its history, or write a new one',
  }),
  ...Array.from({ length: 56 }, (_, index) =>
    pipeline(`service-${String(index + 1).padStart(2, '0')}`),
  ),
];
