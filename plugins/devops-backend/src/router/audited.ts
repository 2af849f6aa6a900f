import type {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';

/** Does something and leaves a trace of who did what, and how it went. */
export async function audited<T>(
  auditor: AuditorService,
  request: unknown,
  event: {
    eventId: string;
    severityLevel: AuditorServiceCreateEventOptions['severityLevel'];
    meta: JsonObject;
  },
  perform: () => Promise<T>,
): Promise<T> {
  const trace = await auditor.createEvent({
    ...event,
    // The auditor wants the plain request, whatever its body is known to be.
    request: request as AuditorServiceCreateEventOptions['request'],
  });
  let result: T;
  try {
    result = await perform();
  } catch (error) {
    await trace.fail({ error: toError(error) });
    throw error;
  }
  await trace.success();
  return result;
}
