import { NotificationTarget, SloSpec } from '../model';
import { TARGETS_LABEL } from './alertGroups';
import { scalarText } from './yamlText';

/**
 * Writes an Alertmanager configuration that takes alerts to the notification
 * targets that the policies of an objective name, each a receiver of that
 * name, and all others to their owner: to the receivers `<owner>-page` and
 * `<owner>-ticket`. An alert that pages silences the ticket about the same
 * objective, if both go to the same targets. Receivers are names only: how
 * somebody is reached is a secret, and no part of an objective.
 *
 * Alerts of objectives with neither go to the receiver `default`.
 *
 * @public
 */
export function alertmanagerConfig(specs: readonly SloSpec[]): string {
  const owners = [
    ...new Set(specs.flatMap(({ labels }) => labels.owner ?? [])),
  ].sort();
  const targets = targetsOf(specs);
  const receivers = new Map([
    ['default', ''],
    ...targets.map(({ name, target }) => [name, commentOf(target)] as const),
    ...owners.flatMap(owner => [
      [`${owner}-page`, ''] as const,
      [`${owner}-ticket`, ''] as const,
    ]),
  ]);
  const routes = [
    ...targets.map(({ name }) => targetRoute(name)),
    ...owners.map(ownerRoute),
  ];
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
${targets.length === 0 ? '' : `  - ${TARGETS_LABEL}\n`}receivers:
${[...receivers].map(([name, comment]) => `- name: ${scalarText(name)}${comment}\n`).join('')}`;
}

/** Each once; a document says more than a name that is only referred to. */
function targetsOf(specs: readonly SloSpec[]): NotificationTarget[] {
  const byName = new Map<string, NotificationTarget>();
  const all = specs.flatMap(
    ({ alerting }) => alerting.notificationTargets ?? [],
  );
  for (const target of all) {
    if (target.target !== undefined || !byName.has(target.name)) {
      byName.set(target.name, target);
    }
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What kind of receiver is wanted, for whoever fills it in. */
function commentOf(target: string | undefined): string {
  return target === undefined
    ? ''
    : ` # ${target.replace(/[^\p{L}\p{N} ._:/-]/gu, '').slice(0, 80)}`;
}

/** One of possibly many names of the label, so other targets are asked too. */
function targetRoute(name: string): string {
  const escaped = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return `  - matchers:
    - ${matcher(TARGETS_LABEL, '=~', `(.+,)?${escaped}(,.+)?`)}
    receiver: ${scalarText(name)}
    continue: true
`;
}

function ownerRoute(owner: string): string {
  return `  - matchers:
    - ${matcher('owner', '=', owner)}
    - sloth_severity!=""
    - ${TARGETS_LABEL}=""
    receiver: ${scalarText(`${owner}-ticket`)}
    routes:
    - matchers:
      - sloth_severity="page"
      receiver: ${scalarText(`${owner}-page`)}
`;
}

/** A matcher in quotes twice: for Alertmanager, and for YAML around it. */
function matcher(label: string, operator: string, value: string): string {
  return scalarText(`${label}${operator}${JSON.stringify(value)}`);
}
