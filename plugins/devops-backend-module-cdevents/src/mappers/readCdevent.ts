import { InputError } from '@backstage/errors';
import { z } from 'zod/v4';
import { toEntityRef } from '../bindings';
import type { CloudEvent } from '../webhooks/cloudEvents';
import { contents, type Contents, type Subject } from './contents';
import {
  instant,
  optionalLine,
  optionalShortText,
  optionalText,
  parseOr,
  shortText,
  text,
} from './fields';

/** What this portal reads from custom data, beside what CDEvents has. */
const customData = z.object({
  entity: optionalShortText,
  unit: optionalShortText,
  revision: optionalShortText,
  severity: optionalShortText,
  title: optionalLine,
});

/** Without what its subject tells, which depends on the type of the event. */
const envelope = z.object({
  context: z.object({ id: shortText, source: text, timestamp: instant }),
  subject: z.object({
    id: shortText,
    source: optionalText,
    content: z.unknown(),
  }),
  customData: z.unknown(),
});

/** A CDEvent that has a meaning here. */
export type Cdevent<S extends Subject = Subject> = {
  [K in S]: {
    subject: K;
    /** For instance `finished`. */
    predicate: string;
    id: string;
    source: string;
    /** Epoch milliseconds. */
    at: number;
    subjectId: string;
    /** Within which the id of the subject is unique. */
    subjectSource: string;
    content: Contents[K];
    custom: z.infer<typeof customData>;
    /** What entities are bound to. */
    scope: string;
    /** Whatever a token has to allow. */
    names: string[];
  };
}[S];

const TYPE = /^dev\.cdevents\.([a-z]+)\.([a-z]+)\.\d+\.\d+\.\d+/;

/**
 * Reads the CDEvent in a CloudEvent; undefined for types that have no meaning
 * here.
 *
 * @throws InputError that names the key and never repeats a value.
 */
export function readCdevent(
  event: CloudEvent,
  where: string,
): Cdevent | undefined {
  const [, subject, predicate] = TYPE.exec(event.type) ?? [];
  if (!isSubject(subject) || !contents[subject].predicates.has(predicate)) {
    return undefined;
  }
  const what = `${where}: no CDEvent of type ${subject}.${predicate}`;
  const data = parseOr(envelope, event.data, what);
  const schema: z.ZodType<Contents[Subject]> = contents[subject].schema;
  const content = parseOr(
    schema,
    data.subject.content ?? {},
    `${what}: content of the subject`,
  );
  const { source } = data.context;
  const subjectSource = data.subject.source ?? source;
  const custom = readCustom(data.customData, what);
  const scope = scopeOf(custom.entity, content, subjectSource, where);
  return {
    subject,
    predicate,
    id: data.context.id,
    source,
    at: data.context.timestamp,
    subjectId: data.subject.id,
    subjectSource,
    content,
    custom,
    scope,
    names: [...new Set([source, subjectSource, scope])],
  } as Cdevent;
}

function isSubject(subject: string | undefined): subject is Subject {
  return subject !== undefined && Object.hasOwn(contents, subject);
}

/** Custom data may be anything; an object may have fields that are read. */
function readCustom(value: unknown, what: string) {
  const isObject =
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return parseOr(customData, isObject ? value : {}, `${what}: customData`);
}

/** An incident belongs to the service that it is of, not to who noticed it. */
function scopeOf(
  entity: string | undefined,
  content: Contents[Subject],
  subjectSource: string,
  where: string,
): string {
  if (entity !== undefined) {
    const ref = toEntityRef(entity);
    if (ref === undefined) {
      throw new InputError(
        `${where}: "customData.entity" must be an entity reference such as component:default/shop, or a name`,
      );
    }
    return ref;
  }
  const service = 'service' in content ? content.service : undefined;
  return service?.source ?? subjectSource;
}
