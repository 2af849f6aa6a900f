/**
 * The commands with which a component is worked on, each to be run in the
 * folder of the component. `null` where its files configure no such command.
 *
 * @public
 */
export interface ComponentCommands {
  install: string | null;
  build: string | null;
  test: string | null;
  lint: string | null;
  coverage: string | null;
}

/**
 * The properties of a component that carry evidence and confidence.
 *
 * @public
 */
export type DetectedField =
  | keyof ComponentCommands
  | 'language'
  | 'version'
  | 'packageManager'
  | 'container'
  | 'deploy'
  | 'ci'
  | 'frameworks';

/**
 * Where in the repository a value comes from.
 *
 * @public
 */
export interface DetectionEvidence {
  field: DetectedField;
  /** Path relative to the root of the repository. */
  file: string;
  /** Line of the file, counted from 1. */
  line: number;
}

/**
 * Another answer that the repository supports as well.
 *
 * @public
 */
export interface DetectionAlternative {
  field: DetectedField;
  value: string;
  /** The commands that go with another package manager. */
  commands?: ComponentCommands;
}

/**
 * A part of a repository that is built on its own.
 *
 * @public
 */
export interface DetectedComponent {
  /** Folder relative to the root of the repository; `.` is the root. */
  path: string;
  /** For example `node`, `python`, `go`, `java`, `kotlin` or `dotnet`. */
  language: string;
  /** Lowest version of the language that the repository asks for. */
  version: string | null;
  /** For example `npm`, `poetry`, `maven` or `go`. */
  packageManager: string | null;
  /**
   * The file that fixes what is installed, relative to the root of the
   * repository; missing where there is none.
   */
  lockFile?: string;
  commands: ComponentCommands;
  /** Path of the container file relative to the root of the repository. */
  container: string | null;
  /** What it is deployed with, for example `kubernetes` or `terraform`. */
  deploy: string[];
  /** The CI systems that the repository is set up for. */
  ci: string[];
  frameworks: string[];
  /**
   * Between 0 and 1; a field that is missing here is certain. That of `null`
   * says how sure it is that nothing is configured.
   */
  confidence: Partial<Record<DetectedField, number>>;
  evidence: DetectionEvidence[];
  alternatives: DetectionAlternative[];
}

/**
 * A file that could not be used, which may hide a component.
 *
 * @public
 */
export interface DetectionProblem {
  file: string;
  message: string;
}

/**
 * What a repository is made of.
 *
 * @public
 */
export interface Detection {
  components: DetectedComponent[];
  /** The tool that ties several components together. */
  monorepo: string | null;
  problems: DetectionProblem[];
}
