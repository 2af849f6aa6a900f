import { asList, asMapping, asText } from '../../../values';
import { CheckedFile, Mapping, viewYaml, YamlPath, YamlView } from '../rule';

/** A step of a workflow. */
export interface StepView {
  at: YamlPath;
  own: Mapping;
  uses?: string;
  run?: string;
  with: Mapping;
}

/** A job of a workflow. */
export interface WorkflowJob {
  id: string;
  at: YamlPath;
  own: Mapping;
  steps: StepView[];
  labels: string[];
  environment?: string;
  /** Whether it calls another workflow instead of running steps. */
  calls: boolean;
}

/** A workflow of GitHub Actions. */
export interface WorkflowView extends YamlView {
  jobs: WorkflowJob[];
  steps: Array<StepView & { job: WorkflowJob }>;
  triggers: Map<string, Mapping>;
}

/** Reads a workflow for checking. */
export function viewWorkflow(file: CheckedFile): WorkflowView {
  const yaml = viewYaml(file);
  const jobs = Object.entries(asMapping(yaml.root.jobs)).map(([id, value]) =>
    viewJob(id, asMapping(value)),
  );
  return {
    ...yaml,
    jobs,
    steps: jobs.flatMap(job => job.steps.map(step => ({ ...step, job }))),
    triggers: triggersOf(yaml.root.on ?? yaml.root.true),
  };
}

function viewJob(id: string, own: Mapping): WorkflowJob {
  const at: YamlPath = ['jobs', id];
  const environment =
    asText(own.environment) ?? asText(asMapping(own.environment).name);
  return {
    id,
    at,
    own,
    environment,
    calls: own.uses !== undefined,
    labels: asList(asMapping(own['runs-on']).labels ?? own['runs-on']).map(
      String,
    ),
    steps: asList(own.steps).map((value, index) => {
      const step = asMapping(value);
      return {
        at: [...at, 'steps', index],
        own: step,
        uses: asText(step.uses),
        run: asText(step.run),
        with: asMapping(step.with),
      };
    }),
  };
}

function triggersOf(on: unknown): Map<string, Mapping> {
  if (typeof on === 'string') {
    return new Map([[on, {}]]);
  }
  if (Array.isArray(on)) {
    return new Map(on.map(name => [String(name), {}]));
  }
  return new Map(
    Object.entries(asMapping(on)).map(([name, value]) => [
      name,
      asMapping(value),
    ]),
  );
}

/** Whether an action is the one of this name, in whatever version. */
export function isAction(uses: string | undefined, name: string): boolean {
  return uses?.toLowerCase().startsWith(`${name.toLowerCase()}@`) ?? false;
}
