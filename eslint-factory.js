const path = require('path');
const factory = require('@backstage/cli/config/eslint-factory');

const scope = '@backstage-devops/plugin-';

/**
 * Which packages of ours a package may import; everything else of ours is an
 * error. Tests of a package may reach wider where `tests` says so.
 */
const boundaries = {
  'devops-common': [],
  'devops-slo': [],
  'devops-dora': ['devops-common'],
  'devops-generators': ['devops-common', 'devops-slo'],
  'devops-node': ['devops-common'],
  'devops-backend': [
    'devops-node',
    'devops-common',
    'devops-dora',
    'devops-slo',
  ],
  'devops-backend-module-drift': [
    'devops-generators',
    'devops-common',
    'devops-node',
  ],
  'devops-backend-module-prometheus': [
    'devops-node',
    'devops-common',
    'devops-slo',
  ],
  devops: ['devops-common'],
  cli: ['devops-common', 'devops-dora', 'devops-generators', 'devops-slo'],
  'scaffolder-backend-module-devops': [
    'devops-generators',
    'devops-common',
    'devops-node',
  ],
};

const ours = [
  'devops',
  'devops-backend',
  'devops-backend-module-cdevents',
  'devops-backend-module-drift',
  'devops-backend-module-github',
  'devops-backend-module-gitlab',
  'devops-backend-module-probe',
  'devops-backend-module-prometheus',
  'devops-backend-module-push',
  'devops-common',
  'devops-dora',
  'devops-generators',
  'devops-node',
  'devops-slo',
  'scaffolder-backend-module-devops',
];

function allowedFor(name) {
  if (boundaries[name]) {
    return boundaries[name];
  }
  // Packages that assemble features import default exports of anything.
  return name.startsWith('devops-backend-module-')
    ? ['devops-node', 'devops-common']
    : ours;
}

module.exports = function eslintConfig(directory) {
  const name = path.basename(directory);
  const allowed = new Set([...allowedFor(name), name]);
  return factory(directory, {
    rules: {
      '@backstage/no-mixed-plugin-imports': 'error',
      // The generated client names its methods after the HTTP methods.
      'new-cap': [
        'error',
        { capIsNewExceptionPattern: '\\.(GET|POST|PUT|DELETE)$' },
      ],
    },
    restrictedImports: ours
      .filter(other => !allowed.has(other))
      .map(other => ({
        name: `${scope}${other}`,
        message: `${name} must not depend on ${other}; see docs/architecture.md.`,
      })),
  });
};
