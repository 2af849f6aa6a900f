import { DeliveryJob, PipelineComponent } from '../model';
import { imageReference, pinnedImage } from '../pins';
import { imageCommands } from './imageJob';
import { ResolvedDeliveryOptions } from './options';

const DIGEST_FILE = 'image.digest';

/**
 * Publishes the image of a component once everything is green. It is built,
 * scanned and pushed in one job, so that what was scanned is what is there,
 * and everything that follows names it by its digest.
 */
export function publishJob(
  component: PipelineComponent,
  prefix: string,
  options: ResolvedDeliveryOptions,
): DeliveryJob[] {
  const { registry } = options;
  if (registry === undefined || component.container === null) {
    return [];
  }
  const image = `${registry}/${prefix}${options.name ?? 'service'}`;
  const sbom = `reports/${prefix}image.cdx.json`;
  const build = imageCommands(component, `${image}:ci`, options);
  const cosign = options.images.cosign ?? imageReference(pinnedImage('cosign'));
  // Tools in containers see the folder of the job and nothing else.
  const run = `docker run --rm --env SIGSTORE_ID_TOKEN --env ACTIONS_ID_TOKEN_REQUEST_URL --env ACTIONS_ID_TOKEN_REQUEST_TOKEN --env DOCKER_CONFIG=/job/.docker --volume "$PWD:/job:ro" ${cosign}`;
  return [
    {
      id: `${prefix}publish-image`,
      gate: 'image',
      stage: 'package',
      reason:
        'The image that was scanned is pushed with a list of what is in it, and named by its digest from then on.',
      needs: [],
      filesOf: [],
      shell: 'sh',
      folder: '.',
      commands: [
        ...build.commands,
        'mkdir -p reports .docker',
        `${build.scan} --format cyclonedx --output /scan/${sbom}`,
        "trap 'rm -rf .docker' EXIT",
        'export DOCKER_CONFIG="$PWD/.docker"',
        'printf %s "$DOCKER_AUTH_CONFIG" > .docker/config.json',
        `docker push ${image}:ci`,
        `docker inspect --format '{{index .RepoDigests 0}}' ${image}:ci > ${DIGEST_FILE}`,
        `read -r published < ${DIGEST_FILE}`,
        'echo "published $published"',
      ],
      environment: {},
      secrets: ['DOCKER_AUTH_CONFIG'],
      timeoutMinutes: 45,
      artifacts: { paths: [sbom], days: 90, cyclonedx: sbom },
      publication: {
        image,
        digestFile: DIGEST_FILE,
        attested: !options.skip.includes('provenance'),
        signing: options.skip.includes('signing')
          ? []
          : [
              `${run} sign --yes "$published"`,
              `${run} attest --yes --type cyclonedx --predicate /job/${sbom} "$published"`,
            ],
      },
    },
  ];
}
