import { DeliveryPipeline } from '../model';

/**
 * The build level of SLSA that published images reach, from what the jobs of a
 * pipeline do, and why it is not another. Nothing when none is published.
 */
export function slsaNote({ jobs }: DeliveryPipeline): string[] {
  const publishing = jobs.filter(({ publication }) => publication);
  if (publishing.length === 0) {
    return [];
  }
  const bare = publishing.filter(({ publication }) => !publication?.attested);
  if (bare.length > 0) {
    const unsigned = bare.filter(
      ({ publication }) => publication?.signing.length === 0,
    );
    return [
      `SLSA build level 0: ${bare.map(({ id }) => id).join(', ')} ${unsigned.length > 0 ? 'neither signs nor says' : 'signs, but does not say'} how the image was built`,
    ];
  }
  return [
    'SLSA build level 2: the system that runs the jobs signs how each image was built; not 3, because the file that a team may edit says what runs in the job that is vouched for',
  ];
}
