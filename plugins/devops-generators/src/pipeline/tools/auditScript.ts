import { AUDIT_UNAVAILABLE_EXIT_CODE } from './paths';

/**
 * A script that tells "nothing found" and "nobody asked" apart: `npm audit`
 * itself exits with 1 for a vulnerability and for an unreachable service.
 */
export const AUDIT_SCRIPT = `// Asks the registry for known vulnerabilities of the locked dependencies.
//
//   node ci/tools/audit-dependencies.mjs [report.json]
//
// Exit code 0: none of severity high or critical.
// Exit code 1: at least one.
// Exit code ${AUDIT_UNAVAILABLE_EXIT_CODE}: the audit service did not answer, so nothing is known.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const AUDIT_UNAVAILABLE = ${AUDIT_UNAVAILABLE_EXIT_CODE};
const BLOCKING = ['high', 'critical'];

const audit = spawnSync(
  'npm',
  ['audit', '--package-lock-only', '--audit', '--json'],
  { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
);
const report = parseReport(audit.stdout);

const reportPath = process.argv[2];
if (reportPath) {
  mkdirSync(dirname(reportPath), { recursive: true });
  writeFileSync(reportPath, JSON.stringify(report ?? {}, null, 2));
}

// Only a real report carries this key; an error of the service does not.
if (report?.auditReportVersion === undefined) {
  console.error('The audit service did not answer: no dependency was checked.');
  console.error(report?.message ?? audit.stderr ?? audit.error?.message ?? '');
  process.exit(AUDIT_UNAVAILABLE);
}

const counts = report.metadata.vulnerabilities;
console.log(
  \`Vulnerabilities: \${counts.critical} critical, \${counts.high} high, \${counts.moderate} moderate, \${counts.low} low\`,
);
for (const found of Object.values(report.vulnerabilities)) {
  if (BLOCKING.includes(found.severity)) {
    console.log(\`\${found.severity}: \${found.name} \${found.range}\`);
  }
}
process.exit(BLOCKING.some(severity => counts[severity] > 0) ? 1 : 0);

function parseReport(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
`;
