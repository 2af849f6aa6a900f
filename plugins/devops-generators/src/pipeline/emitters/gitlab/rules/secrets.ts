import { asMapping } from '../../../../values';
import { JobView, PipelineView, Rule } from './view';

/** Keys that give access to a cloud for as long as nobody revokes them. */
const STATIC_CLOUD_KEYS =
  /\b(AWS_SECRET_ACCESS_KEY|AWS_ACCESS_KEY_ID|GOOGLE_APPLICATION_CREDENTIALS|AZURE_CLIENT_SECRET|ARM_CLIENT_SECRET|VAULT_TOKEN|CI_JOB_JWT(?:_V[12])?)\b/;

const SECRET_NAME = /(TOKEN|SECRET|PASSWORD|PASSWD|PRIVATE_KEY|API_KEY)/i;

/** Forms of well-known credentials, and credentials inside a URL. */
const SECRET_VALUE =
  /(glpat-[\w-]{20}|gh[pousr]_\w{36}|AKIA[0-9A-Z]{16}|xox[abpr]-[\w-]{10,}|-----BEGIN [A-Z ]*PRIVATE KEY|:\/\/[^\s/:@$]+:[^\s/@$]+@)/;

/** How credentials reach jobs. */
export const secretRules: Rule[] = [
  {
    id: 'GL-11',
    title:
      'Clouds and vaults are entered with identity tokens for one audience',
    check: ({ jobs, config }) => [
      ...jobs.flatMap(job =>
        Object.entries(asMapping(job.effective('id_tokens')))
          .filter(([, token]) => !asMapping(token).aud)
          .map(
            ([name]) =>
              `${job.name} has the identity token ${name} without aud`,
          ),
      ),
      ...jobs
        .filter(job => STATIC_CLOUD_KEYS.test(textOf(job)))
        .map(
          job => `${job.name} uses a static key instead of an identity token`,
        ),
      ...(STATIC_CLOUD_KEYS.test(JSON.stringify(config.variables ?? {}))
        ? ['variables has a static key instead of an identity token']
        : []),
    ],
  },
  {
    id: 'GL-12',
    title: 'No secret is in the file, and only deployments receive any',
    check: pipeline => [
      ...(SECRET_VALUE.test(pipeline.text)
        ? ['the file contains a credential']
        : []),
      ...variablesOf(pipeline)
        .filter(
          ({ name, value }) => SECRET_NAME.test(name) && !value.startsWith('$'),
        )
        .map(({ name }) => `variable ${name} has its value in the file`),
      ...pipeline.jobs
        .filter(job => !job.environment)
        .filter(job => job.script.some(usesSecret))
        .map(job => `${job.name} uses a secret and has no environment`),
    ],
  },
];

function usesSecret(line: string): boolean {
  return [...line.matchAll(/\$\{?([A-Za-z_][A-Za-z0-9_]*)/g)].some(([, name]) =>
    SECRET_NAME.test(name),
  );
}

function textOf(job: JobView): string {
  return JSON.stringify([job.own.variables, job.script]);
}

function variablesOf({ config, jobs }: PipelineView) {
  return [config.variables, ...jobs.map(job => job.own.variables)].flatMap(
    variables =>
      Object.entries(asMapping(variables)).map(([name, value]) => ({
        name,
        value: String(asMapping(value).value ?? value),
      })),
  );
}
