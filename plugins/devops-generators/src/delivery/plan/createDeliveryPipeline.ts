import { DeliveryJob, DeliveryPipeline, PipelineComponent } from '../model';
import { componentJobs } from './componentJobs';
import { deploymentJobs } from './deploymentJobs';
import { gateStatus } from './gates';
import { imageJob } from './imageJob';
import { nameComponents } from './names';
import { DeliveryOptions, resolveDeliveryOptions } from './options';
import { publishJob } from './publishJob';
import { repositoryJobs } from './repositoryJobs';

/**
 * Plans the pipeline of a repository from what was detected in it: the gates
 * that its files support, in the order in which they should stop a change.
 *
 * @throws InputError that names the option that is missing or wrong.
 * @public
 */
export function createDeliveryPipeline(
  detection: { components: PipelineComponent[] },
  options: DeliveryOptions = {},
): DeliveryPipeline {
  const resolved = resolveDeliveryOptions(options);
  const notes: string[] = [];
  const components = detection.components.filter(component =>
    isSafe(component, notes),
  );
  const named = nameComponents(components);
  const included = (job: DeliveryJob) => !resolved.skip.includes(job.gate);
  const scans = repositoryJobs(components, resolved).filter(included);
  const parts = named.map(({ component, prefix }) => {
    const checks = componentJobs(component, prefix, resolved, notes).filter(
      included,
    );
    // An image waits for what is known about its own code, not for others.
    const needs = [...checks, ...scans].map(({ id }) => id);
    const images = [
      ...imageJob(component, prefix, resolved),
      ...publishJob(component, prefix, resolved),
    ]
      .filter(included)
      .map(job => ({ ...job, needs }));
    return { checks, images };
  });
  const checked = [
    ...parts.flatMap(({ checks }) => checks),
    ...scans,
    ...parts.flatMap(({ images }) => images),
  ];
  const jobs = [
    ...checked,
    ...deploymentJobs(
      resolved,
      checked.map(({ id }) => id),
    ),
  ];
  return {
    name: resolved.name ?? 'service',
    branch: resolved.branch,
    jobs,
    gates: gateStatus(jobs, resolved),
    notes,
  };
}

/**
 * Whether the names of a component can be written down for every system
 * without being read as an expression, a macro or a line of its own.
 */
function isSafe({ path, container }: PipelineComponent, notes: string[]) {
  const unsafe = [path, container ?? ''].find(name =>
    // eslint-disable-next-line no-control-regex
    /[\u0000-\u001f\u007f-\u009f$`'"\\%]|\{\{|<<|\[\[|^-/.test(name),
  );
  if (unsafe !== undefined) {
    notes.push(
      `${JSON.stringify(unsafe)} is left out: CI systems would read parts of the name as instructions; rename it`,
    );
  }
  return unsafe === undefined;
}
