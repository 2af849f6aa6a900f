import { ResolvedEnvironment } from '../../environments/types';
import { getNodeImage, toImageReference } from '../../pins';
import { jobOfGate } from '../gates';
import { Job, JobNeed, Pipeline } from '../model';
import { ResolvedPipelineSpec } from '../types';
import {
  AUDIT_SCRIPT_PATH,
  AUDIT_UNAVAILABLE_EXIT_CODE,
  COVERAGE_CONFIG_PATH,
  ERROR_BUDGET_SCRIPT_PATH,
  SECRET_IGNORE_PATH,
  SECRET_RULES_PATH,
  TOOLS_BIN,
  TOOLS_PATH,
} from '../tools/paths';

/** Job that packs the service; deployments take its artifact. */
export const PACKAGE_JOB = 'build-package';

/** Script that deployment jobs call with the name of the environment. */
export const DEPLOY_SCRIPT_PATH = 'deploy/deploy.sh';

const INSTALL_JOB = 'install-dependencies';
const INSTALL_TOOLS_JOB = 'install-tools';

/** The pipeline of a Node.js service that is installed with npm. */
export function createNodePipeline(
  spec: ResolvedPipelineSpec,
  environments: ResolvedEnvironment[],
): Pipeline {
  const { scripts } = spec.stack;
  const gates = [
    lintJob(scripts.lint),
    unitTestsJob(scripts.test, spec.coverageThreshold),
    secretScanJob(),
    dependencyAuditJob(),
    sbomJob(),
  ].filter(
    job => !spec.skipGates.some(skipped => jobOfGate(skipped) === job.id),
  );
  const buildsFirst = scripts.build !== undefined;
  const all: Job[] = [
    installJob(),
    installToolsJob(),
    ...gates,
    packageJob(
      gates.map(gate => gate.id),
      scripts.build,
    ),
  ];
  const needed = new Set(all.flatMap(job => job.needs.map(need => need.job)));
  const jobs = all.filter(
    job =>
      needed.has(job.id) ||
      ![INSTALL_JOB, INSTALL_TOOLS_JOB].includes(job.id) ||
      (job.id === INSTALL_JOB && buildsFirst),
  );
  return {
    service: spec.service,
    image: toImageReference(getNodeImage(spec.stack.nodeVersion)),
    stages: ['prepare', 'verify', 'package', 'deploy'],
    jobs: [
      ...jobs,
      ...createDeploymentJobs(environments, {
        packageJob: PACKAGE_JOB,
        identityAudience: spec.identityAudience,
        errorBudgetGate: spec.errorBudgetGate,
      }),
    ],
  };
}

/**
 * One job per environment, each behind the one before it, so that a version
 * never reaches production without having been in staging.
 */
export function createDeploymentJobs(
  environments: ResolvedEnvironment[],
  options: {
    packageJob: string;
    identityAudience?: string;
    /** Entity whose error budgets are asked about before production. */
    errorBudgetGate?: string;
  },
): Job[] {
  return environments.map((environment, index) => {
    const previous = environments[index - 1];
    return {
      id: deploymentJobId(environment.name),
      stage: 'deploy',
      reason: environment.manual
        ? 'Waits for a person. Protect the environment in the project settings to say who that may be.'
        : 'Runs by itself on the default branch once everything before it is green.',
      needs: [
        withArtifacts(options.packageJob),
        ...(previous ? [ordering(deploymentJobId(previous.name))] : []),
      ],
      commands: [
        ...(options.errorBudgetGate && environment.tier === 'production'
          ? [
              `node ${ERROR_BUDGET_SCRIPT_PATH} ${options.errorBudgetGate} ${environment.name}`,
            ]
          : []),
        `sh ${DEPLOY_SCRIPT_PATH} ${environment.name}`,
      ],
      timeoutMinutes: 15,
      deployment: {
        environment: environment.name,
        tier: environment.tier,
        url: environment.url,
        manual: environment.manual,
        identityAudience: options.identityAudience,
      },
    };
  });
}

/** Name of the job that deploys to an environment. */
export function deploymentJobId(environment: string): string {
  return `deploy-${environment}`;
}

function installJob(): Job {
  return {
    id: INSTALL_JOB,
    stage: 'prepare',
    reason: 'Installs once what several jobs use, exactly as in the lock file.',
    needs: [],
    commands: ['npm ci --no-audit --no-fund'],
    timeoutMinutes: 10,
    artifacts: { paths: ['node_modules/'], expireInDays: 1 },
  };
}

function installToolsJob(): Job {
  return {
    id: INSTALL_TOOLS_JOB,
    stage: 'prepare',
    reason:
      'The tools of the gates have a lock file of their own, so that they stay out of the service.',
    needs: [],
    commands: [
      `npm ci --prefix ${TOOLS_PATH} --ignore-scripts --no-audit --no-fund`,
    ],
    timeoutMinutes: 10,
    artifacts: { paths: [`${TOOLS_PATH}/node_modules/`], expireInDays: 1 },
  };
}

