import { SloSpec } from '../model';
import { scalarText } from './yamlText';

/**
 * Writes an Alertmanager configuration that takes the alerts of each owner to
 * the receivers `<owner>-page` and `<owner>-ticket`, and lets an alert that
 * pages silence the ticket about the same objective. Receivers are names only:
 * how somebody is reached is a secret, and no part of an objective.
 *
 * Alerts of objectives without the label `owner` go to the receiver `default`.
 *
 * @public
 */
export function alertmanagerConfig(specs: readonly SloSpec[]): string {
  const owners = [
    ...new Set(specs.flatMap(({ labels }) => labels.owner ?? [])),
  ].sort();
  const receivers = [
    'default',
    ...owners.flatMap(owner => [`${owner}-page`, `${owner}-ticket`]),
  ];
  const routes = owners.map(
    owner => `  - matchers:
    - ${matcher('owner', owner)}
    - sloth_severity!=""
    receiver: ${scalarText(`${owner}-ticket`)}
    routes:
    - matchers:
      - sloth_severity="page"
      receiver: ${scalarText(`${owner}-page`)}
`,
  );
  return `route:
  receiver: default
  group_by:
  - sloth_id
  - sloth_severity
${routes.length === 0 ? '' : `  routes:\n${routes.join('')}`}inhibit_rules:
- source_matchers:
  - sloth_severity="page"
  target_matchers:
  - sloth_severity="ticket"
  equal:
  - sloth_id
receivers:
${receivers.map(name => `- name: ${scalarText(name)}\n`).join('')}`;
}

/** A matcher in quotes twice: for Alertmanager, and for YAML around it. */
function matcher(label: string, value: string): string {
  return scalarText(`${label}=${JSON.stringify(value)}`);
}
