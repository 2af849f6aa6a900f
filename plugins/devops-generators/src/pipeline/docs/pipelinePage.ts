import { ResolvedEnvironment } from '../../environments/types';
import { GeneratedFile } from '../../files';
import { Gate, GATES } from '../gates';
import { GateId } from '../model';
import { createNodePipeline, PACKAGE_JOB } from '../stacks/node';
import { AUDIT_UNAVAILABLE_EXIT_CODE, TOOLS_PATH } from '../tools/paths';
import { ResolvedPipelineSpec } from '../types';

/** Where the page about the pipeline lies; TechDocs finds it there. */
export const PIPELINE_PAGE = 'docs/delivery-pipeline.md';

/** The page that explains a pipeline to the people who work with it. */
export function createPipelinePage(
  spec: ResolvedPipelineSpec,
  environments: ResolvedEnvironment[],
): GeneratedFile {
  const pipeline = createNodePipeline(spec, environments);
  const active = GATES.filter(gate => !spec.skipGates.includes(gate.id));
  const commandsOf = (gate: Gate) =>
    pipeline.jobs.find(job => job.id === gate.job)?.commands ?? [];
  const lines = [
    '# Delivery pipeline',
    '',
    `Every change of ${spec.service} passes these gates. What is on the default branch is packaged once, by the job \`${PACKAGE_JOB}\`, and that package goes from environment to environment.`,
    '',
    '## Gates',
    '',
    '| Gate | Job | Red when |',
    '| --- | --- | --- |',
    ...active.map(gate => `| ${gate.id} | \`${gate.job}\` | ${gate.fails} |`),
    ...waivedLines(spec.skipGates),
    '',
    `Least line coverage: ${spec.coverageThreshold} %.`,
    '',
    `\`dependency-audit\` asks the audit service of the package registry. When that does not answer, the job ends with exit code ${AUDIT_UNAVAILABLE_EXIT_CODE} and shows a warning: nothing was checked, and the pipeline does not pretend that it was.`,
    '',
    '## Run a gate on your machine',
    '',
    '```sh',
    'npm ci',
    `npm ci --prefix ${TOOLS_PATH} --ignore-scripts`,
    ...active.flatMap(gate => [`# ${gate.id}`, ...commandsOf(gate)]),
    '```',
    '',
    ...environmentLines(environments),
    ...errorBudgetLines(spec.errorBudgetGate),
    '## Opt out of a gate',
    '',
    'Remove its job and its entry in `needs` of the job `build-package` by a merge request that says why. The owner of the service approves it. Leaving a gate in and ignoring its result is no alternative: it only hides that nobody looks.',
    '',
  ];
  return { path: PIPELINE_PAGE, content: lines.join('\n') };
}

function waivedLines(waived: GateId[]): string[] {
  return waived.length > 0
    ? ['', `Waived when the pipeline was made: ${waived.join(', ')}.`]
    : [];
}

function errorBudgetLines(entityRef: string | undefined): string[] {
  return entityRef
    ? [
        '## Error budgets',
        '',
        `Before a version reaches production, the job asks the portal whether the error budgets of \`${entityRef}\` allow it: \`ci/tools/check-error-budget.mjs\`. When one is spent, the job fails and its log names the objective. Whoever may can let deployments pass for a while, on the SLO tab of the service, with a reason that is kept. Then retry the job.`,
        '',
        'Two more variables belong to it: `DEVOPS_PORTAL_URL`, the address of the portal, and `DEVOPS_PORTAL_TOKEN`, masked, which may ask and nothing else. When the portal itself is down, start the job with `ERROR_BUDGET_WHEN_UNREACHABLE` set to `allow`.',
        '',
      ]
    : [];
}

function environmentLines(environments: ResolvedEnvironment[]): string[] {
  if (environments.length === 0) {
    return [];
  }
  return [
    '## Environments',
    '',
    '| Environment | Tier | Deployed | Address |',
    '| --- | --- | --- | --- |',
    ...environments.map(
      environment =>
        `| ${environment.name} | ${environment.tier} | ${environment.manual ? 'by hand, job' : 'by itself, job'} \`deploy-${environment.name}\` | <${environment.url}> |`,
    ),
    '',
    'Three settings of the project belong to the pipeline, because they cannot be said in its file:',
    '',
    '- the variables `DEPLOY_URL` and `DEPLOY_TOKEN`; the token masked, protected and limited to the environments',
    '- protected environments, for who may deploy to production',
    '- "Prevent outdated deployment jobs" switched on, so that an older pipeline never overwrites a newer version',
    '',
  ];
}