function lintJob(script: string): Job {
  return {
    id: jobOfGate('lint'),
    stage: 'verify',
    reason: 'Problems that a reader should not have to look for.',
    needs: [withArtifacts(INSTALL_JOB)],
    commands: [`npm run ${script}`],
    timeoutMinutes: 10,
  };
}

function unitTestsJob(script: string, coverageThreshold: number): Job {
  return {
    id: jobOfGate('unit-tests'),
    stage: 'verify',
    reason: `Fails when a test fails or less than ${coverageThreshold} % of the lines are covered.`,
    needs: [withArtifacts(INSTALL_JOB), withArtifacts(INSTALL_TOOLS_JOB)],
    commands: [
      'mkdir -p reports',
      `${TOOLS_BIN}/c8 --config ${COVERAGE_CONFIG_PATH} npm run ${script}`,
    ],
    timeoutMinutes: 20,
    coverage: '^Lines\\s*:\\s*([0-9.]+)%',
    artifacts: {
      paths: ['reports/coverage/'],
      expireInDays: 7,
      keepOnFailure: true,
      reports: {
        junit: 'reports/junit.xml',
        cobertura: 'reports/coverage/cobertura-coverage.xml',
      },
    },
  };
}

function secretScanJob(): Job {
  const report = 'reports/secret-scan.xml';
  return {
    id: jobOfGate('secret-scan'),
    stage: 'verify',
    reason:
      'Looks at every file, also at those that .gitignore names: they may have been added by force.',
    needs: [withArtifacts(INSTALL_TOOLS_JOB)],
    commands: [
      'mkdir -p reports',
      // The report masks what it found, so that printing it leaks nothing.
      // It is redirected because with --output the tool exits with 0.
      `${TOOLS_BIN}/secretlint --secretlintrc ${SECRET_RULES_PATH} --secretlintignore ${SECRET_IGNORE_PATH} --no-gitignore --format junit "**/*" > ${report} || { status=$?; cat ${report}; exit "$status"; }`,
    ],
    timeoutMinutes: 10,
    artifacts: {
      paths: [report],
      expireInDays: 7,
      keepOnFailure: true,
      reports: { junit: report },
    },
  };
}

function dependencyAuditJob(): Job {
  return {
    id: jobOfGate('dependency-audit'),
    stage: 'verify',
    reason:
      'A known vulnerability fails the job. An audit service that does not answer is shown as a warning, never as green.',
    needs: [],
    commands: [`node ${AUDIT_SCRIPT_PATH} reports/npm-audit.json`],
    timeoutMinutes: 5,
    warningExitCodes: [AUDIT_UNAVAILABLE_EXIT_CODE],
    artifacts: {
      paths: ['reports/npm-audit.json'],
      expireInDays: 7,
      keepOnFailure: true,
    },
  };
}

function sbomJob(): Job {
  const report = 'reports/gl-sbom-npm.cdx.json';
  return {
    id: jobOfGate('sbom'),
    stage: 'verify',
    reason: 'Lists what the service is made of, in CycloneDX.',
    needs: [],
    commands: [
      'mkdir -p reports',
      `npm sbom --package-lock-only --omit dev --sbom-type application --sbom-format cyclonedx > ${report}`,
    ],
    timeoutMinutes: 5,
    artifacts: {
      paths: [report],
      expireInDays: 90,
      reports: { cyclonedx: report },
    },
  };
}

function packageJob(gates: string[], buildScript: string | undefined): Job {
  return {
    id: PACKAGE_JOB,
    stage: 'package',
    reason:
      'What is deployed is built once: the files that npm would publish and their production dependencies.',
    needs: [
      ...(buildScript ? [withArtifacts(INSTALL_JOB)] : []),
      ...gates.map(ordering),
    ],
    commands: [
      ...(buildScript ? [`npm run ${buildScript}`] : []),
      'rm -rf build/package && mkdir -p build/package',
      'npm pack --ignore-scripts --pack-destination build/package',
      'tar -xzf build/package/*.tgz -C build/package',
      'cp package-lock.json build/package/package/',
      'npm ci --prefix build/package/package --omit=dev --no-audit --no-fund',
      'tar -czf build/app.tgz -C build/package/package .',
    ],
    timeoutMinutes: 10,
    artifacts: { paths: ['build/app.tgz'], expireInDays: 30 },
  };
}

function withArtifacts(job: string): JobNeed {
  return { job, artifacts: true };
}

function ordering(job: string): JobNeed {
  return { job, artifacts: false };
}
