import {
  ComponentCommands,
  DetectedComponent,
  DetectedField,
  DetectionAlternative,
  DetectionEvidence,
} from './types';

/**
 * How sure a finding is. `STATED` is written down as such, `CONFIGURED` follows
 * from the configuration of a tool, `CUSTOM` from what people usually do, and
 * `GUESS` is one of several answers that are as good. That nothing was found
 * does not prove that there is nothing: `ABSENT`.
 */
export const STATED = 1;
export const CONFIGURED = 0.9;
export const CUSTOM = 0.7;
export const GUESS = 0.5;
export const ABSENT = 0.7;

/** Fields that have one value. */
export type SingleField = Exclude<
  DetectedField,
  'deploy' | 'ci' | 'frameworks' | 'language'
>;

const FIELDS: SingleField[] = [
  'version',
  'packageManager',
  'install',
  'build',
  'test',
  'lint',
  'coverage',
  'container',
];

/** Where a finding was made. */
export interface Place {
  file: string;
  line?: number;
}

interface Finding extends Place {
  value: string;
  confidence: number;
}

interface ListFinding extends Place {
  confidence: number;
}

/**
 * What is found out about one component. Detectors offer values; the surest
 * one is given, the first of them when several are as sure, and the others are
 * listed as alternatives.
 */
export class Findings {
  /** Where another build system would put the same component. */
  readonly others: Findings[] = [];
  readonly #single = new Map<SingleField, Finding[]>();
  readonly #lists = {
    deploy: new Map<string, ListFinding>(),
    ci: new Map<string, ListFinding>(),
    frameworks: new Map<string, ListFinding>(),
  };

  constructor(
    readonly path: string,
    readonly language: string,
    readonly manifest: Place,
    readonly languageAlternatives: string[] = [],
  ) {}

  offer(
    field: SingleField,
    value: string | undefined,
    confidence: number,
    place: Place,
  ): void {
    if (value === undefined || value === '') {
      return;
    }
    const findings = this.#single.get(field) ?? [];
    this.#single.set(field, [...findings, { ...place, value, confidence }]);
  }

  add(
    field: 'deploy' | 'ci' | 'frameworks',
    value: string,
    { file, line }: Place,
    confidence: number = STATED,
  ) {
    const known = this.#lists[field].get(value);
    if (!known || known.confidence < confidence) {
      this.#lists[field].set(value, { file, line, confidence });
    }
  }

  has(field: SingleField): boolean {
    return this.best(field) !== undefined;
  }

  /** The surest value of a field. */
  best(field: SingleField): Finding | undefined {
    return this.#ranked(field)[0];
  }

  toComponent(): DetectedComponent {
    const value = (field: SingleField) => this.best(field)?.value ?? null;
    return {
      path: this.path,
      language: this.language,
      version: value('version'),
      packageManager: value('packageManager'),
      commands: this.commands(),
      container: value('container'),
      deploy: [...this.#lists.deploy.keys()].sort(),
      ci: [...this.#lists.ci.keys()].sort(),
      frameworks: [...this.#lists.frameworks.keys()].sort(),
      confidence: this.#confidence(),
      evidence: this.#evidence(),
      alternatives: this.#alternatives(),
    };
  }

  commands(): ComponentCommands {
    const value = (field: SingleField) => this.best(field)?.value ?? null;
    return {
      install: value('install'),
      build: value('build'),
      test: value('test'),
      lint: value('lint'),
      coverage: value('coverage'),
    };
  }

  #ranked(field: SingleField): Finding[] {
    const findings = this.#single.get(field) ?? [];
    return [...findings].sort((a, b) => b.confidence - a.confidence);
  }

  #confidence(): DetectedComponent['confidence'] {
    const confidence: DetectedComponent['confidence'] = {};
    for (const field of FIELDS) {
      const sure = this.best(field)?.confidence ?? ABSENT;
      if (sure < STATED) {
        confidence[field] = Math.round(sure * 100) / 100;
      }
    }
    // A list is as sure as the least sure of what is in it.
    const targets = [...this.#lists.deploy.values()];
    const sure = Math.min(
      ...(targets.length > 0
        ? targets.map(target => target.confidence)
        : [ABSENT]),
    );
    if (sure < STATED) {
      confidence.deploy = sure;
    }
    return confidence;
  }

  #evidence(): DetectionEvidence[] {
    const evidence: DetectionEvidence[] = [
      { field: 'language', ...this.manifest, line: this.manifest.line ?? 1 },
    ];
    for (const field of FIELDS) {
      const best = this.best(field);
      if (best) {
        evidence.push({ field, file: best.file, line: best.line ?? 1 });
      }
    }
    for (const field of ['deploy', 'ci', 'frameworks'] as const) {
      for (const [, { file, line = 1 }] of this.#lists[field]) {
        evidence.push({ field, file, line });
      }
    }
    return evidence;
  }

  #alternatives(): DetectionAlternative[] {
    const alternatives: DetectionAlternative[] = [
      ...this.languageAlternatives.map(value => ({
        field: 'language' as const,
        value,
      })),
      ...this.others.map(other => ({
        field: 'packageManager' as const,
        value: other.best('packageManager')?.value ?? other.language,
        commands: other.commands(),
      })),
    ];
    for (const field of FIELDS) {
      const values = this.#ranked(field).map(finding => finding.value);
      for (const value of new Set(values.slice(1))) {
        if (value !== values[0]) {
          alternatives.push({ field, value });
        }
      }
    }
    return alternatives;
  }
}
