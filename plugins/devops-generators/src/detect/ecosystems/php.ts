import { asMapping, asText } from '../../values';
import { CONFIGURED, CUSTOM, Findings, STATED } from '../Findings';
import { folderOf } from '../repository/paths';
import { lineOf } from '../repository/Repository';
import { isChoice, lowestVersion } from '../versions';
import { DetectionContext, findFrameworks } from './context';

const FRAMEWORKS: Record<string, RegExp> = {
  laravel: /^laravel\/(?:framework|lumen-framework)$/,
  symfony: /^symfony\/(?:framework-bundle|symfony)$/,
  slim: /^slim\/slim$/,
  laminas: /^laminas\//,
  cakephp: /^cakephp\/cakephp$/,
  phpunit: /^phpunit\/phpunit$/,
  pest: /^pestphp\/pest$/,
};

const SCRIPTS = {
  build: ['build', 'compile'],
  test: ['test', 'tests', 'test:unit', 'phpunit', 'unit'],
  lint: [
    'lint',
    'phpcs',
    'cs',
    'cs-check',
    'cs:check',
    'check-style',
    'phpstan',
    'analyse',
    'analyze',
    'test:lint',
    'sniffer:check',
    'stan',
  ],
  coverage: [
    'coverage',
    'test:coverage',
    'test-coverage',
    'phpunit:coverage',
    'test-cov',
  ],
} as const;

/** Finds PHP projects that are installed with Composer. */
export async function detectPhp({
  repository,
}: DetectionContext): Promise<Findings[]> {
  const found: Findings[] = [];
  for (const file of repository.named('composer.json')) {
    const folder = folderOf(file);
    const composer = await repository.json(file);
    const packages = ['require', 'require-dev'].flatMap(key =>
      Object.keys(asMapping(composer[key])),
    );
    if (packages.length === 0 && composer.autoload === undefined) {
      continue;
    }
    const text = await repository.text(file);
    const scripts = asMapping(composer.scripts);
    const findings = new Findings(folder, 'php', { file });
    findings.offer('packageManager', 'composer', STATED, { file });
    findings.offer('install', 'composer install', CONFIGURED, { file });
    const { php } = asMapping(composer.require);
    findings.offer(
      'version',
      lowestVersion(php),
      isChoice(php) ? CUSTOM : CONFIGURED,
      { file, line: lineOf(text, /"php"\s*:/) },
    );
    const platform = asMapping(asMapping(composer.config).platform).php;
    findings.offer('version', lowestVersion(platform), 0.85, {
      file,
      line: lineOf(text, '"platform"'),
    });
    for (const [field, names] of Object.entries(SCRIPTS)) {
      names
        .filter(name => Object.hasOwn(scripts, name))
        .forEach((name, index) => {
          if (
            field === 'build' ||
            field === 'test' ||
            field === 'lint' ||
            field === 'coverage'
          ) {
            findings.offer(
              field,
              `composer ${name === 'test' ? name : `run ${name}`}`,
              index === 0 ? 0.95 : 0.8,
              { file, line: lineOf(text, new RegExp(`"${name}"\\s*:`)) },
            );
          }
        });
    }
    const phpunit = repository.find(folder, [
      'phpunit.xml',
      'phpunit.xml.dist',
      'phpunit.dist.xml',
    ]);
    if (phpunit) {
      const pest = packages.includes('pestphp/pest');
      findings.offer(
        'test',
        pest ? 'vendor/bin/pest' : 'vendor/bin/phpunit',
        0.85,
        { file: phpunit },
      );
      const settings = await repository.text(phpunit);
      if (/<coverage|<logging/.test(settings)) {
        findings.offer('coverage', 'vendor/bin/phpunit --coverage-text', 0.6, {
          file: phpunit,
          line: lineOf(settings, /<coverage|<logging/),
        });
      }
    }
    const tools = [
      {
        config: [
          'phpcs.xml',
          'phpcs.xml.dist',
          '.phpcs.xml',
          '.phpcs.xml.dist',
        ],
        command: 'vendor/bin/phpcs',
        confidence: 0.85,
      },
      {
        config: ['phpstan.neon', 'phpstan.neon.dist', 'phpstan.dist.neon'],
        command: 'vendor/bin/phpstan analyse',
        confidence: 0.84,
      },
      {
        config: ['.php-cs-fixer.php', '.php-cs-fixer.dist.php'],
        command: 'vendor/bin/php-cs-fixer fix --dry-run',
        confidence: 0.83,
      },
      {
        config: ['pint.json'],
        command: 'vendor/bin/pint --test',
        confidence: 0.85,
      },
    ];
    for (const { config, command, confidence } of tools) {
      const at = repository.find(folder, config);
      if (at) {
        findings.offer('lint', command, confidence, { file: at });
      }
    }
    if (packages.includes('laravel/pint')) {
      findings.offer('lint', 'vendor/bin/pint --test', CUSTOM, {
        file,
        line: lineOf(text, 'laravel/pint'),
      });
    }
    const name = asText(composer.name);
    findFrameworks(
      findings,
      FRAMEWORKS,
      [...packages, ...(name ? [name] : [])],
      { file },
    );
    found.push(findings);
  }
  return found;
}
