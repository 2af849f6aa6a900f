import { DeliveryProvider } from '../..';
import { run, workflow } from './check';

/** For rules that generated pipelines give no reason to break: what is refused, and what is accepted. */
export const examples: Array<[DeliveryProvider, string, string, string]> = [
  [
    'github',
    'GHA-02',
    workflow('steps: []').replace(
      '  a:',
      '  s:\n    uses: slsa-framework/slsa-github-generator/.github/workflows/b.yml@main\n  a:',
    ),
    workflow('steps: []').replace(
      '  a:',
      '  s:\n    uses: slsa-framework/slsa-github-generator/.github/workflows/b.yml@v2.1.0\n  a:',
    ),
  ],
  [
    'github',
    'GHA-14',
    workflow(
      'env: { NODE_AUTH_TOKEN: "${{ secrets.NPM_TOKEN }}" }\nsteps:\n  - run: npm publish',
    ),
    run('npm publish'),
  ],
  [
    'github',
    'GHA-15',
    workflow('steps:\n  - uses: actions/cache@v4', 'on: release'),
    workflow('steps:\n  - run: make', 'on: release'),
  ],
  [
    'github',
    'GHA-15',
    workflow('steps:\n  - uses: actions/cache@v4\n  - run: docker push a'),
    workflow('steps:\n  - run: docker push a'),
  ],
  [
    'github',
    'GHA-19',
    workflow(
      'steps: []',
      'on: { workflow_call: { inputs: { a: { required: true } } } }',
    ),
    workflow(
      'steps: []',
      'on: { workflow_call: { inputs: { a: { type: string } } } }',
    ),
  ],
  [
    'github',
    'GHA-20',
    workflow(
      'permissions: { id-token: write, attestations: write, contents: write }\nsteps:\n  - uses: actions/attest@v3',
    ),
    workflow(
      'permissions: { id-token: write, attestations: write, contents: read }\nsteps:\n  - uses: actions/attest@v3',
    ),
  ],
  [
    'azure',
    'AZ-01',
    'resources: { repositories: [{ repository: t, ref: refs/heads/main }] }',
    'resources: { repositories: [{ repository: t, ref: refs/tags/v1 }] }',
  ],
  [
    'azure',
    'AZ-02',
    'parameters: [{ name: a, type: string }]',
    'parameters: [{ name: a, type: string, values: [b] }]',
  ],
  [
    'tekton',
    'TKN-03',
    'kind: Task\nspec: { results: [{ name: APP_IMAGE_URL }] }',
    'kind: Task\nspec: { results: [{ name: APP_IMAGE_URL }, { name: APP_IMAGE_DIGEST }] }',
  ],
  [
    'tekton',
    'TKN-04',
    'kind: Pipeline\nspec: { tasks: [{ name: a, taskRef: { resolver: git, params: [{ name: revision, value: main }] } }] }',
    `kind: Pipeline\nspec: { tasks: [{ name: a, taskRef: { resolver: git, params: [{ name: revision, value: ${'a'.repeat(40)} }] } }] }`,
  ],
  [
    'tekton',
    'TKN-08',
    'kind: EventListener\nspec: { triggers: [] }',
    'kind: EventListener\nspec: { serviceAccountName: a, triggers: [{ interceptors: [{ params: [{ name: secretRef }] }] }] }',
  ],
  [
    'jenkins',
    'JEN-06',
    "@Library('a@main') _\npipeline { }",
    "@Library('a@v1.2.3') _\npipeline { }",
  ],
  [
    'jenkins',
    'JEN-11',
    "pipeline { }\n@NonCPS def a() { sh 'b' }",
    'pipeline { }\n@NonCPS def a() { return 1 }',
  ],
];
