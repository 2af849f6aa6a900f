import { CONFIGURED, CUSTOM, Findings, STATED } from '../Findings';
import { folderOf, joinPath, nameOf } from '../repository/paths';
import { lineOf } from '../repository/Repository';
import { lowestVersion } from '../versions';
import { DetectionContext, findFrameworks } from './context';

const FRAMEWORKS: Record<string, RegExp> = {
  rails: /^rails$/,
  sinatra: /^sinatra$/,
  hanami: /^hanami$/,
  jekyll: /^(?:jekyll|github-pages)$/,
  rspec: /^rspec(?:-rails)?$/,
  sidekiq: /^sidekiq$/,
};

/** Finds Ruby projects and gems. */
export async function detectRuby({
  repository,
}: DetectionContext): Promise<Findings[]> {
  const gemspecs = repository.matching(/^[\w-]+\.gemspec$/);
  const folders = [
    ...new Set([...repository.named('Gemfile'), ...gemspecs].map(folderOf)),
  ].sort();
  const found: Findings[] = [];
  for (const folder of folders) {
    const gemspec = gemspecs.find(path => folderOf(path) === folder);
    const gemfile = repository.find(folder, ['Gemfile']);
    const manifest = gemfile ?? gemspec;
    if (!manifest) {
      continue;
    }
    const text = await repository.text(manifest);
    const specification = await repository.text(gemspec);
    const all = `${text}\n${specification}`;
    const gems = new Set(
      [
        ...all.matchAll(
          /(?:\bgem|add_(?:development_|runtime_)?dependency)\s*\(?\s*["']([\w-]+)["']/g,
        ),
      ].map(([, name]) => name),
    );
    const findings = new Findings(folder, 'ruby', { file: manifest });
    const place = { file: manifest };
    findings.offer('packageManager', 'bundler', STATED, place);
    findings.offer('install', 'bundle install', CONFIGURED, place);
    if (gemspec) {
      findings.offer('build', `gem build ${nameOf(gemspec)}`, CUSTOM, {
        file: gemspec,
      });
    }
    const versionFile = repository.findUpwards(folder, ['.ruby-version']);
    findings.offer(
      'version',
      lowestVersion(
        (await repository.text(versionFile)).replace(/^\s*ruby-/, ''),
      ),
      STATED,
      { file: versionFile ?? '.ruby-version' },
    );
    const inGemfile = /^\s*ruby\s*\(?\s*["']([^"']+)/m.exec(text);
    findings.offer('version', lowestVersion(inGemfile?.[1]), 0.95, {
      file: manifest,
      line: lineOf(text, /^\s*ruby\s/m),
    });
    const required =
      /required_ruby_version\s*=?\s*\(?\s*(?:Gem::Requirement\.new\(?)?\[?["']([^"']+)/.exec(
        specification,
      );
    findings.offer('version', lowestVersion(required?.[1]), CONFIGURED, {
      file: gemspec ?? manifest,
      line: lineOf(specification, 'required_ruby_version'),
    });
    const rakefile = repository.find(folder, [
      'Rakefile',
      'rakefile',
      'Rakefile.rb',
    ]);
    const rake = await repository.text(rakefile);
    const rspec = repository.find(folder, [
      '.rspec',
      'spec/spec_helper.rb',
      'spec/rails_helper.rb',
    ]);
    const rails = repository.find(folder, ['bin/rails']);
    if (rspec) {
      findings.offer('test', 'bundle exec rspec', CONFIGURED, { file: rspec });
    }
    if (
      rails &&
      repository
        .under(joinPath(folder, 'test'))
        .some(path => path.endsWith('_test.rb'))
    ) {
      findings.offer('test', 'bin/rails test', CONFIGURED, { file: rails });
    }
    if (
      rakefile &&
      /TestTask|task\s*\(?\s*[:"']?test\b|namespace\s*\(?\s*:test/.test(rake)
    ) {
      findings.offer('test', 'bundle exec rake test', 0.88, {
        file: rakefile,
        line: lineOf(rake, /TestTask|task\s*\(?\s*[:"']?test\b/),
      });
    } else if (
      rakefile &&
      /RSpec::Core::RakeTask|task\s*\(?\s*:?spec\b/.test(rake)
    ) {
      findings.offer('test', 'bundle exec rake spec', 0.8, {
        file: rakefile,
        line: lineOf(rake, /RSpec|spec/),
      });
    }
    const rubocop = repository.find(folder, ['.rubocop.yml']);
    if (rubocop) {
      findings.offer('lint', 'bundle exec rubocop', CONFIGURED, {
        file: rubocop,
      });
    }
    if (gems.has('standard')) {
      findings.offer('lint', 'bundle exec standardrb', CUSTOM, place);
    }
    const site = repository.find(folder, ['_config.yml', '_config.yaml']);
    if (site && [...gems].some(name => FRAMEWORKS.jekyll.test(name))) {
      findings.offer('build', 'bundle exec jekyll build', CONFIGURED, {
        file: site,
      });
    }
    const test = findings.best('test');
    if (test && [...gems].some(name => /^simplecov/.test(name))) {
      findings.offer('coverage', test.value, CUSTOM, {
        file: manifest,
        line: lineOf(text, 'simplecov'),
      });
    }
    findFrameworks(findings, FRAMEWORKS, gems, place);
    found.push(findings);
  }
  return found;
}
