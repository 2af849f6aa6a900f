import { DetectedComponent } from '../detect';

/**
 * The gates that a delivery pipeline can have.
 *
 * @public
 */
export const DELIVERY_GATES = [
  'lint',
  'unit-tests',
  'build',
  'sast',
  'secret-scan',
  'dependency-scan',
  'iac-scan',
  'sbom',
  'image',
  'signing',
  'provenance',
  'deploy',
  'smoke-test',
  'rollback',
] as const;

/** @public */
export type DeliveryGate = (typeof DELIVERY_GATES)[number];

/**
 * What a pipeline depends on of a component.
 *
 * @public
 */
export type PipelineComponent = Pick<
  DetectedComponent,
  | 'path'
  | 'language'
  | 'version'
  | 'packageManager'
  | 'lockFile'
  | 'commands'
  | 'container'
  | 'deploy'
>;

/**
 * A delivery pipeline, independent of the system that runs it.
 *
 * @public
 */
export interface DeliveryPipeline {
  name: string;
  /** The branch whose versions are deployed. */
  branch: string;
  jobs: DeliveryJob[];
  gates: DeliveryGateStatus[];
  /** What a reader should know about the choices that were made. */
  notes: string[];
}

/**
 * Whether a pipeline has a gate, and why not.
 *
 * @public
 */
export interface DeliveryGateStatus {
  gate: DeliveryGate;
  /** The jobs that are the gate; none when it is left out. */
  jobs: string[];
  /** Why it is left out. */
  reason?: string;
}

/**
 * A unit of work on one machine.
 *
 * @public
 */
export interface DeliveryJob {
  /** Unique: lower-case letters, digits and hyphens, a letter first. */
  id: string;
  gate: DeliveryGate;
  stage: 'verify' | 'package' | 'deploy';
  /** Why the job exists, one sentence for the reader. */
  reason: string;
  /** Jobs that have to succeed first. */
  needs: string[];
  /** Of those, the ones whose files are wanted. */
  filesOf: string[];
  /** The image that it runs in; undefined on a machine with Docker. */
  image?: string;
  shell: 'bash' | 'sh';
  /** Folder that the commands run in, relative to the root. */
  folder: string;
  /** POSIX shell commands, one line each; the first that fails ends the job. */
  commands: string[];
  environment: Record<string, string>;
  timeoutMinutes: number;
  /** What package managers have loaded, which a later run need not load again. */
  cache?: DeliveryCache;
  /** Files that are kept, also after a failure. */
  artifacts?: {
    /** Relative to the root; they may be patterns with `*` and `**`. */
    paths: string[];
    days: number;
    junit?: string;
    cobertura?: string;
    cyclonedx?: string;
    sarif?: string;
  };
  /** Regular expression for the line of the log that names the coverage. */
  coverageLine?: string;
  /** Names of the secrets that the job receives as variables. */
  secrets: string[];
  /** The image that it publishes; only versions of the branch are published. */
  publication?: DeliveryPublication;
  deployment?: {
    environment: string;
    tier: string;
    url?: string;
    manual: boolean;
  };
}

/**
 * A folder that is kept from one run to the next, on systems that have a place
 * for it. Checks read and write it; what is published is never built from it.
 *
 * @public
 */
export interface DeliveryCache {
  /** Unique among the folders of a pipeline: how the keys of the cache begin. */
  name: string;
  /** File whose content makes the key, relative to the root. */
  lockFile: string;
  /** The folder, relative to the root. */
  path: string;
  /**
   * Variables that lead the package manager there. Values are read by a shell
   * in the folder of the job, inside double quotes.
   */
  variables: Record<string, string>;
}

/**
 * An image that a job publishes.
 *
 * @public
 */
export interface DeliveryPublication {
  /** Its name with the registry, without a tag. */
  image: string;
  /** File that the job writes the name with the digest to. */
  digestFile: string;
  /**
   * Commands that sign it with the identity of the job, after those of the
   * job; the variable `published` holds its name with the digest.
   */
  signing: string[];
  /** Whether the system says, signed, how it was built. */
  attested: boolean;
}
