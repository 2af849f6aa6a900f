import { asList, asMapping, asText } from '../../values';
import { CheckRule, Mapping, viewYaml, YamlPath, YamlView } from './rule';

interface AzureJob {
  name: string;
  at: YamlPath;
  own: Mapping;
  deploys: boolean;
  steps: Array<{ at: YamlPath; own: Mapping }>;
}

interface AzureView extends YamlView {
  jobs: AzureJob[];
}

/** Reads a pipeline of Azure for checking. */
export function viewAzure(file: Parameters<typeof viewYaml>[0]): AzureView {
  const yaml = viewYaml(file);
  const inStages = asList(yaml.root.stages).flatMap((stage, index) =>
    jobsOf(asMapping(stage).jobs, ['stages', index, 'jobs'], asMapping(stage)),
  );
  const loose =
    yaml.root.steps === undefined ? [] : [viewJob(yaml.root, [], {})];
  return {
    ...yaml,
    jobs: [...inStages, ...jobsOf(yaml.root.jobs, ['jobs'], {}), ...loose],
  };
}

function jobsOf(jobs: unknown, at: YamlPath, stage: Mapping): AzureJob[] {
  return asList(jobs).map((job, index) =>
    viewJob(asMapping(job), [...at, index], stage),
  );
}

function viewJob(own: Mapping, at: YamlPath, stage: Mapping): AzureJob {
  const deploy = ['runOnce', 'rolling', 'canary']
    .map(kind => asMapping(asMapping(asMapping(own.strategy)[kind]).deploy))
    .find(({ steps }) => steps !== undefined);
  return {
    name: asText(own.job) ?? asText(own.deployment) ?? 'the pipeline',
    at,
    own: { pool: stage.pool, ...own },
    deploys: own.deployment !== undefined,
    steps: asList(own.steps ?? deploy?.steps).map((step, index) => ({
      at: own.steps === undefined ? at : [...at, 'steps', index],
      own: asMapping(step),
    })),
  };
}

const scriptOf = (step: Mapping) =>
  ['script', 'bash', 'pwsh', 'powershell']
    .map(key => asText(step[key]))
    .find(text => text !== undefined) ?? '';

