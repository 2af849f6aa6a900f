import { AGENTS, LOCKS } from 'package-manager-detector/constants';
import { resolveCommand } from 'package-manager-detector/commands';
import type { Agent, AgentName } from 'package-manager-detector';
import picomatch from 'picomatch';
import { asList, asMapping, asText } from '../../values';
import { GUESS, Place, STATED } from '../Findings';
import { ancestors, folderOf, nameOf, ROOT } from '../repository/paths';
import { lineOf, Repository } from '../repository/Repository';

/** How the scripts and tools of a package are run. */
export interface PackageManager {
  name: string;
  /** Every package manager that the files speak for, the surest first. */
  offers: Array<{ name: string; confidence: number; place: Place }>;
  install: string;
  /** Whether a lock file fixes what is installed. */
  locked: boolean;
  run(script: string, args?: string[]): string;
  exec(command: string): string;
}

/** The folders that hold the workspaces of a repository, and their patterns. */
export interface Workspaces {
  roots: Map<string, string[]>;
}

/** Whether a package is installed together with others. */
export function isWorkspaceMember(
  folder: string,
  workspaces: Workspaces,
): boolean {
  return installFolder(folder, workspaces) !== folder;
}

/** How tools that are installed are called. */
const EXECUTORS: Record<string, string> = {
  npm: 'npx',
  yarn: 'yarn',
  pnpm: 'pnpm exec',
  bun: 'bunx',
} satisfies Partial<Record<AgentName, string>>;

const LOCK_NAMES = Object.keys(LOCKS);

/** Reads which packages belong together. */
export async function findWorkspaces(
  repository: Repository,
): Promise<Workspaces> {
  const roots = new Map<string, string[]>();
  for (const file of repository.named('package.json')) {
    const { workspaces } = await repository.json(file);
    const patterns = Array.isArray(workspaces)
      ? workspaces
      : asList(asMapping(workspaces).packages);
    addRoot(roots, folderOf(file), patterns);
  }
  for (const file of repository.named('pnpm-workspace.yaml')) {
    const { packages } = await repository.yaml(file);
    addRoot(roots, folderOf(file), asList(packages));
  }
  for (const file of repository.named('lerna.json')) {
    const { packages } = await repository.json(file);
    addRoot(roots, folderOf(file), asList(packages));
  }
  return { roots };
}

function addRoot(
  roots: Map<string, string[]>,
  folder: string,
  patterns: unknown[],
): void {
  const texts = patterns.flatMap(pattern => asText(pattern) ?? []);
  if (texts.length > 0) {
    roots.set(folder, [...(roots.get(folder) ?? []), ...texts]);
  }
}

/** Finds out which package manager a package is installed with. */
export async function findPackageManager(
  repository: Repository,
  folder: string,
  workspaces: Workspaces,
): Promise<PackageManager> {
  const home = installFolder(folder, workspaces);
  const own = await offersOf(repository, folder);
  const offers =
    own.length > 0 || home === folder ? own : await offersOf(repository, home);
  const [best] = offers;
  if (!best) {
    return await withoutLock(repository, folder);
  }
  const locked = offers.some(
    ({ agent, lock }) =>
      lock && agent.split('@')[0] === best.agent.split('@')[0],
  );
  return toManager(best.agent, locked, offers);
}

/** Where the dependencies of a package are installed. */
function installFolder(folder: string, { roots }: Workspaces): string {
  return (
    ancestors(folder).find(root => {
      const patterns = roots.get(root);
      const relative = root === ROOT ? folder : folder.slice(root.length + 1);
      return (
        patterns !== undefined &&
        root !== folder &&
        isMember(relative, patterns)
      );
    }) ?? folder
  );
}

