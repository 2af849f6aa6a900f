import { CONFIGURED, Findings, STATED } from '../Findings';
import { ROOT } from '../repository/paths';
import { lineOf, Repository } from '../repository/Repository';
import { DetectionContext, findFrameworks } from './context';
import { nxTargets } from './nx';
import { findScripts, findTools } from './nodeCommands';
import { isBuildable, readPackages } from './nodePackage';
import { findPackageManager, findWorkspaces } from './nodePackageManager';
import { findVersion } from './nodeVersion';

const FRAMEWORKS: Record<string, RegExp> = {
  angular: /^@angular\/core$/,
  astro: /^astro$/,
  express: /^express$/,
  fastify: /^fastify$/,
  gatsby: /^gatsby$/,
  hono: /^hono$/,
  koa: /^koa$/,
  nestjs: /^@nestjs\/core$/,
  next: /^next$/,
  nuxt: /^nuxt$/,
  prisma: /^(?:prisma|@prisma\/client)$/,
  react: /^react$/,
  remix: /^@remix-run\/.+/,
  svelte: /^svelte$/,
  vite: /^vite$/,
  vue: /^vue$/,
  docusaurus: /^@docusaurus\/core$/,
  electron: /^electron$/,
  expo: /^expo$/,
  jest: /^jest$/,
  vitest: /^vitest$/,
};

/** Finds packages of Node.js and other JavaScript runtimes. */
export async function detectNode({
  repository,
}: DetectionContext): Promise<Findings[]> {
  const packages = await readPackages(repository);
  const workspaces = await findWorkspaces(repository);
  const found: Findings[] = [];
  for (const candidate of packages) {
    const targets = await nxTargets(repository, candidate.folder);
    if (!isBuildable(candidate, workspaces, targets)) {
      continue;
    }
    const text = await repository.text(candidate.file);
    const findings = new Findings(candidate.folder, 'node', {
      file: candidate.file,
    });
    const manager = await findPackageManager(
      repository,
      candidate.folder,
      workspaces,
    );
    manager.offers.forEach(({ name, confidence, place }) =>
      findings.offer('packageManager', name, confidence, place),
    );
    findings.offer(
      'install',
      manager.install,
      manager.locked ? STATED : CONFIGURED,
      manager.offers[0].place,
    );
    findScripts(findings, candidate, manager, text);
    await findTools(repository, findings, candidate, manager, targets);
    await findVersion(repository, findings, candidate, text);
    findFrameworks(findings, FRAMEWORKS, candidate.dependencies, {
      file: candidate.file,
      line: lineOf(text, '"dependencies"'),
    });
    found.push(findings);
  }
  return found;
}

/** The tool that ties the packages of a repository together, if any does. */
export async function nodeMonorepo(
  repository: Repository,
): Promise<string | undefined> {
  const tool = (
    [
      ['nx.json', 'nx'],
      ['turbo.json', 'turborepo'],
      ['turbo.jsonc', 'turborepo'],
      ['rush.json', 'rush'],
      ['lerna.json', 'lerna'],
      ['.moon/workspace.yml', 'moon'],
    ] as const
  ).find(([file]) => repository.has(file));
  if (tool) {
    return tool[1];
  }
  const { roots } = await findWorkspaces(repository);
  if (!roots.has(ROOT)) {
    return undefined;
  }
  const workspaces = await findWorkspaces(repository);
  return (await findPackageManager(repository, ROOT, workspaces)).name;
}
