import { Document } from 'yaml';
import { createPipeline } from '../../../createPipeline';
import { serviceSpec } from '../../../__testUtils__/specs';
import { PipelineSpec } from '../../../types';
import { parseGitlabFile, stringifyGitlabFile } from '../file';
import { checkGitlabPipeline } from './index';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

/** A pipeline that uses everything a rule looks at. */
const spec: PipelineSpec = {
  ...serviceSpec,
  identityAudience: 'https://vault.example.com',
  includes: [
    { component: '$CI_SERVER_FQDN/platform/scan/scan@1.4.2' },
    { project: 'platform/pipelines', ref: COMMIT, file: 'common.yml' },
  ],
};

async function generate(): Promise<string> {
  const { files } = await createPipeline(spec);
  return files[0].content;
}

/** The rules that fail after a change to the generated file. */
async function rulesBrokenBy(
  mutate: (main: Document, header: Document) => void,
): Promise<string[]> {
  const file = parseGitlabFile(await generate());
  mutate(file.main, file.header!);
  return checkGitlabPipeline(stringifyGitlabFile(file))
    .filter(rule => rule.status === 'failed')
    .map(rule => rule.id);
}

describe('rules about a GitLab pipeline', () => {
  it('are all kept by a generated pipeline', async () => {
    const results = checkGitlabPipeline(await generate());
    expect(results.map(rule => rule.id)).toEqual(
      Array.from(
        { length: 17 },
        (_, i) => `GL-${String(i + 1).padStart(2, '0')}`,
      ),
    );
    expect(results.filter(rule => rule.problems.length > 0)).toEqual([]);
  });

  it.each<[string, string, (main: Document, header: Document) => void]>([
    [
      'GL-01',
      'a second pipeline for branches with a merge request',
      main => main.deleteIn(['workflow', 'rules', 1]),
    ],
    ['GL-01', 'no workflow at all', main => main.delete('workflow')],
    [
      'GL-02',
      'only instead of rules',
      main => main.setIn(['lint-code', 'only'], ['main']),
    ],
    [
      'GL-03',
      'a deployment that a newer commit may interrupt',
      main => main.setIn(['deploy-staging', 'interruptible'], true),
    ],
    [
      'GL-03',
      'checks that go on for an old commit',
      main => main.deleteIn(['default', 'interruptible']),
    ],
    [
      'GL-04',
      'a component at its latest version',
      main =>
        main.setIn(['include', 0, 'component'], 'gitlab.com/a/scan@~latest'),
    ],
    [
      'GL-04',
      'a project at a branch',
      main => main.setIn(['include', 1, 'ref'], 'main'),
    ],
    [
      'GL-04',
      'a remote file',
      main => main.set('include', ['https://example.com/ci.yml']),
    ],
    [
      'GL-05',
      'an image by tag',
      main => main.setIn(['default', 'image'], 'node:24'),
    ],
    [
      'GL-05',
      'an image from a variable',
      main => main.setIn(['lint-code', 'image'], '$IMAGE'),
    ],
    [
      'GL-06',
      'an installation without lock file',
      main => main.setIn(['install-dependencies', 'script', 0], 'npm install'),
    ],
    [
      'GL-06',
      'a tool of whatever version',
      main => main.setIn(['lint-code', 'script', 0], 'npx eslint .'),
    ],
    [
      'GL-07',
      'a variable as parameter',
      main =>
        main.set('variables', {
          TARGET: { value: 'staging', description: 'Where to' },
        }),
    ],
    [
      'GL-07',
      'an input without a type',
      (_, header) => header.deleteIn(['spec', 'inputs', 'deploy', 'type']),
    ],
    [
      'GL-07',
      'an input that is not declared',
      (_, header) => header.deleteIn(['spec', 'inputs', 'deploy']),
    ],
    [
      'GL-08',
      'deployments side by side',
      main => main.deleteIn(['deploy-production', 'resource_group']),
    ],
    [
      'GL-09',
      'an environment without tier',
      main =>
        main.deleteIn(['deploy-production', 'environment', 'deployment_tier']),
    ],
    [
      'GL-09',
      'a review environment that nobody stops',
      main => {
        const name = 'review/$CI_COMMIT_REF_SLUG';
        main.setIn(['deploy-staging', 'environment', 'name'], name);
        main.setIn(['deploy-staging', 'resource_group'], name);
      },
    ],
    [
      'GL-10',
      'two deployment jobs for one environment',
      main => {
        main.setIn(['deploy-staging', 'environment', 'name'], 'production');
        main.setIn(['deploy-staging', 'resource_group'], 'production');
      },
    ],
    [
      'GL-11',
      'an identity token for anyone',
      main =>
        main.deleteIn([
          'deploy-staging',
          'id_tokens',
          'DEPLOY_ID_TOKEN',
          'aud',
        ]),
    ],
    [
      'GL-11',
      'a key of a cloud account',
      main =>
        main.setIn(['deploy-staging', 'variables'], {
          AWS_ACCESS_KEY_ID: '$AWS_ACCESS_KEY_ID',
        }),
    ],
    [
      'GL-12',
      'a secret in the file',
      main =>
        main.setIn(['deploy-staging', 'variables'], { DEPLOY_TOKEN: 'abc' }),
    ],
    [
      'GL-12',
      'a secret in a job without environment',
      main =>
        main.setIn(['lint-code', 'script', 0], 'curl -H "$DEPLOY_TOKEN" x'),
    ],
    [
      'GL-13',
      'tests without a coverage report',
      main =>
        main.deleteIn([
          'unit-tests',
          'artifacts',
          'reports',
          'coverage_report',
        ]),
    ],
    [
      'GL-13',
      'tests without a coverage expression',
      main => main.deleteIn(['unit-tests', 'coverage']),
    ],
    [
      'GL-13',
      'a scan that may fail',
      main => main.setIn(['secret-scan', 'allow_failure'], true),
    ],
    [
      'GL-13',
      'a scan whose result is ignored',
      main =>
        main.setIn(['dependency-audit', 'script', 0], 'npm audit || true'),
    ],
    [
      'GL-13',
      'a package that does not wait for a gate',
      main => main.deleteIn(['build-package', 'needs', 0]),
    ],
    [
      'GL-14',
      'a job without an end',
      main => main.deleteIn(['lint-code', 'timeout']),
    ],
    [
      'GL-14',
      'a job that waits for its stage',
      main => main.deleteIn(['create-sbom', 'needs']),
    ],
    [
      'GL-14',
      'a repetition that hides flaky tests',
      main => main.setIn(['unit-tests', 'retry'], 2),
    ],
    [
      'GL-15',
      'the job name of a template of GitLab',
      main =>
        main.set('secret_detection', {
          stage: 'verify',
          needs: [],
          timeout: '1 minute',
          script: ['exit 0'],
        }),
    ],
    [
      'GL-16',
      'no list of components',
      main =>
        main.deleteIn(['create-sbom', 'artifacts', 'reports', 'cyclonedx']),
    ],
    [
      'GL-17',
      'a stage that does not exist',
      main => main.setIn(['lint-code', 'stage'], 'checks'),
    ],
    [
      'GL-17',
      'a job without script',
      main => main.deleteIn(['lint-code', 'script']),
    ],
  ])('%s refuses %s', async (rule, _, mutate) => {
    expect(await rulesBrokenBy(mutate)).toEqual([rule]);
  });
});
