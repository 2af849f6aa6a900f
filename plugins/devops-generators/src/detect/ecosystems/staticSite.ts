import { CONFIGURED, CUSTOM, Findings, STATED } from '../Findings';
import { folderOf, ROOT } from '../repository/paths';
import { lineOf, Repository } from '../repository/Repository';
import { lowestVersion } from '../versions';
import { DetectionContext } from './context';

/** Generators that come as a program and need no package manager. */
const GENERATORS: Array<{
  name: string;
  files: string[];
  marker: RegExp;
  build: string;
  other?: string[];
}> = [
  {
    name: 'hugo',
    files: [
      'hugo.toml',
      'hugo.yaml',
      'hugo.yml',
      'hugo.json',
      'config.toml',
      'config.yaml',
      'config/_default/hugo.toml',
      'config/_default/config.toml',
    ],
    marker: /baseURL|languageCode/i,
    build: 'hugo --minify',
  },
  {
    name: 'mkdocs',
    files: ['mkdocs.yml', 'mkdocs.yaml'],
    marker: /site_name/,
    build: 'mkdocs build',
  },
  {
    name: 'zola',
    files: ['config.toml'],
    marker: /base_url|compile_sass/,
    build: 'zola build',
  },
  {
    name: 'jekyll',
    files: ['_config.yml', '_config.yaml'],
    marker: /./,
    build: 'jekyll build',
  },
  {
    name: 'mdbook',
    files: ['book.toml'],
    marker: /\[book\]/,
    build: 'mdbook build',
  },
];

/** Finds sites that are made of files or by a stand-alone generator. */
export async function detectStaticSites({
  repository,
}: DetectionContext): Promise<Findings[]> {
  const found: Findings[] = [];
  for (const { name, files, marker, build } of GENERATORS) {
    for (const file of repository.matching(
      new RegExp(
        `^(?:${files
          .map(path => path.slice(path.lastIndexOf('/') + 1))
          .join('|')
          .replace(/\./g, '\\.')})$`,
      ),
    )) {
      const folder = folderOf(file).replace(/\/?config\/_default$/, '') || '.';
      const text = await repository.text(file);
      if (
        !marker.test(text) ||
        // What tests of a generator build is no site of the repository.
        /(?:^|\/)(?:tests?|specs?)\//.test(folder) ||
        found.some(site => site.path === folder) ||
        !hasContent(name, folder, repository.under(folder))
      ) {
        continue;
      }
      const findings = new Findings(folder, 'static', { file });
      findings.add('frameworks', name, { file });
      findings.offer('build', build, CONFIGURED, { file });
      for (const settings of [
        'netlify.toml',
        'vercel.json',
        '.github/workflows/hugo.yaml',
        '.github/workflows/hugo.yml',
      ]) {
        const content = await repository.text(settings);
        const version = new RegExp(
          `${name}_version["']?\\s*[:=]\\s*["']?([\\d.]+)`,
          'i',
        ).exec(content);
        findings.offer('version', lowestVersion(version?.[1]), CUSTOM, {
          file: settings,
          line: lineOf(content, /_version/i),
        });
      }
      found.push(findings);
    }
  }
  for (const file of repository.named('index.html')) {
    const folder = folderOf(file);
    if (
      ['.', 'public', 'site', 'www', 'docs', 'src'].includes(folder) &&
      !found.some(site => site.path === '.')
    ) {
      const findings = new Findings(folder, 'static', { file });
      findings.offer('packageManager', undefined, STATED, { file });
      findings.offer('build', undefined, CUSTOM, { file });
      found.push(findings);
    }
  }
  for (const findings of [
    ...findThemes(repository),
    ...(await findServedPages(repository)),
  ]) {
    if (!found.some(site => site.path === findings.path)) {
      found.push(findings);
    }
  }
  return found;
}

/** Themes of Hugo, which only the sites that use them build. */
function findThemes(repository: Repository): Findings[] {
  return repository
    .named('theme.toml')
    .filter(file =>
      repository
        .under(folderOf(file))
        .some(path => /(?:^|\/)layouts\/.+\.html$/.test(path)),
    )
    .map(file => {
      const findings = new Findings(folderOf(file), 'static', { file });
      findings.add('frameworks', 'hugo', { file });
      return findings;
    });
}

/** Pages that come as the image of a web server. */
async function findServedPages(repository: Repository): Promise<Findings[]> {
  const served: Findings[] = [];
  for (const container of repository.named('Dockerfile')) {
    const folder = folderOf(container);
    const page = repository
      .under(folder)
      .find(path => /(?:^|\/)index\.html$/.test(path));
    const text = await repository.text(container);
    if (
      page &&
      folder !== ROOT &&
      /^FROM\s+(?:\S+\/)?(?:nginx|nginx-unprivileged|httpd|caddy)\b/im.test(
        text,
      )
    ) {
      const findings = new Findings(folder, 'static', { file: page });
      findings.offer('container', container, STATED, { file: container });
      served.push(findings);
    }
  }
  return served;
}

/** The same file names have other uses; a site has pages too. */
function hasContent(name: string, folder: string, paths: string[]): boolean {
  const prefix = folder === '.' ? '' : `${folder}/`;
  const wanted =
    name === 'hugo' || name === 'zola'
      ? /^(?:content|layouts|archetypes|themes|templates)\//
      : /\.(?:md|markdown|html)$/;
  return paths.some(path => wanted.test(path.slice(prefix.length)));
}
