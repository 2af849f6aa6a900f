import type { PipelineCheck } from '@backstage-devops/plugin-devops-generators';

/** Verdicts as a SARIF 2.1.0 log. */
export function toSarif(checks: PipelineCheck[]): object {
  const rules = new Map(
    checks.flatMap(check => check.rules.map(rule => [rule.id, rule])),
  );
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'devops validate',
            informationUri: 'https://github.com/backstage-devops/devops',
            rules: [...rules.values()].map(({ id, title, remedy, audit }) => ({
              id,
              shortDescription: { text: title },
              help: { text: `${remedy}.` },
              properties: { audit },
            })),
          },
        },
        results: checks.flatMap(({ file, rules: verdicts }) =>
          verdicts.flatMap(({ id, status, reason, problems }) =>
            problems.map(({ message, line }) => ({
              ruleId: id,
              level: 'error',
              message: { text: message },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: encodeURI(file) },
                    region: { startLine: line },
                  },
                },
              ],
              ...(status === 'waived'
                ? {
                    suppressions: [{ kind: 'inSource', justification: reason }],
                  }
                : {}),
            })),
          ),
        ),
      },
    ],
  };
}
