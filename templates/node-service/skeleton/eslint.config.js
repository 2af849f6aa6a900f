import js from '@eslint/js';
import globals from 'globals';

export default [
  { ignores: ['build/', 'reports/', 'ci/tools/node_modules/', '.gitlab-ci-local/'] },
  js.configs.recommended,
  {
    languageOptions: { globals: globals.node },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
];
