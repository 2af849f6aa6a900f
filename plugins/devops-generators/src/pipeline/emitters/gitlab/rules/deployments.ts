import { asMapping, asText } from '../../../../values';
import { deploys, Rule } from './view';

/** How versions get into environments. */
export const deploymentRules: Rule[] = [
  {
    id: 'GL-08',
    title: 'An environment receives one deployment at a time',
    check: ({ jobs }) =>
      jobs
        .filter(
          job => job.environment && job.own.resource_group !== job.environment,
        )
        .map(job => `${job.name} needs the resource_group ${job.environment}`),
  },
  {
    id: 'GL-09',
    title: 'Each deployment names its environment, its address and its tier',
    check: ({ jobs }) =>
      jobs.filter(deploys).flatMap(job => {
        const environment = asMapping(job.own.environment);
        const wanted = isDynamic(job.environment)
          ? ['url', 'deployment_tier', 'on_stop', 'auto_stop_in']
          : ['url', 'deployment_tier'];
        return wanted
          .filter(key => !asText(environment[key]))
          .map(key => `${job.name} has no environment:${key}`);
      }),
  },
  {
    id: 'GL-10',
    title: 'Each environment has exactly one deployment job',
    check: ({ jobs }) => {
      const names = jobs.filter(deploys).map(job => job.environment);
      return [...new Set(names)]
        .filter(name => names.indexOf(name) !== names.lastIndexOf(name))
        .map(name => `${name} has several deployment jobs`);
    },
  },
];

/** A review environment lives as long as its branch. */
function isDynamic(name: string | undefined): boolean {
  return (
    name !== undefined && (name.startsWith('review/') || name.includes('$'))
  );
}