export const azureRules: CheckRule<AzureView>[] = [
  {
    id: 'AZ-01',
    title: 'Templates of other repositories are fixed by a tag or a commit',
    remedy: 'Set ref: refs/tags/v1.2.3 on each repository resource',
    audit: 'Azure Pipelines, security through templates',
    check: view => {
      const repositories = asList(
        asMapping(view.root.resources).repositories,
      ).map(asMapping);
      return repositories.length === 0
        ? { notApplicable: 'no template comes from another repository' }
        : repositories.flatMap((repository, index) =>
            /^refs\/tags\/|^[0-9a-f]{40}$/.test(String(repository.ref))
              ? []
              : [
                  {
                    at: ['resources', 'repositories', index],
                    message: `${String(repository.repository)} follows a branch`,
                  },
                ],
          );
    },
  },
  {
    id: 'AZ-02',
    title: 'Parameters have a type, and texts a list of values',
    remedy: 'Add type:, and values: for texts',
    audit: 'Azure Pipelines, security through templates',
    check: view => {
      const parameters = asList(view.root.parameters).map(asMapping);
      return parameters.length === 0
        ? { notApplicable: 'the pipeline has no parameters' }
        : parameters.flatMap((parameter, index) =>
            parameter.type === undefined ||
            (parameter.type === 'string' && parameter.values === undefined)
              ? [
                  {
                    at: ['parameters', index],
                    message: `${String(parameter.name)} takes any text`,
                  },
                ]
              : [],
          );
    },
  },
  {
    id: 'AZ-03',
    title: 'Jobs run on a fixed image and end at a time that somebody chose',
    remedy: 'Write vmImage: ubuntu-24.04 and timeoutInMinutes',
    audit: 'golden path',
    check: view =>
      view.jobs.flatMap(job => {
        const image =
          asText(asMapping(job.own.pool ?? view.root.pool).vmImage) ?? '';
        return [
          ...(/-latest$/.test(image)
            ? [{ at: job.at, message: `${job.name} runs on ${image}` }]
            : []),
          ...(job.own.timeoutInMinutes === undefined
            ? [{ at: job.at, message: `${job.name} has no timeoutInMinutes` }]
            : []),
        ];
      }),
  },
  {
    id: 'AZ-04',
    title: 'Deployments are deployment jobs with an environment',
    remedy:
      'Write deployment: with environment:, and add approvals to the environment',
    audit: 'Azure Pipelines, deployment jobs',
    check: view => {
      const deploying = view.jobs.filter(
        job => job.deploys || /deploy/i.test(job.name),
      );
      return deploying.length === 0
        ? { notApplicable: 'no job deploys' }
        : deploying
            .filter(job => !job.deploys || job.own.environment === undefined)
            .map(job => ({
              at: job.at,
              message: `${job.name} has no environment that could ask for approval`,
            }));
    },
  },
  {
    id: 'AZ-05',
    title: 'Clouds are entered through federated service connections',
    remedy:
      'Use a service connection with workload identity federation and drop the key',
    audit: 'Azure Pipelines, workload identity federation',
    check: view =>
      view.jobs
        .filter(job =>
          /AZURE_CLIENT_SECRET|ARM_CLIENT_SECRET|AWS_SECRET_ACCESS_KEY|servicePrincipalKey/.test(
            JSON.stringify(job.own),
          ),
        )
        .map(job => ({
          at: job.at,
          message: `${job.name} uses a key that stays valid`,
        })),
  },
  {
    id: 'AZ-06',
    title: 'Checkouts leave no credentials on the disk',
    remedy: 'Write checkout: self with persistCredentials: false',
    audit: 'golden path; zizmor artipacked',
    check: view =>
      view.jobs
        .filter(job => job.steps.length > 0)
        .flatMap(job => {
          const checkouts = job.steps.filter(
            ({ own }) => own.checkout !== undefined,
          );
          return checkouts.length === 0
            ? [
                {
                  at: job.at,
                  message: `${job.name} checks out without saying how`,
                },
              ]
            : checkouts
                .filter(
                  ({ own }) =>
                    own.checkout !== 'none' && own.persistCredentials !== false,
                )
                .map(({ at }) => ({
                  at,
                  message: `${job.name} keeps the token`,
                }));
        }),
  },
  {
    id: 'AZ-07',
    title: 'Changes of strangers run restricted',
    remedy:
      'Run them in a container, and keep secrets from builds of forks in the settings',
    audit: 'Azure Pipelines, security through templates',
    check: () => ({
      notApplicable:
        'whether forks may start it is a setting of the pipeline, not in the file',
    }),
  },
  {
    id: 'AZ-08',
    title: 'Secrets reach scripts as variables, not as text',
    remedy: 'Map the secret with env: and read the variable',
    audit: 'Azure Pipelines, set secret variables',
    check: view =>
      view.jobs.flatMap(job =>
        job.steps
          .filter(({ own }) =>
            /\$\([\w.]*(?:TOKEN|SECRET|PASSWORD|KEY)[\w.]*\)/i.test(
              scriptOf(own),
            ),
          )
          .map(({ at }) => ({
            at,
            message: `${job.name} has a secret in its script`,
          })),
      ),
  },
  {
    id: 'AZ-09',
    title: 'The file says when it runs',
    remedy: 'Write trigger: and pr:; without them every branch runs',
    audit: 'golden path',
    check: view =>
      ['trigger', 'pr']
        .filter(key => view.root[key] === undefined)
        .map(key => ({ at: [], message: `${key} is not set` })),
  },
  {
    id: 'AZ-10',
    title: 'Deployments wait for each other',
    remedy: 'Add lockBehavior: sequential to the stage',
    audit: 'Azure Pipelines, exclusive lock',
    check: view => {
      if (!view.jobs.some(({ deploys }) => deploys)) {
        return { notApplicable: 'no job deploys' };
      }
      const everywhere = view.root.lockBehavior === 'sequential';
      return asList(view.root.stages).flatMap((value, index) => {
        const stage = asMapping(value);
        const deploys = asList(stage.jobs).some(
          job => asMapping(job).deployment !== undefined,
        );
        return deploys && !everywhere && stage.lockBehavior !== 'sequential'
          ? [
              {
                at: ['stages', index],
                message: `${String(stage.stage)} may be overtaken`,
              },
            ]
          : [];
      });
    },
  },
  {
    id: 'AZ-11',
    title: 'Reports are published also after a failure',
    remedy: 'Add condition: succeededOrFailed() to the step that publishes',
    audit: 'golden path',
    check: view =>
      view.jobs.flatMap(job =>
        job.steps
          .filter(
            ({ own }) =>
              /^Publish(?:TestResults|CodeCoverageResults|PipelineArtifact|BuildArtifacts)@/.test(
                asText(own.task) ?? '',
              ) &&
              !/succeededOrFailed|always/.test(String(own.condition ?? '')),
          )
          .map(({ at, own }) => ({
            at,
            message: `${String(own.task)} is skipped when it matters`,
          })),
      ),
  },
];
