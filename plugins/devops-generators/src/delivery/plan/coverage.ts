import { PipelineComponent } from '../model';

/** What the tests of a component run, and what turns them red. */
export function coverageGate(
  { commands, language, path }: PipelineComponent,
  threshold: number | undefined,
  notes: string[],
): { commands: string[]; reason: string } {
  const test = commands.test ?? '';
  if (threshold === undefined) {
    return {
      commands: [commands.coverage ?? test],
      reason: commands.coverage
        ? 'Fails when a test fails; coverage is measured as the repository configures it.'
        : 'Fails when a test fails.',
    };
  }
  const enforced = enforce(commands.coverage ?? test, language, threshold);
  if (!enforced) {
    notes.push(
      `${path}: the coverage threshold is not enforced, because '${commands.coverage ?? test}' has no option for it; set it in the configuration of the tool`,
    );
  }
  return {
    commands: enforced ?? [commands.coverage ?? test],
    reason: enforced
      ? `Fails when a test fails or less than ${threshold} % is covered.`
      : 'Fails when a test fails.',
  };
}

/** The command with the option of its tool that enforces a threshold. */
function enforce(
  command: string,
  language: string,
  threshold: number,
): string[] | undefined {
  if (/\bpytest\b.*--cov\b/.test(command)) {
    return [`${command} --cov-fail-under=${threshold}`];
  }
  if (/\bcoverage run\b/.test(command)) {
    const run = /^(.*?)coverage run/.exec(command)?.[1] ?? '';
    return [command, `${run}coverage report --fail-under=${threshold}`];
  }
  if (language === 'go' && /^go test\b/.test(command)) {
    const profile = 'coverage.out';
    const run = command.includes('-coverprofile')
      ? command
      : command.replace('go test', `go test -coverprofile=${profile}`);
    return [
      run,
      `go tool cover -func=${profile} | awk '/^total:/ { sub("%", "", $3); print "coverage: " $3 " %"; if ($3 + 0 < ${threshold}) exit 1 }'`,
    ];
  }
  if (/\bvitest run --coverage\b/.test(command)) {
    return [`${command} --coverage.thresholds.lines=${threshold}`];
  }
  if (/\bjest\b.*--coverage\b/.test(command)) {
    return [
      `${command} --coverageThreshold='{"global":{"lines":${threshold}}}'`,
    ];
  }
  const wrapped = /^(?:npx|pnpm exec|yarn|bunx) (c8|nyc) (.+)$/.exec(command);
  return wrapped
    ? [
        command.replace(
          wrapped[1],
          `${wrapped[1]} --check-coverage --lines ${threshold}`,
        ),
      ]
    : undefined;
}
