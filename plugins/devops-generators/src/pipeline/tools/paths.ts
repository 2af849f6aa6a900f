/** Folder of the tools that gates call. */
export const TOOLS_PATH = 'ci/tools';

export const TOOLS_BIN = `${TOOLS_PATH}/node_modules/.bin`;

export const AUDIT_SCRIPT_PATH = `${TOOLS_PATH}/audit-dependencies.mjs`;

export const ERROR_BUDGET_SCRIPT_PATH = `${TOOLS_PATH}/check-error-budget.mjs`;

export const COVERAGE_CONFIG_PATH = `${TOOLS_PATH}/coverage.json`;

export const SECRET_RULES_PATH = `${TOOLS_PATH}/secret-scan.json`;

export const SECRET_IGNORE_PATH = `${TOOLS_PATH}/secret-scan.ignore`;

/** The conventional exit code of "try again later", see sysexits(3). */
export const AUDIT_UNAVAILABLE_EXIT_CODE = 75;
