import { z } from 'zod';
import { EnvironmentSpec, environmentsSchema } from '../environments/types';
import { GeneratedFile } from '../files';
import { entityRefSchema, nameSchema, scriptNameSchema } from '../names';
import { IncludeSpec, includesSchema } from './includes';
import { GATE_IDS, GateId } from './model';

/**
 * What a pipeline is generated from.
 *
 * @public
 */
export interface PipelineSpec {
  /** The system that runs the pipeline. */
  provider: 'gitlab';
  /** What the repository is made with. */
  stack: NodeStackSpec;
  /** Name of the service: lower-case letters, digits and hyphens. */
  service: string;
  /** Least line coverage of the unit tests, in percent. */
  coverageThreshold: number;
  /** Where versions are deployed. Without any, the pipeline ends with the package. */
  environments?: EnvironmentSpec[];
  /**
   * URL of the service in an environment, with the placeholders
   * `${environment}` and `${service}`.
   */
  environmentUrl?: string;
  /** Gates to leave out. They are named as waived in the gate report. */
  skipGates?: GateId[];
  /** More GitLab configuration, each pinned to one version. */
  includes?: IncludeSpec[];
  /**
   * Audience of an OpenID Connect identity token that deployment jobs
   * receive as `DEPLOY_ID_TOKEN`. Default: no such token.
   */
  identityAudience?: string;
  /**
   * Entity whose error budgets the portal is asked about before a version
   * reaches production, such as `component:default/orders`. Default: nobody
   * is asked.
   */
  errorBudgetGate?: string;
  /** Whether to write `docs/delivery-pipeline.md`. Default: true. */
  documentation?: boolean;
}

/**
 * A Node.js service that is installed with npm.
 *
 * @public
 */
export interface NodeStackSpec {
  language: 'node';
  /** Major version of Node.js. Default: `24`. */
  nodeVersion?: string;
  packageManager?: 'npm';
  /** Names of scripts in package.json that the pipeline calls. */
  scripts?: {
    /** Default: `lint`. */
    lint?: string;
    /**
     * Runs the unit tests with any runner that executes the code in Node.js
     * processes. It may write a JUnit report to `reports/junit.xml`.
     * Default: `test`.
     */
    test?: string;
    /** Compiles the service before it is packaged. Default: nothing to compile. */
    build?: string;
  };
}

/**
 * What a pipeline generator returns.
 *
 * @public
 */
export interface PipelineResult {
  /** The files to write; everything else in the repository stays as it is. */
  files: GeneratedFile[];
  gateReport: GateReport;
  /** Parts of an existing pipeline that have the names of ours and were kept. */
  kept: string[];
}

/**
 * What a pipeline checks, and what was checked about the pipeline.
 *
 * @public
 */
export interface GateReport {
  gates: Array<{
    id: GateId;
    status: 'included' | 'waived';
    job: string;
  }>;
  rules: RuleResult[];
}

/**
 * The verdict of one rule about a pipeline file.
 *
 * @public
 */
export interface RuleResult {
  /** For example `GL-05`. */
  id: string;
  /** What the rule asks for, in one sentence. */
  title: string;
  status: 'passed' | 'failed';
  /** One line for each place that breaks the rule. */
  problems: string[];
}

const nodeStackSchema = z.object({
  language: z.literal('node'),
  nodeVersion: z
    .string()
    .regex(/^[0-9]{1,3}$/, 'must be a major version such as 24')
    .default('24'),
  packageManager: z.literal('npm').default('npm'),
  scripts: z
    .object({
      lint: scriptNameSchema.default('lint'),
      test: scriptNameSchema.default('test'),
      build: scriptNameSchema.optional(),
    })
    .default({}),
});

/** Schema of {@link PipelineSpec}. */
export const pipelineSpecSchema = z.object({
  provider: z.literal('gitlab'),
  stack: nodeStackSchema,
  service: nameSchema,
  coverageThreshold: z.number().min(0).max(100),
  environments: environmentsSchema.default([]),
  environmentUrl: z.string().optional(),
  skipGates: z.array(z.enum(GATE_IDS)).default([]),
  includes: includesSchema.default([]),
  identityAudience: z
    .string()
    .regex(/^https:\/\/[A-Za-z0-9.:/_-]+$/, 'must be an https URL')
    .optional(),
  errorBudgetGate: entityRefSchema.optional(),
  documentation: z.boolean().default(true),
});

/** A {@link PipelineSpec} with every default filled in. */
export type ResolvedPipelineSpec = z.output<typeof pipelineSpecSchema>;
