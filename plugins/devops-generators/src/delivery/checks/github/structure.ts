import { asList, asMapping } from '../../../values';
import { CheckRule, Problem } from '../rule';
import { isAction, WorkflowView } from './view';

const running = (view: WorkflowView) => view.jobs.filter(job => !job.calls);

export const structureRules: CheckRule<WorkflowView>[] = [
  {
    id: 'GHA-06',
    title:
      'Runs of the same change replace each other; deployments wait for each other',
    remedy:
      'Add concurrency: { group: ..., cancel-in-progress: true }, and false for a job that deploys',
    audit: 'zizmor concurrency-limits',
    check: view => {
      const everywhere = view.root.concurrency !== undefined;
      return [
        ...(everywhere
          ? []
          : running(view)
              .filter(job => job.own.concurrency === undefined)
              .map(job => ({
                at: job.at,
                message: `${job.id} may run any number of times at once`,
              }))),
        ...running(view)
          .filter(
            job =>
              job.environment !== undefined &&
              (asMapping(job.own.concurrency)['cancel-in-progress'] === true ||
                (job.own.concurrency === undefined &&
                  asMapping(view.root.concurrency)['cancel-in-progress'] ===
                    true)),
          )
          .map(job => ({
            at: job.at,
            message: `${job.id} may be cancelled in the middle of a deployment`,
          })),
      ];
    },
  },
  {
    id: 'GHA-07',
    title: 'Every job ends at a time that somebody chose',
    remedy: 'Add timeout-minutes; without it a job may hang for six hours',
    audit: 'actions limits; golden path',
    check: view =>
      running(view)
        .filter(job => job.own['timeout-minutes'] === undefined)
        .map(job => ({
          at: job.at,
          message: `${job.id} has no timeout-minutes`,
        })),
  },
  {
    id: 'GHA-08',
    title: 'Runners have a fixed version',
    remedy: 'Write ubuntu-24.04 instead of ubuntu-latest',
    audit: 'golden path; actionlint runner-label',
    check: view =>
      running(view).flatMap(job =>
        job.labels
          .filter(label => label.endsWith('-latest'))
          .map(label => ({
            at: [...job.at, 'runs-on'],
            message: `${label} is another machine one day`,
          })),
      ),
  },
  {
    id: 'GHA-18',
    title: 'Outgoing traffic of jobs is watched',
    remedy:
      'Make step-security/harden-runner the first step, with egress-policy: audit or block',
    audit: 'golden path; step-security/harden-runner',
    check: view => {
      // The agent watches a virtual machine; it cannot be installed in a container.
      const machines = running(view).filter(
        job =>
          job.own.container === undefined &&
          job.steps.length > 0 &&
          job.labels.some(label => /^ubuntu/.test(label)),
      );
      return machines.length === 0
        ? {
            notApplicable:
              'all jobs run in containers, where the agent cannot be installed',
          }
        : machines
            .filter(
              job =>
                !isAction(job.steps[0].uses, 'step-security/harden-runner'),
            )
            .map(job => ({
              at: job.at,
              message: `${job.id} does not start with it`,
            }));
    },
  },
  {
    id: 'GHA-21',
    title: 'Gates can fail, and what they leave behind has an end',
    remedy:
      "Remove continue-on-error and '|| true'; add retention-days to uploads",
    audit: 'golden path',
    check: view => [
      ...view.jobs
        .filter(job => job.own['continue-on-error'] === true)
        .map(job => ({
          at: job.at,
          message: `${job.id} is green when it fails`,
        })),
      ...view.steps.flatMap(
        ({ at, own, uses, run, with: inputs }): Problem[] => [
          ...(own['continue-on-error'] === true && run !== undefined
            ? [{ at, message: 'the step is green when it fails' }]
            : []),
          ...(/\|\|\s*(?:true|:)\s*$/m.test(run ?? '')
            ? [{ at: [...at, 'run'], message: 'a failure is thrown away' }]
            : []),
          ...(isAction(uses, 'actions/upload-artifact') &&
          inputs['retention-days'] === undefined
            ? [{ at, message: 'the artefact has no retention-days' }]
            : []),
        ],
      ),
    ],
  },
  {
    id: 'GHA-22',
    title: 'One job says whether a change may be merged',
    remedy:
      'Add a job with if: always() that needs all others and fails unless they succeeded; drop paths of pull_request',
    audit: 'golden path; GitHub required checks',
    check: view => {
      const request = view.triggers.get('pull_request');
      if (request === undefined) {
        return { notApplicable: 'the workflow does not run for pull requests' };
      }
      const checks = view.jobs.filter(job => job.environment === undefined);
      const aggregate = checks.find(
        job =>
          /always\(\)/.test(String(job.own.if ?? '')) &&
          asList(job.own.needs).length > 0,
      );
      const missing = aggregate
        ? checks.filter(
            job => job !== aggregate && !reaches(view, aggregate.id, job.id),
          )
        : [];
      return [
        ...['paths', 'paths-ignore']
          .filter(key => request[key] !== undefined)
          .map(key => ({
            at: ['on', 'pull_request', key],
            message: `a check that is required never reports for other files: ${key}`,
          })),
        ...(checks.length > 1 && !aggregate
          ? [{ at: ['jobs'], message: 'no job sums the others up' }]
          : []),
        ...missing.map(job => ({
          at: aggregate?.at ?? [],
          message: `${aggregate?.id} does not need ${job.id}`,
        })),
      ];
    },
  },
  {
    id: 'GHA-23',
    title: 'A deployment names its environment',
    remedy:
      'Add environment: { name, url }; protect production with reviewers in the settings',
    audit: 'golden path; GitHub environments',
    check: view => {
      const deploying = running(view).filter(job =>
        /^deploy|^release-to|[-_]deploy(?:$|[-_])/.test(job.id),
      );
      return deploying.length === 0
        ? { notApplicable: 'no job deploys' }
        : deploying
            .filter(job => job.environment === undefined)
            .map(job => ({
              at: job.at,
              message: `${job.id} has no environment`,
            }));
    },
  },
  {
    id: 'GHA-25',
    title: 'Scripts run in a shell that somebody chose',
    remedy:
      'Add defaults: { run: { shell: bash } }, which also stops at failures inside pipes',
    audit: 'golden path; actionlint shellcheck',
    check: view => {
      const shell = asMapping(asMapping(view.root.defaults).run).shell;
      return shell === undefined
        ? running(view)
            .filter(
              job =>
                asMapping(asMapping(job.own.defaults).run).shell ===
                  undefined &&
                job.steps.some(
                  step =>
                    step.run !== undefined && step.own.shell === undefined,
                ),
            )
            .map(job => ({
              at: job.at,
              message: `${job.id} runs scripts in whatever shell there is`,
            }))
        : [];
    },
  },
];

function reaches(view: WorkflowView, from: string, to: string): boolean {
  const visited = new Set<string>();
  const visit = (id: string): boolean => {
    if (visited.has(id)) {
      return false;
    }
    visited.add(id);
    const needs = asList(view.jobs.find(job => job.id === id)?.own.needs).map(
      String,
    );
    return needs.includes(to) || needs.some(visit);
  };
  return visit(from);
}
