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
  const scanner = options.images.trivy ?? imageReference(pinnedImage('trivy'));
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
      commands: [
        `docker build --pull --tag ${tag} --file ${shellQuote(container)} ${shellQuote(path)}`,
        `docker save --output image.tar ${tag}`,
        `docker run --rm --volume "$PWD:/scan" ${scanner} image --input /scan/image.tar --severity HIGH,CRITICAL --ignore-unfixed --exit-code 1`,
      ],
      environment: {},
      secrets: [],
      timeoutMinutes: 45,
    },
  ];
}
