import { z } from 'zod/v4';
import {
  optionalLine,
  optionalText,
  optionalShortText,
  optionalUrl,
  shortText,
} from './fields';

const reference = z.object({ id: shortText, source: optionalText });

/** Before version 0.5 of CDEvents links were called `url`. */
const links = { uri: optionalUrl, url: optionalUrl };

const ran = {
  outcome: optionalShortText,
  errors: optionalLine,
  ...links,
};

/** What subjects tell, and which of their events have a meaning here. */
export const contents = {
  pipelinerun: {
    predicates: new Set(['queued', 'started', 'finished']),
    schema: z.object({ pipelineName: optionalLine, ...ran }),
  },
  taskrun: {
    predicates: new Set(['started', 'finished']),
    schema: z.object({
      taskName: optionalLine,
      pipelineRun: reference.nullish(),
      ...ran,
    }),
  },
  service: {
    predicates: new Set([
      'deployed',
      'upgraded',
      'rolledback',
      'removed',
      'published',
    ]),
    schema: z.object({
      environment: reference,
      artifactId: optionalText,
    }),
  },
  environment: {
    predicates: new Set(['created', 'modified', 'deleted']),
    schema: z.object({ name: optionalLine, ...links }),
  },
  incident: {
    predicates: new Set(['detected', 'reported', 'resolved']),
    schema: z.object({
      description: optionalLine,
      environment: reference.nullish(),
      service: reference.nullish(),
      ticketURI: optionalUrl,
    }),
  },
  change: {
    predicates: new Set([
      'created',
      'updated',
      'reviewed',
      'merged',
      'abandoned',
    ]),
    schema: z.object({ description: optionalLine }),
  },
};

export type Subject = keyof typeof contents;

export type Contents = {
  [S in Subject]: z.infer<(typeof contents)[S]['schema']>;
};
