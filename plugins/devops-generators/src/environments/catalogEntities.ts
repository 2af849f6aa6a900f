import {
  ENVIRONMENT_ANNOTATION,
  ENVIRONMENT_TIER_ANNOTATION,
} from '@backstage-devops/plugin-devops-common';
import { ConflictError, InputError } from '@backstage/errors';
import { Document } from 'yaml';
import { GeneratedFile } from '../files';
import { parseYaml, preferTextEdit, stringifyYaml } from '../yaml/documents';
import { ResolvedEnvironment } from './types';

/** The longest name that the catalog accepts. */
const MAX_NAME_LENGTH = 63;

/** Adds one `Resource` per environment at the end of a catalog file. */
export function addEnvironmentEntities(options: {
  service: string;
  namespace: string;
  owner?: string;
  catalogPath: string;
  environments: ResolvedEnvironment[];
  existing: string | undefined;
}): { files: GeneratedFile[]; kept: string[] } {
  const { catalogPath, environments } = options;
  const existing = options.existing ?? '';
  const documents = parseYaml(catalogPath, existing);
  const missing = environments.filter(
    environment => !hasEntity(documents, environment, options),
  );
  const kept = environments
    .filter(environment => !missing.includes(environment))
    .map(environment => entityName(options.service, environment));
  if (missing.length === 0) {
    return { files: [], kept };
  }
  const owner = options.owner ?? ownerOf(documents, options);
  const added = missing.map(
    environment => new Document(toEntity(environment, { ...options, owner })),
  );
  const separator = documents.length > 0 ? '---\n' : '';
  const edited = `${existing === '' || existing.endsWith('\n') ? existing : `${existing}\n`}${separator}${stringifyYaml(added)}`;
  return {
    files: [
      {
        path: catalogPath,
        content: preferTextEdit(catalogPath, edited, [...documents, ...added]),
      },
    ],
    kept,
  };
}

function entityName(service: string, environment: ResolvedEnvironment): string {
  const name = `${service}-${environment.name}`;
  if (name.length > MAX_NAME_LENGTH) {
    throw new InputError(
      `environments: '${name}' is longer than the ${MAX_NAME_LENGTH} characters that the catalog accepts as a name`,
    );
  }
  return name;
}

function hasEntity(
  documents: Document[],
  environment: ResolvedEnvironment,
  options: { service: string; namespace: string; catalogPath: string },
): boolean {
  const name = entityName(options.service, environment);
  const found = documents.find(
    document =>
      document.getIn(['kind']) === 'Resource' &&
      document.getIn(['metadata', 'name']) === name &&
      (document.getIn(['metadata', 'namespace']) ?? 'default') ===
        options.namespace,
  );
  const type = found?.getIn(['spec', 'type']);
  if (found && type !== 'environment') {
    throw new ConflictError(
      `${options.catalogPath} already has a resource '${name}' of type '${String(type)}': rename it or the environment '${environment.name}'`,
    );
  }
  return found !== undefined;
}

function ownerOf(
  documents: Document[],
  options: { service: string; catalogPath: string },
): string {
  const component = documents.find(
    document =>
      document.getIn(['kind']) === 'Component' &&
      document.getIn(['metadata', 'name']) === options.service,
  );
  const owner = component?.getIn(['spec', 'owner']);
  if (typeof owner !== 'string' || owner === '') {
    throw new InputError(
      `owner is missing: ${options.catalogPath} has no component '${options.service}' with an owner`,
    );
  }
  return owner;
}

function toEntity(
  environment: ResolvedEnvironment,
  options: { service: string; namespace: string; owner: string },
) {
  const { service, namespace, owner } = options;
  const marks = {
    [ENVIRONMENT_ANNOTATION]: environment.name,
    [ENVIRONMENT_TIER_ANNOTATION]: environment.tier,
  };
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: entityName(service, environment),
      ...(namespace === 'default' ? {} : { namespace }),
      description: `${service} in ${environment.name}`,
      labels: { ...marks },
      annotations: { ...marks },
      links: [{ url: environment.url, title: environment.name }],
    },
    spec: {
      type: 'environment',
      owner,
      dependencyOf: [`component:${namespace}/${service}`],
    },
  };
}
