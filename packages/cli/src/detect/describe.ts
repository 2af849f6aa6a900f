import type {
  DetectedComponent,
  DetectedField,
  Detection,
} from '@backstage-devops/plugin-devops-generators';
import { oneLine } from '../text';

/** Below this, a reader should look at the evidence before relying on it. */
const UNSURE = 0.8;

/** A detection as text for people. */
export function describeDetection({
  components,
  monorepo,
}: Pick<Detection, 'components' | 'monorepo'>): string {
  if (components.length === 0) {
    return 'Nothing that is built was found.\n';
  }
  const head = monorepo === null ? [] : [`monorepo      ${monorepo}`, ''];
  return `${[...head, ...components.map(describeComponent)].join('\n')}\n`;
}

function describeComponent(component: DetectedComponent): string {
  const { commands } = component;
  const rows: Array<[DetectedField, string | null]> = [
    ['language', component.language],
    ['version', component.version],
    ['packageManager', component.packageManager],
    ['frameworks', component.frameworks.join(', ') || null],
    ['install', commands.install],
    ['build', commands.build],
    ['test', commands.test],
    ['lint', commands.lint],
    ['coverage', commands.coverage],
    ['container', component.container],
    ['deploy', component.deploy.join(', ') || null],
    ['ci', component.ci.join(', ') || null],
  ];
  return [
    oneLine(component.path),
    ...rows
      .filter(([, value]) => value !== null)
      .map(([field, value]) => {
        const confidence = component.confidence[field] ?? 1;
        const evidence = component.evidence.find(item => item.field === field);
        const where = evidence ? `  ${evidence.file}:${evidence.line}` : '';
        const doubt = confidence < UNSURE ? ` (${confidence}?)` : '';
        return oneLine(`  ${field.padEnd(14)}  ${value}${doubt}${where}`);
      }),
    '',
  ].join('\n');
}
