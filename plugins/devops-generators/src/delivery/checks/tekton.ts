import { asList, asMapping, asText } from '../../values';
import { CheckRule, Mapping, Verdict, viewYaml, YamlView } from './rule';

interface TektonView extends YamlView {
  resources: Mapping[];
  steps: Array<{ task: string; own: Mapping; line: number }>;
}

/** Reads resources of Tekton for checking. */
export function viewTekton(file: Parameters<typeof viewYaml>[0]): TektonView {
  const yaml = viewYaml(file);
  const resources = yaml.documents.map(document =>
    asMapping(document.toJS({ maxAliasCount: 1000 })),
  );
  const steps = resources.flatMap(resource => {
    const spec = asMapping(resource.spec);
    const inline = [...asList(spec.tasks), ...asList(spec.finally)].map(task =>
      asMapping(asMapping(task).taskSpec),
    );
    return [spec, ...inline]
      .flatMap(owner => asList(owner.steps))
      .map(step => ({
        task: String(asMapping(resource.metadata).name),
        own: asMapping(step),
        line: 1,
      }));
  });
  return { ...yaml, resources, steps };
}

const whole = (messages: string[]): Verdict =>
  messages.map(message => ({ at: [], message }));

const pipelines = (view: TektonView) =>
  view.resources.filter(({ kind }) => kind === 'Pipeline');

