import { tierOfEnvironmentName } from '@backstage-devops/plugin-devops-common';
import type {
  DeliveryRecord,
  DeploymentRecord,
  EnvironmentRecord,
} from '@backstage-devops/plugin-devops-node';
import { readArtifact } from './artifact';
import { compact, toIso } from './fields';
import { deploymentKey, environmentKey } from './keys';
import type { Cdevent } from './readCdevent';

const DEPLOYMENTS = new Set(['deployed', 'upgraded', 'rolledback']);

/**
 * CDEvents tells of deployments that are done, each with an event of its own.
 * A service that is removed leaves its environment.
 */
export function toServiceRecords(event: Cdevent<'service'>): DeliveryRecord[] {
  const environment = environmentRecord(event, {
    name: event.content.environment.id,
    gone: event.predicate === 'removed',
  });
  return DEPLOYMENTS.has(event.predicate)
    ? [toDeploymentRecord(event), environment]
    : [environment];
}

/** Services name environments by their id, so that is the name. */
export function toEnvironmentRecord(
  event: Cdevent<'environment'>,
): EnvironmentRecord {
  return environmentRecord(event, {
    name: event.subjectId,
    label: event.content.name,
    url: event.content.uri ?? event.content.url,
    gone: event.predicate === 'deleted',
  });
}

function toDeploymentRecord(event: Cdevent<'service'>): DeploymentRecord {
  const { content, custom } = event;
  const artifact = readArtifact(content.artifactId);
  const at = toIso(event.at);
  return compact<DeploymentRecord>({
    type: 'deployment',
    scope: event.scope,
    key: deploymentKey(event.source, event.id),
    version: { generation: 0, terminal: true, at: event.at },
    externalId: event.id,
    environment: content.environment.id,
    tier: tierOf(content.environment.id),
    unit: custom.unit,
    markedUnplanned: event.predicate === 'rolledback' ? true : undefined,
    status: 'succeeded',
    providerStatus: event.predicate,
    release: artifact.release,
    revision: custom.revision ?? artifact.revision ?? artifact.version ?? '',
    createdAt: at,
    finishedAt: at,
  });
}

function environmentRecord(
  event: Cdevent,
  environment: { name: string; label?: string; url?: string; gone: boolean },
): EnvironmentRecord {
  const { name, label, url, gone } = environment;
  return compact<EnvironmentRecord>({
    type: 'environment',
    scope: event.scope,
    key: environmentKey(event.scope, name),
    version: { generation: 0, terminal: false, at: event.at },
    name,
    tier: tierOf(name) ?? tierOf(label ?? ''),
    url,
    gone,
  });
}

/** A name that suggests nothing leaves the tier open. */
function tierOf(name: string) {
  const tier = tierOfEnvironmentName(name);
  return tier === 'other' ? undefined : tier;
}
