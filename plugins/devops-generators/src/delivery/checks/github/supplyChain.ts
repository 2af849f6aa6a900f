import { asMapping, asText } from '../../../values';
import { CheckRule, Problem } from '../rule';
import { isAction, WorkflowView } from './view';
import advisories from './advisories.json';

const SHA = /@[0-9a-f]{40}$/;
const VERSION = /\bv?\d+(?:\.\d+){0,2}\b/;
const SLSA = /^slsa-framework\/slsa-github-generator\//;

/** Everything that a workflow loads from elsewhere. */
function external(view: WorkflowView) {
  return [
    ...view.steps.map(step => ({ at: [...step.at, 'uses'], uses: step.uses })),
    ...view.jobs.map(job => ({
      at: [...job.at, 'uses'],
      uses: asText(job.own.uses),
    })),
  ].flatMap(({ at, uses }) =>
    uses !== undefined && !uses.startsWith('./') ? [{ at, uses }] : [],
  );
}

/** Commands that resolve versions while the workflow runs. */
export const UNLOCKED_INSTALLS: Array<{ pattern: RegExp; instead: string }> = [
  {
    pattern: /\bnpm\s+(?:i|install)\b(?!\s+(?:-g|--global)\b)(?!.*@\d)/,
    instead: 'npm ci',
  },
  {
    pattern: /\bnpm\s+(?:i|install)\s+(?:-g|--global)\s+(?!.*@\d)/,
    instead: 'a version, or a lock file of its own',
  },
  {
    pattern: /\byarn\s+install\b(?!.*--(?:immutable|frozen-lockfile))/,
    instead: 'yarn install --immutable',
  },
  {
    pattern: /\bpnpm\s+(?:i|install)\b(?!.*--frozen-lockfile)/,
    instead: 'pnpm install --frozen-lockfile',
  },
  {
    pattern: /\bbun\s+install\b(?!.*--frozen-lockfile)/,
    instead: 'bun install --frozen-lockfile',
  },
  {
    pattern:
      /\bpip3?\s+install\b(?!.*(?:--require-hashes|-r\s|-e\s|\s\.(?:\s|$)|==))/,
    instead: 'pip install --require-hashes -r requirements.txt',
  },
  {
    pattern: /\bcurl\b[^|]*\|\s*(?:sudo\s+)?(?:ba|z)?sh\b/,
    instead: 'a download whose checksum is compared',
  },
];