function isMember(path: string, patterns: string[]): boolean {
  const normal = patterns.map(pattern =>
    pattern.replace(/^\.\//, '').replace(/\/$/, ''),
  );
  const positive = normal.filter(pattern => !pattern.startsWith('!'));
  const negative = normal
    .filter(pattern => pattern.startsWith('!'))
    .map(pattern => pattern.slice(1));
  return (
    positive.some(pattern => safeMatch(path, pattern)) &&
    !negative.some(pattern => safeMatch(path, pattern))
  );
}

function safeMatch(path: string, pattern: string): boolean {
  return pattern.length < 500 && picomatch.isMatch(path, pattern);
}

interface Offer {
  name: string;
  agent: Agent;
  lock: boolean;
  confidence: number;
  place: Place;
}

async function offersOf(
  repository: Repository,
  folder: string,
): Promise<Offer[]> {
  const manifest = repository.find(folder, ['package.json']);
  const text = await repository.text(manifest);
  const { packageManager } = await repository.json(manifest);
  const stated = /^(npm|yarn|pnpm|bun|deno)@(\d+)/.exec(String(packageManager));
  const locks = repository
    .filesIn(folder)
    .filter(path => LOCK_NAMES.includes(nameOf(path)));
  const berry = repository.find(folder, ['.yarnrc.yml']) !== undefined;
  const offers: Offer[] = locks.map(file => {
    const name = LOCKS[nameOf(file)];
    return {
      name,
      agent: agentOf(name, stated?.[1] === name ? stated[2] : undefined, berry),
      lock: true,
      confidence: locks.length === 1 ? STATED : GUESS,
      place: { file },
    };
  });
  if (manifest && stated) {
    offers.push({
      name: stated[1],
      agent: agentOf(stated[1], stated[2], berry),
      lock: false,
      confidence: STATED,
      place: { file: manifest, line: lineOf(text, '"packageManager"') },
    });
  }
  // Deno reads package.json too; it is not what the package is made for.
  return offers
    .filter(offer => offer.name !== 'deno' || offers.length === 1)
    .sort((a, b) => b.confidence - a.confidence);
}

function agentOf(
  name: string,
  major: string | undefined,
  berry: boolean,
): Agent {
  const modern = berry || Number(major ?? 1) > 1;
  const agent = name === 'yarn' && modern ? 'yarn@berry' : name;
  return AGENTS.find(candidate => candidate === agent) ?? 'npm';
}

/** Without a lock file of its own: what the rest of the repository uses. */
async function withoutLock(
  repository: Repository,
  folder: string,
): Promise<PackageManager> {
  for (const above of ancestors(folder).slice(1)) {
    const [offer] = await offersOf(repository, above);
    if (offer) {
      return toManager(offer.agent, false, [{ ...offer, confidence: 0.6 }]);
    }
  }
  return toManager('npm', false, [
    {
      name: 'npm',
      confidence: 0.6,
      place: {
        file: folder === ROOT ? 'package.json' : `${folder}/package.json`,
      },
    },
  ]);
}

function toManager(
  agent: Agent,
  locked: boolean,
  offers: PackageManager['offers'],
): PackageManager {
  const name = agent.split('@')[0];
  return {
    name,
    offers,
    locked,
    install: command(agent, locked ? 'frozen' : 'install', []),
    run: (script, args = []) => runCommand(name, script, args),
    exec: text => `${EXECUTORS[name] ?? 'npx'} ${text}`,
  };
}

function command(
  agent: Agent,
  kind: 'frozen' | 'install',
  args: string[],
): string {
  const resolved = resolveCommand(agent, kind, args);
  return resolved
    ? [resolved.command, ...resolved.args].join(' ').replace(/ i\b/, ' install')
    : `${agent} install`;
}

function runCommand(name: string, script: string, args: string[]): string {
  const call =
    script === 'test' && name !== 'bun'
      ? `${name} test`
      : `${name} run ${script}`;
  const separator = name === 'npm' && args.length > 0 ? ['--'] : [];
  return [call, ...separator, ...args].join(' ');
}
