import type {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';
import {
  stringifyEntityRef,
  type CompoundEntityRef,
} from '@backstage/catalog-model';
import { toError } from '@backstage/errors';

/** Does what somebody asked of a provider, and leaves a trace of who and what. */
export async function auditedControl(
  auditor: AuditorService,
  request: unknown,
  subject: {
    ref: CompoundEntityRef;
    action: string;
    runId?: string;
    jobId?: string;
  },
  perform: () => Promise<void>,
): Promise<void> {
  const { ref, ...what } = subject;
  const event = await auditor.createEvent({
    eventId: 'pipeline-control',
    severityLevel: 'medium',
    // The auditor wants the plain request, whatever its body is known to be.
    request: request as AuditorServiceCreateEventOptions['request'],
    meta: { entityRef: stringifyEntityRef(ref), ...what },
  });
  try {
    await perform();
  } catch (error) {
    await event.fail({ error: toError(error) });
    throw error;
  }
  await event.success();
}
