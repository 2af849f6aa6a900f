import { DeliveryJob, PipelineComponent } from '../model';
import { imageReference, pinnedImage } from '../pins';
import { ResolvedDeliveryOptions } from './options';
import { shellQuote } from './shell';

/** Builds the image of a component and looks for vulnerabilities in it. */
export function imageJob(
  { container, path }: PipelineComponent,
  prefix: string,
  options: ResolvedDeliveryOptions,
): DeliveryJob[] {
  if (container === null) {
    return [];
  }
  const tag = `${prefix}${options.name ?? 'service'}:ci`;
  return [
    {
      id: `${prefix}build-image`,
      gate: 'image',
      stage: 'package',
      reason:
        'The image is built once the code is known to be good, and scanned before anybody runs it.',
      needs: [],
      filesOf: [],
      shell: 'sh',
      folder: '.',
      commands: imageCommands({ container, path }, tag, options).commands,
      environment: {},
      secrets: [],
      timeoutMinutes: 45,
    },
  ];
}

/** What builds and scans an image, and how else the scanner is called for it. */
export function imageCommands(
  { container, path }: Pick<PipelineComponent, 'container' | 'path'>,
  tag: string,
  options: ResolvedDeliveryOptions,
): { commands: string[]; scan: string } {
  const scanner = options.images.trivy ?? imageReference(pinnedImage('trivy'));
  const scan = `docker run --rm --volume "$PWD:/scan" ${scanner} image --input /scan/image.tar`;
  return {
    commands: [
      `docker build --pull --tag ${tag} --file ${shellQuote(container ?? '')} ${shellQuote(path)}`,
      `docker save --output image.tar ${tag}`,
      `${scan} --severity HIGH,CRITICAL --ignore-unfixed --exit-code 1`,
    ],
    scan,
  };
}
