import { asMapping } from '../values';
import { CONFIGURED, CUSTOM, Findings, GUESS, STATED } from './Findings';
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
  const programs = components.filter(
    ({ language }) => language !== 'terraform',
  );
  for (const target of targets) {
    const owner = nearest(folderOf(target.file), folders);
    const text = await repository.text(target.file);
    const inTerraform = components.some(
      ({ path, language }) => path === owner && language === 'terraform',
    );
    // What is in a component can be about that and what lies below it.
    const candidates =
      owner === undefined || owner === ROOT || inTerraform
        ? programs
        : programs.filter(({ path }) => isWithin(owner, path));
    const named =
      candidates.length > 1
        ? candidates.filter(one => isNamed(one, target.file, text))
        : [];
    for (const component of components) {
      const confidence = belongs(component, {
        target: target.target,
        owner,
        inTerraform,
        programs,
        named,
      });
      if (confidence !== undefined) {
        component.add('deploy', target.target, target, confidence);
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
  if (target === 'firebase') {
    // The emulators for tests are set up in a file of the same name.
    const services = Object.keys(await repository.json(file));
    return services.some(name => !/^(?:\$schema|emulators)$/.test(name));
  }
  return target !== 'terraform' || !/(?:^|\/)\.[^/]+\//.test(file);
}

/**
 * How sure it is that a target belongs to a component; undefined when it does
 * not. It belongs to the component it lies in. One outside of all components,
 * or in the root of several, belongs to those that it names and, when it names
 * none, to those that come as a container.
 */
function belongs(
  component: Findings,
  {
    target,
    owner,
    inTerraform,
    programs,
    named,
  }: {
    target: string;
    owner: string | undefined;
    inTerraform: boolean;
    programs: Findings[];
    named: Findings[];
  },
): number | undefined {
  if (component.language === 'terraform') {
    return target === 'terraform' && component.path === owner
      ? STATED
      : undefined;
  }
  if (owner === component.path && owner !== ROOT) {
    return STATED;
  }
  if (programs.length === 1) {
    return CONFIGURED;
  }
  if (named.includes(component)) {
    return CUSTOM;
  }
  const isInside = owner !== undefined && owner !== ROOT && !inTerraform;
  if (named.length > 0 || isInside) {
    return undefined;
  }
  const isWhole =
    component.path === ROOT &&
    owner === ROOT &&
    !programs.some(other => other.has('container'));
  return component.has('container') || isWhole ? GUESS : undefined;
}

/** By its folder, or by that of its container file. */
function isNamed(component: Findings, file: string, text: string): boolean {
  const container = component.best('container')?.value ?? '';
  return [component.path, folderOf(container)].some(
    path => path !== ROOT && names(text, file, path),
  );
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
