import { PINNED_COMPONENT, PINNED_REF } from '../../../includes';
import { asList, asMapping, asText } from '../../../../values';
import { Rule } from './view';

const PINNED_IMAGE = /^[^$\s]+@sha256:[0-9a-f]{64}$/;

/** Commands that resolve versions while the pipeline runs. */
const UNLOCKED_INSTALLS: Array<{ pattern: RegExp; instead: string }> = [
  { pattern: /\bnpm\s+(?:i|install|add|update)\b/, instead: 'npm ci' },
  { pattern: /\bnpx\b(?!\s+--no(?:-install)?\b)/, instead: 'npx --no-install' },
  {
    pattern: /\byarn(?:\s+install)?\s*(?:&&|$)/,
    instead: 'yarn install --immutable',
  },
  {
    pattern: /\bpnpm\s+(?:i|install)\b(?!.*--frozen-lockfile)/,
    instead: 'pnpm install --frozen-lockfile',
  },
  {
    pattern: /\bpip3?\s+install\b(?!.*--require-hashes)/,
    instead: 'pip install --require-hashes',
  },
];

/** Where code and tools of a pipeline come from. */
export const supplyChainRules: Rule[] = [
  {
    id: 'GL-04',
    title: 'What is included can not change without a commit here',
    check: ({ config }) =>
      asList(config.include).flatMap((include, index) =>
        includeProblems(include).map(
          problem => `include ${index + 1} ${problem}`,
        ),
      ),
  },
  {
    id: 'GL-05',
    title: 'Images are fixed by their sha256 digest and contain no variable',
    check: ({ jobs }) =>
      jobs.flatMap(job =>
        [job.effective('image'), ...asList(job.effective('services'))]
          .map((image, index) => ({
            required: index === 0,
            name: asText(image) ?? asText(asMapping(image).name),
          }))
          .filter(({ required, name }) =>
            name === undefined ? required : !PINNED_IMAGE.test(name),
          )
          .map(
            ({ name }) =>
              `${job.name} runs in ${name ?? 'whatever image the runner has'}`,
          ),
      ),
  },
  {
    id: 'GL-06',
    title: 'Dependencies are installed from lock files only',
    check: ({ jobs }) =>
      jobs.flatMap(job =>
        job.script.flatMap(line =>
          UNLOCKED_INSTALLS.filter(({ pattern }) => pattern.test(line)).map(
            ({ instead }) => `${job.name} should use '${instead}'`,
          ),
        ),
      ),
  },
];

function includeProblems(include: unknown): string[] {
  const { component, project, ref, remote } = asMapping(include);
  const text = asText(include);
  if (remote !== undefined || text?.includes('://')) {
    return ['loads a remote file, copy it into this repository'];
  }
  if (component !== undefined && !PINNED_COMPONENT.test(String(component))) {
    return ['is a component without a full version'];
  }
  if (project !== undefined && !PINNED_REF.test(String(ref))) {
    return ['follows a branch or tag of another project'];
  }
  return [];
}
