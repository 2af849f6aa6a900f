import { asMapping } from '../../values';
import { CONFIGURED, Findings, STATED } from '../Findings';
import { lineOf, Repository } from '../repository/Repository';
import { isChoice, lowestVersion } from '../versions';
import { NodePackage } from './nodePackage';

/** The names that Node.js gave its long-term releases. */
const LTS_NAMES: Record<string, string> = {
  carbon: '8',
  dubnium: '10',
  erbium: '12',
  fermium: '14',
  gallium: '16',
  hydrogen: '18',
  iron: '20',
  jod: '22',
  krypton: '24',
};

/** The version of Node.js that a package asks for. */
export async function findVersion(
  repository: Repository,
  findings: Findings,
  { file, content }: NodePackage,
  text: string,
): Promise<void> {
  const versionFile = repository.findUpwards(findings.path, [
    '.nvmrc',
    '.node-version',
  ]);
  const written = (await repository.text(versionFile)).trim().toLowerCase();
  const named = LTS_NAMES[written.replace(/^lts\//, '')];
  if (versionFile) {
    findings.offer('version', named ?? lowestVersion(written), STATED, {
      file: versionFile,
    });
  }
  const volta = asMapping(content.volta).node;
  findings.offer('version', lowestVersion(volta), 0.95, {
    file,
    line: lineOf(text, '"volta"'),
  });
  const rootFile = repository.has('package.json') ? 'package.json' : file;
  for (const [manifest, confidence] of [
    [file, CONFIGURED],
    [rootFile, 0.85],
  ] as const) {
    const { engines } =
      manifest === file ? content : await repository.json(manifest);
    const { node } = asMapping(engines);
    findings.offer(
      'version',
      lowestVersion(node),
      isChoice(node) ? 0.6 : confidence,
      {
        file: manifest,
        line: lineOf(await repository.text(manifest), /"engines"/),
      },
    );
  }
}
