import oldImages from '../../pins/images.json';
import { emitDeliveryPipeline } from '../emitters';
import { PipelineComponent } from '../model';
import { createDeliveryPipeline } from '../plan/createDeliveryPipeline';
import { imageReference } from '.';
import pins from './pins.json';

/**
 * Something that pipelines use in one fixed version, and what is wrong with it.
 *
 * @public
 */
export interface CheckedPin {
  kind: 'image' | 'action' | 'package';
  /** For example `node`, `actions/checkout` or `poetry`. */
  name: string;
  version: string;
  /** The tag of an image. */
  tag?: string;
  /** The digest of an image or the commit of an action. */
  digest?: string;
  /** Day of the last review, as `YYYY-MM-DD`. */
  reviewed: string;
  /** Whether any pipeline that can be generated uses it. */
  used: boolean;
  problems: string[];
}

type Pin = Omit<CheckedPin, 'used' | 'problems'> & {
  /** How pipelines write it. */
  reference?: string;
};

/** The tools that components are built with. */
const BUILD_TOOLS = [
  'node',
  'bun',
  'python',
  'go',
  'java',
  'gradle',
  'dotnet',
  'ruby',
  'rust',
  'php',
  'terraform',
];

const DAY = 24 * 60 * 60 * 1000;

/**
 * Checks everything that pipelines pin: the form of its digest, when it was
 * reviewed, and whether anything uses it.
 *
 * @public
 */
export function checkPins(options: {
  /** As `YYYY-MM-DD`. */
  today: string;
  /** Days after which a review is due. */
  maxAgeDays: number;
}): CheckedPin[] {
  const generated = everyPipeline();
  return listPins().map(({ reference, ...pin }) => ({
    ...pin,
    used: reference === undefined || generated.includes(reference),
    problems: [
      ...digestProblems(pin),
      ...reviewProblems(pin.reviewed, options),
    ],
  }));
}

function listPins(): Pin[] {
  return [
    // Services that are created from a template have images of their own.
    ...oldImages.node.map(toImage),
    ...Object.values(pins.images)
      .flat()
      .map(pin => ({ ...toImage(pin), reference: imageReference(pin) })),
    ...Object.values(pins.actions).map(
      ({ action, version, sha, reviewed }) => ({
        kind: 'action' as const,
        name: action,
        version,
        digest: sha,
        reviewed,
        reference: `${action}@${sha}`,
      }),
    ),
    ...Object.entries(pins.packages).map(([name, { version, reviewed }]) => ({
      kind: 'package' as const,
      name,
      version,
      reviewed,
      reference: `${name}==${version}`,
    })),
  ];
}

function toImage(pin: (typeof oldImages.node)[number]) {
  const { image, version, tag, digest, reviewed } = pin;
  return {
    kind: 'image' as const,
    name: image,
    version,
    tag,
    digest,
    reviewed,
  };
}

function digestProblems({ kind, digest, version }: Omit<Pin, 'reference'>) {
  const form = kind === 'image' ? /^sha256:[0-9a-f]{64}$/ : /^[0-9a-f]{40}$/;
  return [
    ...(kind === 'package' || form.test(digest ?? '')
      ? []
      : [
          `its digest is not ${kind === 'image' ? 'sha256: and 64' : '40'} hexadecimal digits`,
        ]),
    ...(/^v?\d+(?:\.\d+)*(?:[.-][\w.]+)?$/.test(version)
      ? []
      : [`its version '${version}' is not a version`]),
  ];
}

function reviewProblems(
  reviewed: string,
  { today, maxAgeDays }: { today: string; maxAgeDays: number },
): string[] {
  const day = Date.parse(`${reviewed}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(reviewed) || Number.isNaN(day)) {
    return [`its review '${reviewed}' is not a day as YYYY-MM-DD`];
  }
  const age = Math.round((Date.parse(`${today}T00:00:00Z`) - day) / DAY);
  if (age < 0) {
    return [`its review ${reviewed} is in the future`];
  }
  return age > maxAgeDays
    ? [`its review ${reviewed} is ${age} days old: review it again`]
    : [];
}

/** The text of pipelines that together use everything that can be used. */
function everyPipeline(): string {
  const components = Object.entries(pins.images)
    .filter(([tool]) => BUILD_TOOLS.includes(tool))
    .flatMap(([tool, images]) =>
      images.map(({ version }) => componentFor(tool, version)),
    );
  const packages = Object.keys(pins.packages).map(name => ({
    ...componentFor('python', '3.12'),
    packageManager: name,
  }));
  const pipeline = createDeliveryPipeline(
    {
      components: [...components, ...packages].map((component, index) => ({
        ...component,
        path: `component-${index}`,
        container: `component-${index}/Dockerfile`,
      })),
    },
    {
      environments: ['production'],
      environmentUrl: 'https://example.com',
      deploy: 'true',
      registry: 'registry.example.com',
    },
  );
  return (['github', 'gitlab'] as const)
    .flatMap(provider => emitDeliveryPipeline(pipeline, provider))
    .map(({ content }) => content)
    .join('\n');
}

function componentFor(tool: string, version: string): PipelineComponent {
  return {
    path: '.',
    language: { bun: 'node', gradle: 'java' }[tool] ?? tool,
    version,
    packageManager: tool === 'bun' ? 'bun' : 'any',
    commands: {
      install: null,
      build: tool === 'gradle' ? 'gradle build' : 'build',
      test: null,
      lint: null,
      coverage: null,
    },
    container: null,
    deploy: [],
  };
}
