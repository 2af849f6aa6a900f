import { DeliveryJob } from '../model';
import { imageReference, pinnedImage } from '../pins';
import { ResolvedDeliveryOptions } from './options';

/** One job per environment, each behind the one before it. */
export function deploymentJobs(
  options: ResolvedDeliveryOptions,
  checked: string[],
): DeliveryJob[] {
  const { deploy, smoke, rollback } = options;
  if (deploy === undefined) {
    return [];
  }
  return options.environments.map((environment, index) => {
    const previous = options.environments[index - 1];
    const manual = tierOf(environment) === 'production';
    return {
      id: `deploy-${environment}`,
      gate: 'deploy' as const,
      stage: 'deploy' as const,
      reason: manual
        ? 'Waits for a person. Protect the environment to say who that may be.'
        : 'Runs by itself once everything before it is green.',
      needs: previous ? [`deploy-${previous}`] : checked,
      filesOf: [],
      image: options.images.deploy ?? imageReference(pinnedImage('docker')),
      shell: 'sh' as const,
      folder: '.',
      commands: commandsOf(deploy, smoke, rollback),
      environment: { ENVIRONMENT: environment },
      secrets: options.secrets,
      timeoutMinutes: 30,
      deployment: {
        environment,
        tier: tierOf(environment),
        url: options.environmentUrl?.replaceAll('${environment}', environment),
        manual,
      },
    };
  });
}

/** A failed deployment or check is rolled back and stays a failure. */
function commandsOf(deploy: string, smoke?: string, rollback?: string) {
  if (rollback === undefined) {
    return [deploy, ...(smoke ? [smoke] : [])];
  }
  const attempt = smoke ? `{ ${deploy}; } && { ${smoke}; }` : `{ ${deploy}; }`;
  return [`{ ${attempt}; } || { ${rollback}; exit 1; }`];
}

function tierOf(environment: string): string {
  if (/^prod(?:uction)?(?:-|$)|^live$/.test(environment)) {
    return 'production';
  }
  if (/^(?:stag|pre-?prod)/.test(environment)) {
    return 'staging';
  }
  return /^(?:test|qa)/.test(environment) ? 'testing' : 'development';
}
