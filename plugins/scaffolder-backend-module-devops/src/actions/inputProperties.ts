import { EnvironmentSpec } from '@backstage-devops/plugin-devops-generators';

// The schemas themselves stand in each action: only there the type of `z` is
// known, which belongs to the version of zod that the scaffolder has.

export const TIERS = [
  'development',
  'testing',
  'staging',
  'production',
] as const;

/** What form authors read about inputs that several actions have. */
export const descriptions = {
  service:
    'Name of the service: 1 to 63 lower-case letters, digits and hyphens',
  environments: 'Environments, each as a name or as an object',
  environmentName: 'Name of the environment',
  environmentTier: 'What it is for. Default: the tier of the same name',
  environmentOwnUrl: 'Its address, if environmentUrl does not fit',
  environmentManual:
    'Whether a person starts the deployment. Default: only in production',
  environmentUrl:
    'Address of the service in an environment, with the placeholders ${environment} and ${service}, for example https://${environment}.example.com/${service}/',
  nodeVersion: 'Major version of Node.js that jobs run in. Default: 24',
  targetPath:
    'Folder of the repository inside the workspace. Default: the workspace itself',
};

/** Accepts the short form that forms with check boxes give. */
export function toEnvironmentSpecs(
  values: Array<string | EnvironmentSpec>,
): EnvironmentSpec[] {
  return values.map(value =>
    typeof value === 'string' ? { name: value } : value,
  );
}
