import {
  DELIVERY_GATES,
  DeliveryGate,
  DeliveryGateStatus,
  DeliveryJob,
} from '../model';

const ABSENT: Record<DeliveryGate, string> = {
  lint: 'the repository configures no linter',
  'unit-tests': 'the repository has no tests',
  build: 'the repository configures no build',
  sast: 'there is no source code in a language that the scanner knows',
  'secret-scan': 'left out',
  'dependency-scan': 'nothing is installed from a package registry',
  'iac-scan': 'there is no infrastructure code',
  sbom: 'nothing is installed from a package registry',
  image: 'there is no container file',
  signing: 'no image is published: --set registry=ghcr.io/acme',
  provenance: 'no image is published: --set registry=ghcr.io/acme',
  deploy:
    'no environments are named: --set environments=staging,production --set deploy=COMMAND',
  'smoke-test': 'no command is named: --set smoke=COMMAND',
  rollback: 'no command is named: --set rollback=COMMAND',
};

/** Whether a job is a gate, or has it in itself. */
export function hasGate({ gate, publication }: DeliveryJob, of: DeliveryGate) {
  if (of === 'signing') {
    return (publication?.signing.length ?? 0) > 0;
  }
  return of === 'provenance' ? publication?.attested === true : gate === of;
}

/** Which jobs are the gates of a pipeline, and why others are left out. */
export function gateStatus(
  jobs: DeliveryJob[],
  options: { skip: DeliveryGate[]; smoke?: string; rollback?: string },
): DeliveryGateStatus[] {
  const deployments = jobs.filter(({ gate }) => gate === 'deploy');
  return DELIVERY_GATES.map(gate => {
    const within =
      (gate === 'smoke-test' && options.smoke) ||
      (gate === 'rollback' && options.rollback);
    const of = within ? deployments : jobs.filter(job => hasGate(job, gate));
    const reason = options.skip.includes(gate)
      ? 'skipped on request'
      : ABSENT[gate];
    return {
      gate,
      jobs: of.map(({ id }) => id),
      ...(of.length === 0 ? { reason } : {}),
    };
  });
}
