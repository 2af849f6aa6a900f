import { DeliveryJob, PipelineComponent } from '../model';
import { cacheOf } from './caches';
import { coverageGate } from './coverage';
import { ResolvedDeliveryOptions } from './options';
import { withReports } from './testReports';
import { toolchain } from './toolchain';

/** The jobs that check and build one component. */
export function componentJobs(
  component: PipelineComponent,
  prefix: string,
  options: ResolvedDeliveryOptions,
  notes: string[],
): DeliveryJob[] {
  const { commands, path } = component;
  if (Object.values(commands).every(command => command === null)) {
    return [];
  }
  const { image, shell, setup } = toolchain(component, options, notes);
  const common = {
    stage: 'verify' as const,
    needs: [],
    filesOf: [],
    image,
    shell,
    folder: path,
    environment: {},
    secrets: [],
  };
  const prepare = [...setup, ...(commands.install ? [commands.install] : [])];
  const cache = (lints: boolean) => {
    const found = cacheOf(component, prefix, { lints }, notes);
    return found ? { cache: found } : {};
  };
  const jobs: DeliveryJob[] = [];
  if (commands.lint) {
    jobs.push({
      ...common,
      id: `${prefix}lint-code`,
      gate: 'lint',
      reason: 'Problems that a reader should not have to look for.',
      commands: [...prepare, commands.lint],
      ...cache(true),
      timeoutMinutes: 15,
    });
  }
  if (commands.test) {
    const gate = coverageGate(component, options.coverage, notes);
    const reports = withReports(component, gate.commands, notes);
    jobs.push({
      ...common,
      id: `${prefix}unit-tests`,
      gate: 'unit-tests',
      reason: gate.reason,
      ...reports,
      commands: [...prepare, ...reports.commands],
      ...cache(false),
      timeoutMinutes: 30,
    });
  }
  if (commands.build) {
    jobs.push({
      ...common,
      id: `${prefix}build-code`,
      gate: 'build',
      reason: 'What cannot be built cannot be delivered.',
      commands: [...prepare, commands.build],
      ...cache(false),
      timeoutMinutes: 30,
    });
  }
  return jobs;
}
