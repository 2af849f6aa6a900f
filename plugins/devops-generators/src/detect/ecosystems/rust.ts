import { asMapping, asText } from '../../values';
import { CONFIGURED, CUSTOM, Findings, STATED } from '../Findings';
import { folderOf } from '../repository/paths';
import { lineOf } from '../repository/Repository';
import { lowestVersion } from '../versions';
import { DetectionContext, findFrameworks, groupByFolder } from './context';

const FRAMEWORKS: Record<string, RegExp> = {
  actix: /^actix-web$/,
  axum: /^axum$/,
  rocket: /^rocket$/,
  tokio: /^tokio$/,
  clap: /^clap$/,
  tonic: /^tonic$/,
};

/** Finds Rust crates and workspaces. */
export async function detectRust({
  repository,
  ci,
}: DetectionContext): Promise<Findings[]> {
  const manifests = repository.named('Cargo.toml');
  const groups = groupByFolder(repository.paths, manifests.map(folderOf));
  const found: Findings[] = [];
  for (const file of manifests) {
    const folder = folderOf(file);
    const cargo = await repository.toml(file);
    const crate = asMapping(cargo.package);
    const inherited = asMapping(asMapping(cargo.workspace).package);
    if (cargo.package === undefined && cargo.workspace === undefined) {
      continue;
    }
    const text = await repository.text(file);
    const findings = new Findings(folder, 'rust', { file });
    const place = { file };
    const locked = repository.findUpwards(folder, ['Cargo.lock'])
      ? ' --locked'
      : '';
    findings.offer('packageManager', 'cargo', STATED, place);
    findings.offer('install', `cargo fetch${locked}`, CUSTOM, place);
    findings.offer(
      'build',
      `cargo build --release${locked}`,
      CONFIGURED,
      place,
    );
    const sources =
      cargo.workspace === undefined
        ? (groups.get(folder) ?? [])
        : repository.under(folder);
    const rust = sources.filter(path => path.endsWith('.rs'));
    let tested = rust.find(path => /(?:^|\/)tests\/[^/]+\.rs$/.test(path));
    for (const path of tested ? [] : rust.slice(0, 200)) {
      if (/#\[(?:\w+::)?test\]/.test(await repository.text(path))) {
        tested = path;
        break;
      }
    }
    if (tested) {
      findings.offer(
        'test',
        `cargo test${cargo.workspace ? ' --workspace' : ''}`,
        CONFIGURED,
        { file: tested },
      );
    }
    const toolchain = repository.findUpwards(folder, [
      'rust-toolchain.toml',
      'rust-toolchain',
    ]);
    const channel = /(\d+\.\d+(?:\.\d+)?)/.exec(
      await repository.text(toolchain),
    );
    findings.offer('version', channel?.[1], STATED, {
      file: toolchain ?? 'rust-toolchain',
    });
    const minimum =
      asText(crate['rust-version']) ?? asText(inherited['rust-version']);
    findings.offer('version', lowestVersion(minimum), CONFIGURED, {
      file,
      line: lineOf(text, 'rust-version'),
    });
    const clippy = repository.find(folder, ['clippy.toml', '.clippy.toml']);
    if (clippy) {
      findings.offer('lint', 'cargo clippy', CONFIGURED, { file: clippy });
    }
    const checked = ci.commands.find(
      ({ text: command, folder: at }) =>
        /cargo (?:\+\S+ )?clippy/.test(command) &&
        (at === folder || at === '.'),
    );
    if (checked) {
      findings.offer(
        'lint',
        /^[\w\s+./=,:-]+$/.test(checked.text) ? checked.text : 'cargo clippy',
        CONFIGURED,
        checked,
      );
    }
    const formatted = ci.commands.find(({ text: command }) =>
      /cargo (?:\+\S+ )?fmt/.test(command),
    );
    const rustfmt = repository.findUpwards(folder, [
      'rustfmt.toml',
      '.rustfmt.toml',
    ]);
    if (formatted ?? rustfmt) {
      findings.offer(
        'lint',
        'cargo fmt --check',
        CUSTOM,
        formatted ?? { file: rustfmt ?? file },
      );
    }
    const packages = [
      cargo.dependencies,
      cargo['dev-dependencies'],
      asMapping(cargo.workspace).dependencies,
    ].flatMap(table => Object.keys(asMapping(table)));
    findFrameworks(findings, FRAMEWORKS, packages, place);
    found.push(findings);
  }
  return found;
}
