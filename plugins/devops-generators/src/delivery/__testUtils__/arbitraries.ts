import fc from 'fast-check';
import { DetectedComponent } from '../../detect';
import { DeliveryOptions } from '../plan/options';

/** Text that systems, shells or parsers could take for more than text. */
export const hostileText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    '${{ secrets.TOKEN }}',
    '$(touch /tmp/owned)',
    '`id`',
    "it's",
    '"quoted"',
    '<< parameters.x >>',
    '$[[ inputs.x ]]',
    '${GROOVY}',
    "'''",
    '\\',
    'a: b # c',
    '- x',
    '&a *a !t',
    '@x',
    '%x',
    'é漢字🎉',
    'null',
    '1e3',
    '__proto__',
    '\u2028x',
  ),
);

const command = hostileText.map(text =>
  // eslint-disable-next-line no-control-regex
  `tool ${text.replace(/[\u0000-\u001f\u007f]/g, '')}`.trim(),
);
const optional = fc.option(command, { nil: null });

/** Components with names and commands that nobody would wish for. */
export const hostileComponent: fc.Arbitrary<DetectedComponent> = fc
  .record({
    path: fc.oneof(
      fc.constant('.'),
      fc
        .array(
          // eslint-disable-next-line no-control-regex
          hostileText.map(text => text.replace(/[/\u0000]/g, '') || 'x'),
          { minLength: 1, maxLength: 3 },
        )
        .map(parts => parts.join('/')),
    ),
    language: fc.constantFrom('node', 'python', 'go', 'java', 'rust'),
    packageManager: fc.constantFrom(
      'npm',
      'pnpm',
      'poetry',
      'uv',
      'go',
      'maven',
    ),
    commands: fc.record({
      install: optional,
      build: optional,
      test: optional,
      lint: optional,
      coverage: optional,
    }),
    lockFile: fc.option(
      hostileText.map(text => `${text}/x.lock`),
      { nil: undefined },
    ),
    container: fc.option(
      hostileText.map(text => `${text}/Dockerfile`),
      { nil: null },
    ),
  })
  .map(value => ({
    ...value,
    version: null,
    deploy: [],
    ci: [],
    frameworks: [],
    confidence: {},
    evidence: [],
    alternatives: [],
  }));

export const hostileOptions: fc.Arbitrary<DeliveryOptions> = fc.record(
  {
    name: fc.constantFrom('orders', 'a'),
    coverage: fc.integer({ min: 0, max: 100 }),
    environments: fc.constant(['staging', 'production']),
    environmentUrl: fc.constant('https://${environment}.example.com'),
    deploy: command,
    smoke: command,
    rollback: command,
    secrets: fc.constant(['DEPLOY_TOKEN']),
    registry: fc.constantFrom('ghcr.io/acme', 'localhost:5000'),
  },
  { requiredKeys: ['name', 'environments', 'environmentUrl', 'deploy'] },
);
