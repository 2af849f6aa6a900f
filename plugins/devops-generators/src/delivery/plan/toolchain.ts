import { PipelineComponent } from '../model';
import { imageReference, pinnedImage, pinnedPackage } from '../pins';
import { ResolvedDeliveryOptions } from './options';

/** The image that a component is built in, and what is missing in it. */
export function toolchain(
  component: PipelineComponent,
  options: ResolvedDeliveryOptions,
  notes: string[],
): { image: string; shell: 'bash' | 'sh'; setup: string[] } {
  const tool = toolOf(component);
  const setup = setupOf(component);
  const own = Object.hasOwn(options.images, tool)
    ? options.images[tool]
    : undefined;
  if (own) {
    return { image: own, shell: 'sh', setup };
  }
  const version = tool === 'bun' ? undefined : (component.version ?? undefined);
  const pin = pinnedImage(tool, version);
  if (version !== undefined && !isLine(pin.version, version)) {
    notes.push(
      `${component.path}: ${tool} ${version} has no reviewed image, so ${pin.version} is used; --set image.${tool}=NAME:TAG@sha256:DIGEST names another`,
    );
  }
  return {
    image: imageReference(pin),
    shell: pin.shell === 'bash' ? 'bash' : 'sh',
    setup,
  };
}

function isLine(offered: string, wanted: string): boolean {
  const parts = wanted.split('.').slice(0, 2);
  return (
    offered.split('.').slice(0, parts.length).join('.') === parts.join('.') ||
    offered.split('.')[0] === wanted.split('.')[0]
  );
}

function toolOf({ language, packageManager, commands }: PipelineComponent) {
  if (language === 'node') {
    return packageManager === 'bun' ? 'bun' : 'node';
  }
  if (language === 'java' || language === 'kotlin') {
    return commands.build?.startsWith('gradle ') ? 'gradle' : 'java';
  }
  return language;
}

/** Package managers that the image does not have, in one fixed version. */
function setupOf({ packageManager }: PipelineComponent): string[] {
  switch (packageManager) {
    case 'pnpm':
    case 'yarn':
      return ['corepack enable'];
    case 'poetry':
    case 'uv':
    case 'pdm':
    case 'pipenv':
      return [
        `python -m pip install --no-cache-dir ${packageManager}==${pinnedPackage(packageManager)}`,
      ];
    default:
      return [];
  }
}