export const tektonRules: CheckRule<TektonView>[] = [
  {
    id: 'TKN-01',
    title: 'Resources use the version v1',
    remedy: 'Write apiVersion: tekton.dev/v1',
    audit: 'golden path; tekton-lint',
    check: view =>
      whole(
        view.resources
          .filter(
            ({ apiVersion }) =>
              /^tekton\.dev\//.test(String(apiVersion)) &&
              apiVersion !== 'tekton.dev/v1',
          )
          .map(
            ({ apiVersion, metadata }) =>
              `${String(asMapping(metadata).name)} uses ${String(apiVersion)}`,
          ),
      ),
  },
  {
    id: 'TKN-02',
    title: 'Steps run restricted, in images fixed by their digest',
    remedy:
      'Add @sha256:..., runAsNonRoot: true, allowPrivilegeEscalation: false and computeResources',
    audit: 'golden path; Kubernetes pod security standards',
    check: view =>
      whole(
        view.steps.flatMap(({ task, own }) => {
          const security = asMapping(own.securityContext);
          return [
            ...(/@sha256:[0-9a-f]{64}$/.test(String(own.image))
              ? []
              : [`${task}: ${String(own.image)} has no digest`]),
            ...(security.runAsNonRoot === true &&
            security.allowPrivilegeEscalation === false
              ? []
              : [`${task}: a step may become root`]),
            ...(own.computeResources === undefined &&
            own.resources === undefined
              ? [`${task}: a step has no computeResources`]
              : []),
          ];
        }),
      ),
  },
  {
    id: 'TKN-03',
    title:
      'Results that Tekton Chains reads have the names and pairs that it expects',
    remedy:
      'Name results *IMAGE_URL and *IMAGE_DIGEST in pairs, or CHAINS-GIT_URL and CHAINS-GIT_COMMIT',
    audit: 'Tekton Chains, SLSA provenance',
    check: view => {
      const names = view.resources
        .flatMap(({ spec }) => asList(asMapping(spec).results))
        .map(result => String(asMapping(result).name));
      const hints = names.filter(name =>
        /IMAGE_URL$|IMAGE_DIGEST$|^CHAINS-GIT/.test(name),
      );
      const other = (name: string) =>
        name.replace(
          /URL$|DIGEST$|COMMIT$/,
          end =>
            ({
              URL: name.includes('GIT') ? 'COMMIT' : 'DIGEST',
              DIGEST: 'URL',
              COMMIT: 'URL',
            })[end] ?? end,
        );
      return hints.length === 0
        ? { notApplicable: 'no result names an artefact' }
        : whole(
            hints
              .filter(name => !names.includes(other(name)))
              .map(name => `${name} has no ${other(name)} beside it`),
          );
    },
  },
  {
    id: 'TKN-04',
    title: 'What resolvers load is fixed by a digest or a commit',
    remedy: 'Give the bundle a digest, or the git resolver a full commit',
    audit: 'golden path',
    check: view => {
      const references = view.resources
        .flatMap(({ spec }) => [
          ...asList(asMapping(spec).tasks),
          asMapping(spec),
        ])
        .map(task =>
          asMapping(asMapping(task).taskRef ?? asMapping(task).pipelineRef),
        )
        .filter(({ resolver }) => resolver !== undefined);
      return references.length === 0
        ? { notApplicable: 'nothing is loaded by a resolver' }
        : whole(
            references
              .filter(
                ({ params }) =>
                  !asList(params).some(param =>
                    /@sha256:[0-9a-f]{64}$|^[0-9a-f]{40}$/.test(
                      String(asMapping(param).value),
                    ),
                  ),
              )
              .map(
                ({ resolver }) =>
                  `the resolver ${String(resolver)} may load something else tomorrow`,
              ),
          );
    },
  },
  {
    id: 'TKN-05',
    title: 'Scripts name their interpreter',
    remedy: 'Start the script with #!/bin/sh',
    audit: 'tekton-lint',
    check: view =>
      whole(
        view.steps
          .filter(
            ({ own }) =>
              asText(own.script) !== undefined &&
              !/^\s*#!/.test(String(own.script)),
          )
          .map(({ task }) => `${task}: a script has no shebang`),
      ),
  },
  {
    id: 'TKN-06',
    title: 'Parameters reach scripts as variables, not as text',
    remedy: 'Set env: { name, value: $(params.name) } and quote the variable',
    audit: 'golden path; zizmor template-injection',
    check: view =>
      whole(
        view.steps
          .filter(({ own }) =>
            /\$\((?:inputs\.)?params[.[]/.test(String(own.script ?? '')),
          )
          .map(({ task }) => `${task}: a parameter is pasted into a script`),
      ),
  },
  {
    id: 'TKN-07',
    title: 'Pipelines end at a time that somebody chose, and report how',
    remedy: 'Add timeout to tasks (or timeouts to the run), and finally',
    audit: 'golden path',
    check: view =>
      pipelines(view).length === 0
        ? { notApplicable: 'the file has no pipeline' }
        : whole(
            pipelines(view).flatMap(({ spec }) => {
              const { tasks, finally: last } = asMapping(spec);
              return [
                ...asList(tasks)
                  .map(asMapping)
                  .filter(({ timeout }) => timeout === undefined)
                  .map(({ name }) => `${String(name)} has no timeout`),
                ...(asList(last).length === 0
                  ? ['nothing reports how the pipeline ended']
                  : []),
              ];
            }),
          ),
  },
  {
    id: 'TKN-08',
    title: 'Webhooks are verified, and run with an account of their own',
    remedy: 'Add an interceptor with secretRef, and serviceAccountName',
    audit: 'Tekton Triggers, interceptors',
    check: view => {
      const listeners = view.resources.filter(
        ({ kind }) => kind === 'EventListener',
      );
      return listeners.length === 0
        ? { notApplicable: 'the file has no event listener' }
        : whole(
            listeners
              .filter(
                ({ spec }) =>
                  !JSON.stringify(asMapping(spec).triggers ?? '').includes(
                    'secretRef',
                  ) || asMapping(spec).serviceAccountName === undefined,
              )
              .map(
                ({ metadata }) =>
                  `${String(asMapping(metadata).name)} believes whoever calls it`,
              ),
          );
    },
  },
  {
    id: 'TKN-09',
    title: 'Tasks that a pipeline names and waits for exist',
    remedy: 'Define the task in the file, or correct the name',
    audit: 'tekton-lint',
    check: view => {
      const known = new Set(
        view.resources
          .filter(({ kind }) => kind === 'Task')
          .map(({ metadata }) => String(asMapping(metadata).name)),
      );
      return whole(
        pipelines(view).flatMap(({ spec }) => {
          const tasks = asList(asMapping(spec).tasks).map(asMapping);
          const names = tasks.map(({ name }) => String(name));
          return tasks.flatMap(task => [
            ...asList(task.runAfter)
              .map(String)
              .filter(name => !names.includes(name))
              .map(
                name =>
                  `${String(task.name)} waits for ${name}, which does not exist`,
              ),
            ...(known.size > 0 &&
            asMapping(task.taskRef).resolver === undefined &&
            asText(asMapping(task.taskRef).name) !== undefined &&
            !known.has(String(asMapping(task.taskRef).name))
              ? [
                  `${String(task.name)} is the task ${String(asMapping(task.taskRef).name)}, which does not exist`,
                ]
              : []),
          ]);
        }),
      );
    },
  },
];
