import { asMapping } from '../values';
import { Findings } from './Findings';
import { folderOf, isWithin, nameOf, ROOT } from './repository/paths';
import { lineOf, Repository } from './repository/Repository';

/** A place where a repository says how something is deployed. */
interface DeployTarget {
  target: string;
  file: string;
  line?: number;
}

/** Files whose name alone says with what they deploy. */
const TARGET_FILES: Array<{ target: string; pattern: RegExp }> = [
  { target: 'helm', pattern: /(?:^|\/)Chart\.ya?ml$/ },
  { target: 'kustomize', pattern: /(?:^|\/)kustomization\.ya?ml$/ },
  { target: 'skaffold', pattern: /(?:^|\/)skaffold\.ya?ml$/ },
  {
    target: 'docker-compose',
    pattern: /(?:^|\/)(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/,
  },
  { target: 'terraform', pattern: /(?:^|\/)[^/.][^/]*\.tf$/ },
  {
    target: 'serverless',
    pattern: /(?:^|\/)serverless\.(?:ya?ml|ts|js|json)$/,
  },
  { target: 'aws-sam', pattern: /(?:^|\/)samconfig\.toml$/ },
  { target: 'aws-cdk', pattern: /(?:^|\/)cdk\.json$/ },
  { target: 'pulumi', pattern: /(?:^|\/)Pulumi\.ya?ml$/ },
  { target: 'vercel', pattern: /(?:^|\/)vercel\.json$/ },
  { target: 'netlify', pattern: /(?:^|\/)netlify\.toml$/ },
  { target: 'fly', pattern: /(?:^|\/)fly(?:\.[\w-]+)?\.toml$/ },
  { target: 'render', pattern: /(?:^|\/)render\.ya?ml$/ },
  { target: 'railway', pattern: /(?:^|\/)railway\.(?:json|toml)$/ },
  { target: 'heroku', pattern: /(?:^|\/)(?:Procfile|heroku\.yml)$/ },
  { target: 'app-engine', pattern: /(?:^|\/)app\.yaml$/ },
  { target: 'firebase', pattern: /(?:^|\/)firebase\.json$/ },
  { target: 'cloudflare', pattern: /(?:^|\/)wrangler\.(?:toml|jsonc?)$/ },
  {
    target: 'elastic-beanstalk',
    pattern: /(?:^|\/)(?:Dockerrun\.aws\.json|\.ebextensions\/.+)$/,
  },
  { target: 'bicep', pattern: /(?:^|\/)main\.bicep$/ },
  { target: 'kamal', pattern: /(?:^|\/)config\/deploy\.yml$/ },
  { target: 'azure-developer-cli', pattern: /(?:^|\/)azure\.yaml$/ },
  {
    target: 'ansible',
    pattern: /(?:^|\/)(?:ansible\.cfg|playbooks?\/[^/]+\.ya?ml)$/,
  },
];

/** Folders in which people keep Kubernetes manifests. */
const MANIFEST_FOLDER =
  /(?:^|\/)(?:k8s|kube|kubernetes|manifests?|deploy(?:ment)?s?|[\w-]*kubernetes[\w-]*|k8s-[\w-]+|infra|release|chart|base|overlays)(?:\/|$)/i;

const WORKLOAD =
  /^kind:\s*["']?(?:Deployment|StatefulSet|DaemonSet|CronJob|Job|Rollout|Pod|Service)\b/m;

/** Notes for each component what it is deployed with. */
export async function findDeployTargets(
  repository: Repository,
  components: Findings[],
): Promise<void> {
  const targets = await readTargets(repository);
  const folders = new Set(components.map(({ path }) => path));
  for (const target of targets) {
    const owner = nearest(folderOf(target.file), folders);
    const text = await repository.text(target.file);
    for (const component of components) {
      if (belongs(component, owner, target, text, components)) {
        component.add('deploy', target.target, target);
      }
    }
  }
}

async function readTargets(repository: Repository): Promise<DeployTarget[]> {
  const targets: DeployTarget[] = [];
  for (const file of repository.paths) {
    if (/(?:^|\/)(?:docs?|examples?|tests?)\//.test(file)) {
      continue;
    }
    for (const { target, pattern } of TARGET_FILES) {
      if (pattern.test(file) && (await isTarget(repository, target, file))) {
        targets.push({ target, file });
      }
    }
    if (
      /\.ya?ml$/.test(file) &&
      MANIFEST_FOLDER.test(folderOf(file)) &&
      !/(?:^|\/)templates\//.test(file)
    ) {
      const text = await repository.text(file);
      if (/^apiVersion:/m.test(text) && WORKLOAD.test(text)) {
        targets.push({
          target: 'kubernetes',
          file,
          line: lineOf(text, WORKLOAD),
        });
      }
    }
  }
  return targets;
}

/** Some names are used for other things too. */
async function isTarget(
  repository: Repository,
  target: string,
  file: string,
): Promise<boolean> {
  if (target === 'app-engine') {
    return /^(?:runtime|env|service):/m.test(await repository.text(file));
  }
  if (target === 'docker-compose') {
    const { services } = await repository.yaml(file);
    return Object.values(asMapping(services)).some(
      service => asMapping(service).build !== undefined,
    );
  }
  return target !== 'terraform' || !/(?:^|\/)\.[^/]+\//.test(file);
}

/**
 * A target belongs to the component it lies in. One outside of all components,
 * or in the root of several, belongs to those that it names and, when it names
 * none, to those that come as a container.
 */
function belongs(
  component: Findings,
  owner: string | undefined,
  { file, target }: DeployTarget,
  text: string,
  components: Findings[],
): boolean {
  if (component.language === 'terraform') {
    return target === 'terraform' && component.path === owner;
  }
  if (owner === component.path && owner !== ROOT) {
    return true;
  }
  const programs = components.filter(
    ({ language }) => language !== 'terraform',
  );
  if (programs.length === 1) {
    return true;
  }
  if (
    owner !== undefined &&
    owner !== ROOT &&
    !components.some(
      ({ path, language }) => path === owner && language === 'terraform',
    )
  ) {
    return false;
  }
  const named = programs.filter(
    ({ path }) => path !== ROOT && names(text, file, path),
  );
  return named.length > 0
    ? named.includes(component)
    : component.has('container') ||
        (component.path === ROOT &&
          owner === ROOT &&
          !programs.some(other => other.has('container')));
}

function names(text: string, file: string, path: string): boolean {
  const word = nameOf(path).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?:^|[\\s/"'=:.-])${word}(?:$|[\\s/"':@.-])`, 'm').test(
    `${file}\n${text}`,
  );
}

function nearest(folder: string, folders: Set<string>): string | undefined {
  return [...folders]
    .filter(candidate => isWithin(candidate, folder))
    .sort(
      (a, b) =>
        (a === ROOT ? 1 : 0) - (b === ROOT ? 1 : 0) || b.length - a.length,
    )[0];
}
