import { DeliveryJob, PipelineComponent } from '../model';
import { imageReference, pinnedImage } from '../pins';
import { ResolvedDeliveryOptions } from './options';

/** The jobs that look at the repository as a whole. */
export function repositoryJobs(
  components: PipelineComponent[],
  options: ResolvedDeliveryOptions,
): DeliveryJob[] {
  const scan = (tool: string) => ({
    stage: 'verify' as const,
    needs: [],
    filesOf: [],
    image: options.images[tool] ?? imageReference(pinnedImage(tool)),
    shell: 'sh' as const,
    folder: '.',
    environment: {},
    secrets: [],
    timeoutMinutes: 15,
  });
  const packages = components.some(
    ({ packageManager, language }) =>
      packageManager !== null && language !== 'terraform',
  );
  const infrastructure = components.some(
    ({ container, deploy, language }) =>
      container !== null || deploy.length > 0 || language === 'terraform',
  );
  const report = (path: string, days = 7) => ({ paths: [path], days });
  return [
    {
      ...scan('semgrep'),
      id: 'sast-scan',
      gate: 'sast' as const,
      reason: 'Looks for code that is known to be exploited.',
      commands: [
        'mkdir -p reports',
        'semgrep scan --config p/default --error --metrics off --sarif-output reports/sast.sarif .',
      ],
      artifacts: {
        ...report('reports/sast.sarif'),
        sarif: 'reports/sast.sarif',
      },
    },
    {
      ...scan('gitleaks'),
      id: 'secret-scan',
      gate: 'secret-scan' as const,
      reason: 'Looks for credentials; what it finds is masked in its report.',
      commands: [
        'mkdir -p reports',
        'gitleaks dir . --redact --no-banner --report-format sarif --report-path reports/secrets.sarif',
      ],
      artifacts: {
        ...report('reports/secrets.sarif'),
        sarif: 'reports/secrets.sarif',
      },
    },
    ...(packages
      ? [
          {
            ...scan('trivy'),
            id: 'dependency-scan',
            gate: 'dependency-scan' as const,
            reason:
              'A dependency with a known vulnerability or a forbidden licence stops the change.',
            commands: [
              'trivy fs --scanners vuln,license --severity HIGH,CRITICAL --ignore-unfixed --exit-code 1 .',
            ],
          },
          {
            ...scan('trivy'),
            id: 'sbom',
            gate: 'sbom' as const,
            reason: 'Lists what the service is made of, in CycloneDX.',
            commands: [
              'mkdir -p reports',
              'trivy fs --format cyclonedx --output reports/sbom.cdx.json .',
            ],
            artifacts: {
              ...report('reports/sbom.cdx.json', 90),
              cyclonedx: 'reports/sbom.cdx.json',
            },
          },
        ]
      : []),
    ...(infrastructure
      ? [
          {
            ...scan('trivy'),
            id: 'iac-scan',
            gate: 'iac-scan' as const,
            reason:
              'Looks for unsafe settings of containers and infrastructure.',
            commands: ['trivy config --severity HIGH,CRITICAL --exit-code 1 .'],
          },
        ]
      : []),
  ];
}
