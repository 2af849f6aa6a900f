import { GeneratedFile } from '../../files';
import { AUDIT_SCRIPT } from './auditScript';
import { ERROR_BUDGET_SCRIPT } from './errorBudgetScript';
import lockFile from './package-lock.json';
import {
  AUDIT_SCRIPT_PATH,
  COVERAGE_CONFIG_PATH,
  ERROR_BUDGET_SCRIPT_PATH,
  SECRET_IGNORE_PATH,
  SECRET_RULES_PATH,
  TOOLS_PATH,
} from './paths';

/**
 * Names and exact versions of the tools. They are installed with `npm ci`
 * from a lock file with checksums, so nothing is resolved while a pipeline
 * runs.
 */
const TOOLS = lockFile.packages[''].devDependencies;

/** The tools of the gates: lock file, configuration and scripts. */
export function createToolFiles(options: {
  coverageThreshold: number;
  errorBudgetGate?: string;
}): GeneratedFile[] {
  const { coverageThreshold, errorBudgetGate } = options;
  return [
    json(`${TOOLS_PATH}/package.json`, {
      name: lockFile.name,
      private: true,
      devDependencies: TOOLS,
    }),
    json(`${TOOLS_PATH}/package-lock.json`, lockFile),
    text(`${TOOLS_PATH}/.gitignore`, ['node_modules/']),
    json(COVERAGE_CONFIG_PATH, {
      'check-coverage': true,
      lines: coverageThreshold,
      branches: 0,
      functions: 0,
      statements: 0,
      // Files that no test loads count as uncovered, not as absent.
      all: true,
      exclude: [
        '**/.*/**',
        'ci/**',
        'build/**',
        'reports/**',
        'coverage/**',
        'deploy/**',
        '**/*.config.*',
        '**/*.test.*',
        '**/*.spec.*',
        '**/test/**',
        '**/tests/**',
        '**/__tests__/**',
      ],
      reporter: ['text-summary', 'cobertura'],
      'reports-dir': 'reports/coverage',
    }),
    json(SECRET_RULES_PATH, {
      rules: [{ id: '@secretlint/secretlint-rule-preset-recommend' }],
    }),
    text(SECRET_IGNORE_PATH, [
      '# Not written by people of this repository.',
      '.git/',
      '.gitlab-ci-local/',
      '**/node_modules/',
      'build/',
      'reports/',
    ]),
    { path: AUDIT_SCRIPT_PATH, content: AUDIT_SCRIPT },
    ...(errorBudgetGate
      ? [{ path: ERROR_BUDGET_SCRIPT_PATH, content: ERROR_BUDGET_SCRIPT }]
      : []),
  ];
}

function json(path: string, value: unknown): GeneratedFile {
  return { path, content: `${JSON.stringify(value, null, 2)}\n` };
}

function text(path: string, lines: string[]): GeneratedFile {
  return { path, content: `${lines.join('\n')}\n` };
}
