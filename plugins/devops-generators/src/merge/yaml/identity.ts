import { asText } from '../../values';

/** Something by which an item of a list is recognised in another version. */
export interface Identity {
  kind: string;
  value: string;
  /** How far it is to be trusted: the lower, the further. */
  rank: number;
}

/** Keys by which lists of CI systems tell their items apart, best first. */
const NAMES = [
  'id',
  'name',
  'displayName',
  'uses',
  'job',
  'stage',
  'deployment',
  'task',
  'component',
  'project',
  'local',
  'repository',
  'package-ecosystem',
  'key',
  'image',
  'if',
  'checkout',
];

/** Keys whose text is a script. */
const SCRIPTS = ['run', 'script', 'bash', 'sh', 'pwsh', 'command'];

/** Keys that are the only one of many steps, and so identify none of them. */
const KINDS_OF_STEPS = [...SCRIPTS, 'store_artifacts', 'when', 'unless'];

const ONLY_KEY_RANK = NAMES.length;
const COMMAND_RANK = NAMES.length + 1;

/** What an item may be recognised by, from certain to vague. */
export function identitiesOf(value: unknown): Identity[] {
  if (typeof value === 'string') {
    return ofText(value);
  }
  if (!isMapping(value)) {
    return [];
  }
  return [
    ...ofResource(value),
    ...NAMES.flatMap((kind, rank) => {
      const text = asText(value[kind]);
      return text === undefined
        ? []
        : [{ kind, value: withoutVersion(text), rank }];
    }),
    ...ofOnlyKey(value),
    ...SCRIPTS.flatMap(kind =>
      ofCommand(asText(value[kind]) ?? '').map(identity => ({
        ...identity,
        kind: `${kind}.${identity.kind}`,
      })),
    ),
  ];
}

/** Those that hold without a common ancestor: commands alone are too vague. */
export function namesOf(value: unknown): Identity[] {
  return identitiesOf(value).filter(({ rank }) => rank < COMMAND_RANK);
}

/** Resources of Kubernetes are known by their kind and name. */
function ofResource({ kind, metadata }: Record<string, unknown>): Identity[] {
  const name = isMapping(metadata) ? asText(metadata.name) : undefined;
  return typeof kind === 'string' && name !== undefined
    ? [{ kind: 'resource', value: `${kind}/${name}`, rank: -1 }]
    : [];
}

function ofText(text: string): Identity[] {
  return /\s/.test(text.trim())
    ? ofCommand(text)
    : [{ kind: 'only', value: withoutVersion(text), rank: ONLY_KEY_RANK }];
}

/** `{ run: { name: ... } }` is recognised by what is in it. */
function ofOnlyKey(value: Record<string, unknown>): Identity[] {
  const [key, ...others] = Object.keys(value);
  if (key === undefined || others.length > 0 || NAMES.includes(key)) {
    return [];
  }
  const within = isMapping(value[key]) ? identitiesOf(value[key]) : [];
  return [
    ...within.map(identity => ({
      ...identity,
      kind: `${key}.${identity.kind}`,
    })),
    ...(KINDS_OF_STEPS.includes(key)
      ? []
      : [{ kind: 'only', value: key, rank: ONLY_KEY_RANK }]),
  ];
}

/** The beginning of a command says what it is; its options may change. */
function ofCommand(script: string): Identity[] {
  const words = script.trim().split('\n')[0].split(/\s+/).filter(Boolean);
  return [3, 2, 1]
    .filter(count => words.length >= Math.max(count, 2))
    .map((count, index) => ({
      kind: `command${count}`,
      value: words.slice(0, count).join(' '),
      rank: COMMAND_RANK + index,
    }));
}

/** An action or an image is the same one in another version. */
function withoutVersion(text: string): string {
  const [, name] = /^([^@\s]{1,200})@[\w.:-]+$/.exec(text) ?? [];
  return name === undefined ? text : name.replace(/:[\w.-]+$/, '');
}

/** Whether a value has keys. */
export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
