import { InputError } from '@backstage/errors';
import type { WebhookRequest } from '@backstage-devops/plugin-devops-node';

/**
 * Reads the HTTP binding of CloudEvents: a batch, a structured event, or a
 * binary one, whose attributes are headers. All become the JSON form, so that
 * the inbox has everything.
 */
export function decode(request: WebhookRequest): unknown {
  const mediaType = (header(request, 'content-type') ?? '')
    .split(';', 1)[0]
    .trim()
    .toLowerCase();
  if (mediaType === 'application/cloudevents-batch+json') {
    const batch = parseJson(request.rawBody);
    if (!Array.isArray(batch)) {
      throw new InputError('A batch of CloudEvents must be a list');
    }
    return batch.map(withData);
  }
  if (mediaType === 'application/cloudevents+json') {
    return withData(parseJson(request.rawBody));
  }
  if (header(request, 'ce-specversion') !== undefined) {
    return decodeBinary(request);
  }
  throw new InputError(
    "The request is no CloudEvent: send 'Content-Type: application/cloudevents+json', or the headers ce-specversion, ce-id, ce-source and ce-type",
  );
}

function decodeBinary(request: WebhookRequest): object {
  const attribute = (name: string) => decodeHeader(request, `ce-${name}`);
  return {
    specversion: attribute('specversion'),
    id: attribute('id'),
    source: attribute('source'),
    type: attribute('type'),
    data: request.rawBody.length === 0 ? undefined : parseJson(request.rawBody),
  };
}

/** Senders may encode the JSON of the event once more, as bytes. */
function withData(event: unknown): unknown {
  const encoded = (event as { data_base64?: unknown } | null)?.data_base64;
  if (typeof encoded !== 'string') {
    return event;
  }
  const { data_base64: _, ...rest } = event as Record<string, unknown>;
  return { ...rest, data: parseJson(Buffer.from(encoded, 'base64')) };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    // The message of the JSON parser would repeat a part of the body.
    throw new InputError('The event is no JSON in UTF-8');
  }
}

/** Attributes are percent-encoded where headers cannot hold them. */
function decodeHeader(
  request: WebhookRequest,
  name: string,
): string | undefined {
  const value = header(request, name)?.replace(/^"(.*)"$/, '$1');
  try {
    return value && decodeURIComponent(value);
  } catch {
    throw new InputError(`The header ${name} is not encoded as it should be`);
  }
}

function header(request: WebhookRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