export const supplyChainRules: CheckRule<WorkflowView>[] = [
  {
    id: 'GHA-01',
    title: 'Actions are fixed by their commit, with the version in a comment',
    remedy:
      'Write the full commit and its tag: uses: owner/name@<40 hex digits> # v1.2.3',
    audit:
      'zizmor unpinned-uses, ref-version-mismatch; OpenSSF Scorecard Pinned-Dependencies',
    check: view =>
      external(view)
        .filter(({ uses }) => !SLSA.test(uses))
        .flatMap(({ at, uses }): Problem[] => {
          if (uses.startsWith('docker://')) {
            return /@sha256:[0-9a-f]{64}$/.test(uses)
              ? []
              : [{ at, message: `${uses} has no digest` }];
          }
          if (!SHA.test(uses)) {
            return [
              { at, message: `${uses} may change without a commit here` },
            ];
          }
          return VERSION.test(view.commentAt(at))
            ? []
            : [{ at, message: `${uses} does not say which version it is` }];
        }),
  },
  {
    id: 'GHA-02',
    title:
      'The SLSA generators are named by their tag, which their provenance needs',
    remedy: 'Write @vX.Y.Z for slsa-framework/slsa-github-generator',
    audit: 'slsa-github-generator, referencing by tag',
    check: view => {
      const generators = external(view).filter(({ uses }) => SLSA.test(uses));
      return generators.length === 0
        ? { notApplicable: 'the workflow calls no SLSA generator' }
        : generators
            .filter(({ uses }) => !/@v\d+\.\d+\.\d+$/.test(uses))
            .map(({ at, uses }) => ({
              at,
              message: `${uses} has no version tag`,
            }));
    },
  },
  {
    id: 'GHA-03',
    title: 'A bot proposes new versions of the actions, after they have aged',
    remedy:
      'Add .github/dependabot.yml with the ecosystem github-actions and a cooldown, or Renovate',
    audit:
      'zizmor dependabot-cooldown; OpenSSF Scorecard Dependency-Update-Tool',
    check: ({ file }) => {
      const renovate = [...file.others.keys()].some(path =>
        /(?:^|\/)(?:renovate\.json5?|\.renovaterc(?:\.json)?)$/.test(path),
      );
      const dependabot =
        file.others.get('.github/dependabot.yml') ??
        file.others.get('.github/dependabot.yaml') ??
        '';
      if (renovate) {
        return [];
      }
      if (!/package-ecosystem:\s*["']?github-actions/.test(dependabot)) {
        return [
          { at: [], message: 'nothing updates the actions of this workflow' },
        ];
      }
      return /cooldown:/.test(dependabot)
        ? []
        : [
            {
              at: [],
              message:
                '.github/dependabot.yml proposes versions on the day of their release: it has no cooldown',
            },
          ];
    },
  },
  {
    id: 'GHA-15',
    title: 'What is released is not built from a cache',
    remedy: 'Leave caches out of workflows and jobs that publish',
    audit: 'zizmor cache-poisoning',
    check: view => {
      const releases =
        view.triggers.has('release') ||
        asMapping(view.triggers.get('push')).tags !== undefined;
      const publishing = view.jobs.filter(
        job =>
          releases ||
          job.steps.some(
            ({ uses, run }) =>
              /^actions\/attest/.test(uses ?? '') ||
              /\bdocker push\b/.test(run ?? ''),
          ),
      );
      return publishing.length > 0
        ? publishing
            .flatMap(({ steps }) => steps)
            .filter(
              ({ uses, with: inputs }) =>
                isAction(uses, 'actions/cache') ||
                (/\/setup-/.test(uses ?? '') &&
                  inputs.cache !== undefined &&
                  inputs.cache !== false),
            )
            .map(({ at, uses }) => ({
              at,
              message: `${uses} restores a cache that other runs may have written`,
            }))
        : { notApplicable: 'the workflow publishes nothing' };
    },
  },
  {
    id: 'GHA-16',
    title: 'Dependencies and tools are installed in fixed versions',
    remedy: 'Install from the lock file, and name versions of tools',
    audit: 'zizmor adhoc-packages, unpinned-tools',
    check: view =>
      view.steps.flatMap(({ at, run }) =>
        (run ?? '').split('\n').flatMap(line =>
          UNLOCKED_INSTALLS.filter(
            ({ pattern }) => !line.trim().startsWith('#') && pattern.test(line),
          ).map(({ instead }) => ({
            at: [...at, 'run'],
            message: `'${line.trim()}' should be ${instead}`,
          })),
        ),
      ),
  },
  {
    id: 'GHA-17',
    title:
      'Containers are fixed by their digest and enter registries without passwords in the file',
    remedy: 'Write image: name:tag@sha256:...; take credentials from secrets',
    audit: 'zizmor unpinned-images, hardcoded-container-credentials',
    check: view =>
      view.jobs.flatMap(job => {
        const containers = [
          ...(job.own.container === undefined
            ? []
            : [{ at: [...job.at, 'container'], value: job.own.container }]),
          ...Object.entries(asMapping(job.own.services)).map(
            ([name, value]) => ({ at: [...job.at, 'services', name], value }),
          ),
        ];
        return containers.flatMap(({ at, value }) => {
          const image = asText(value) ?? asText(asMapping(value).image) ?? '';
          const password = asText(
            asMapping(asMapping(value).credentials).password,
          );
          return [
            ...(image === '' ||
            /^\$\{\{/.test(image) ||
            /@sha256:[0-9a-f]{64}$/.test(image)
              ? []
              : [{ at, message: `${image} has no digest` }]),
            ...(password !== undefined && !password.includes('${{')
              ? [{ at, message: 'a password is in the file' }]
              : []),
          ];
        });
      }),
  },
  {
    id: 'GHA-24',
    title: 'No action is archived or known to have been compromised',
    remedy: 'Use the replacement that the message names',
    audit: 'zizmor archived-uses, known-vulnerable-actions',
    check: view =>
      external(view).flatMap(({ at, uses }) => {
        const found = advisories.find(({ action }) => isAction(uses, action));
        return found
          ? [
              {
                at,
                message: `${found.action} ${found.problem}; ${found.instead}`,
              },
            ]
          : [];
      }),
  },
];
