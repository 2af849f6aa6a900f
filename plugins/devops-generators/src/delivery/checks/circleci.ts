import { asList, asMapping, asText } from '../../values';
import { CheckRule, Mapping, viewYaml, YamlView } from './rule';

interface CircleView extends YamlView {
  jobs: Array<{ id: string; own: Mapping; runs: Mapping[] }>;
}

/** Reads a configuration of CircleCI for checking. */
export function viewCircle(file: Parameters<typeof viewYaml>[0]): CircleView {
  const yaml = viewYaml(file);
  return {
    ...yaml,
    jobs: Object.entries(asMapping(yaml.root.jobs)).map(([id, value]) => {
      const own = asMapping(value);
      const runs = asList(own.steps).flatMap(step => {
        const { run } = asMapping(step);
        return run === undefined
          ? []
          : [asText(run) === undefined ? asMapping(run) : { command: run }];
      });
      return { id, own, runs };
    }),
  };
}

export const circleRules: CheckRule<CircleView>[] = [
  {
    id: 'CCI-01',
    title: 'The format is 2.1, and orbs have a full version',
    remedy: 'Write version: 2.1 and orbs as namespace/name@1.2.3',
    audit: 'golden path; CircleCI orbs',
    check: view => [
      ...(Number(view.root.version) === 2.1
        ? []
        : [
            {
              at: ['version'],
              message: `the version is ${String(view.root.version)}`,
            },
          ]),
      ...Object.entries(asMapping(view.root.orbs))
        .filter(
          ([, orb]) =>
            asText(orb) !== undefined && !/@\d+\.\d+\.\d+$/.test(String(orb)),
        )
        .map(([name, orb]) => ({
          at: ['orbs', name],
          message: `${String(orb)} may change`,
        })),
    ],
  },
  {
    id: 'CCI-02',
    title: 'Jobs that deploy get their secrets from a context',
    remedy:
      'Add context: to the job in the workflow; use OpenID Connect for clouds',
    audit: 'CircleCI contexts',
    check: view => {
      const steps = Object.values(asMapping(view.root.workflows))
        .flatMap(workflow => asList(asMapping(workflow).jobs))
        .flatMap(step => Object.entries(asMapping(step)));
      const plain = Object.values(asMapping(view.root.workflows))
        .flatMap(workflow => asList(asMapping(workflow).jobs))
        .flatMap(step => (asText(step) === undefined ? [] : [String(step)]));
      const deploying = [
        ...steps.map(([name, value]) => ({ name, value: asMapping(value) })),
        ...plain.map(name => ({ name, value: {} as Mapping })),
      ].filter(
        ({ name, value }) => /deploy/.test(name) && value.type !== 'approval',
      );
      return deploying.length === 0
        ? { notApplicable: 'no job deploys' }
        : deploying
            .filter(({ value }) => value.context === undefined)
            .map(({ name }) => ({
              at: ['workflows'],
              message: `${name} has no context`,
            }));
    },
  },
  {
    id: 'CCI-03',
    title: 'Jobs have a size, and steps an end',
    remedy: 'Add resource_class to jobs and no_output_timeout to steps',
    audit: 'golden path',
    check: view =>
      view.jobs.flatMap(({ id, own, runs }) => [
        ...(own.resource_class === undefined && own.executor === undefined
          ? [{ at: ['jobs', id], message: `${id} has no resource_class` }]
          : []),
        ...runs
          .filter(run => run.no_output_timeout === undefined)
          .map(run => ({
            at: ['jobs', id],
            message: `${id}: '${String(run.name ?? run.command).split('\n')[0]}' has no no_output_timeout`,
          })),
      ]),
  },
  {
    id: 'CCI-04',
    title: 'Images are fixed by their digest',
    remedy: 'Write image: name:tag@sha256:...',
    audit: 'golden path; zizmor unpinned-images',
    check: view =>
      view.jobs.flatMap(({ id, own }) =>
        asList(own.docker).flatMap((image, index) =>
          /@sha256:[0-9a-f]{64}$/.test(String(asMapping(image).image))
            ? []
            : [
                {
                  at: ['jobs', id, 'docker', index],
                  message: `${id} runs in ${String(asMapping(image).image)}`,
                },
              ],
        ),
      ),
  },
  {
    id: 'CCI-05',
    title: 'CircleCI accepts the configuration',
    remedy: 'Correct the name',
    audit: 'CircleCI configuration reference',
    check: view => [
      ...view.documents
        .flatMap(document => document.errors)
        .map(error => ({ at: [], message: error.message.split('\n')[0] })),
      ...view.jobs
        .filter(({ own }) =>
          ['docker', 'machine', 'macos', 'executor'].every(
            key => own[key] === undefined,
          ),
        )
        .map(({ id }) => ({
          at: ['jobs', id],
          message: `${id} runs nowhere: it has neither docker, machine, macos nor executor`,
        })),
      ...view.jobs
        .filter(({ own }) => own.steps === undefined)
        .map(({ id }) => ({ at: ['jobs', id], message: `${id} has no steps` })),
    ],
  },
];
