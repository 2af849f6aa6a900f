import { createFileTree } from '../../../files';
import {
  checkPipelines,
  createDeliveryPipeline,
  DeliveryProvider,
  emitDeliveryPipeline,
} from '../..';

const PATHS: Record<DeliveryProvider, string> = {
  github: '.github/workflows/delivery.yml',
  gitlab: '.gitlab-ci.yml',
  azure: 'azure-pipelines.yml',
  circleci: '.circleci/config.yml',
  tekton: '.tekton/delivery.yaml',
  jenkins: 'Jenkinsfile',
};

const pipeline = createDeliveryPipeline(
  {
    components: [
      {
        path: 'api',
        language: 'go',
        version: '1.22',
        packageManager: 'go',
        commands: {
          install: 'go mod download',
          build: 'go build ./...',
          test: 'go test ./...',
          lint: 'golangci-lint run',
          coverage: null,
        },
        container: 'api/Dockerfile',
        deploy: [],
      },
    ],
  },
  {
    name: 'orders',
    environments: ['staging', 'production'],
    environmentUrl: 'https://${environment}.example.com',
    deploy: 'sh deploy.sh "$ENVIRONMENT"',
    secrets: ['DEPLOY_TOKEN'],
    registry: 'registry.example.com/acme',
  },
);

/** The verdicts about a pipeline: the generated one, or another text. */
export async function check(
  provider: DeliveryProvider,
  text?: string,
  more: Array<{ path: string; content: string }> = [],
) {
  const files = emitDeliveryPipeline(pipeline, provider);
  const kept = files
    .slice(1)
    .filter(({ path }) => !more.some(other => other.path === path));
  const [result] = await checkPipelines(
    createFileTree([
      { path: PATHS[provider], content: text ?? files[0].content },
      ...kept,
      ...more,
    ]),
  );
  return result;
}

export const generated = (provider: DeliveryProvider) =>
  emitDeliveryPipeline(pipeline, provider)[0].content;

export const statusOf = async (
  provider: DeliveryProvider,
  id: string,
  text: string,
) => (await check(provider, text)).rules.find(rule => rule.id === id)?.status;

/** A workflow around one job, for rules that generated ones do not need. */
export const workflow = (job: string, top = 'on: push') =>
  `${top}\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n${job.replace(/^/gm, '    ')}\n`;
export const run = (script: string) =>
  workflow(`steps:\n  - run: ${JSON.stringify(script)}`);
